/** A construct of XML Schema with an example: what the page of the compiler lists, and what the tests try. */
export interface Construct {
  readonly name: string;
  /** The example: what stands in `<xs:schema>`. */
  readonly schema: string;
  /** The attributes of `<xs:schema>`. */
  readonly attributes?: string;
  /** Documents that the schema refers to, by their location. */
  readonly others?: { readonly [location: string]: string };
}

/** A construct that is compiled. */
export interface CoveredConstruct extends Construct {
  /** A document that the schema of the example allows, and one that it does not. */
  readonly valid: string;
  readonly invalid: string;
}

/** A construct whose example generated code leaves to the strict parser, when it is in a record. */
export interface StrictConstruct {
  /** The name of the construct, as it is in the list of what is covered. */
  readonly name: string;
  /** What the command says about it; absent where it is only about rare values. */
  readonly note?: string;
  /** The part of records that this is about. */
  readonly part: string;
  /** Set where the example has no such part. */
  readonly isElsewhere?: true;
}

/** A construct that is refused. */
export interface RefusedConstruct extends Construct {
  /** How the refusal is called. */
  readonly construct: string;
  readonly wayOn: string;
}

const root = (type: string): string => `<xs:element name="r"><xs:complexType>${type}</xs:complexType></xs:element>`;
const text = (type: string): string => `<xs:element name="r" type="xs:${type}"/>`;
const simple = (facets: string, base: string): string =>
  `<xs:element name="r"><xs:simpleType><xs:restriction base="xs:${base}">${facets}</xs:restriction></xs:simpleType></xs:element>`;
const facet = (
  name: string,
  value: string,
  [base, valid, invalid]: readonly [string, string, string],
): CoveredConstruct => ({
  name: `facet \`${name}\``,
  schema: simple(`<xs:${name} value="${value}"/>`, base),
  valid: `<r>${valid}</r>`,
  invalid: `<r>${invalid}</r>`,
});
const builtIn = (name: string, valid: string, invalid: string): CoveredConstruct => ({
  name: `type \`${name}\``,
  schema: text(name),
  valid: `<r>${valid}</r>`,
  invalid: `<r>${invalid}</r>`,
});
const other = (part: string): string => `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">${part}</xs:schema>`;
const keyed = (kind: string): string =>
  `<xs:element name="r"><xs:complexType><xs:sequence><xs:element name="a" maxOccurs="9"><xs:complexType><xs:attribute name="n"/></xs:complexType></xs:element></xs:sequence></xs:complexType><xs:${kind} name="k"><xs:selector xpath="a"/><xs:field xpath="@n"/></xs:${kind}></xs:element>`;

/** What is covered, by part. */
export const covered: { readonly [part: string]: readonly CoveredConstruct[] } = {
  Documents: [
    {
      name: "`include`",
      schema: '<xs:include schemaLocation="b.xsd"/><xs:element name="r" type="t"/>',
      others: { "b.xsd": other('<xs:simpleType name="t"><xs:restriction base="xs:int"/></xs:simpleType>') },
      valid: "<r>1</r>",
      invalid: "<r>x</r>",
    },
    {
      name: "`include` of a document without a namespace",
      attributes: 'targetNamespace="urn:a" xmlns="urn:a"',
      schema: '<xs:include schemaLocation="b.xsd"/><xs:element name="r" type="t"/>',
      others: { "b.xsd": other('<xs:simpleType name="t"><xs:restriction base="xs:int"/></xs:simpleType>') },
      valid: '<r xmlns="urn:a">1</r>',
      invalid: '<r xmlns="urn:a">x</r>',
    },
    {
      name: "`import`",
      attributes: 'xmlns:b="urn:b"',
      schema: '<xs:import namespace="urn:b" schemaLocation="b.xsd"/><xs:element name="r" type="b:t"/>',
      others: {
        "b.xsd": `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:b"><xs:simpleType name="t"><xs:restriction base="xs:int"/></xs:simpleType></xs:schema>`,
      },
      valid: "<r>1</r>",
      invalid: "<r>x</r>",
    },
    {
      name: "`targetNamespace`, `elementFormDefault`, `form`",
      attributes: 'targetNamespace="urn:a" elementFormDefault="qualified"',
      schema: root(
        '<xs:sequence><xs:element name="a" type="xs:string"/><xs:element name="b" type="xs:string" form="unqualified"/></xs:sequence>',
      ),
      valid: '<x:r xmlns:x="urn:a"><x:a/><b/></x:r>',
      invalid: '<x:r xmlns:x="urn:a"><a/><b/></x:r>',
    },
    {
      name: "`annotation`, `appinfo`, `documentation`",
      schema: `<xs:annotation><xs:appinfo><x/></xs:appinfo><xs:documentation>Text</xs:documentation></xs:annotation>${text("int")}`,
      valid: "<r>1</r>",
      invalid: "<r>x</r>",
    },
  ],
  Elements: [
    {
      name: "`element`: `ref`, `minOccurs`, `maxOccurs`",
      schema: `<xs:element name="a" type="xs:int"/>${root('<xs:sequence><xs:element ref="a" minOccurs="2" maxOccurs="3"/></xs:sequence>')}`,
      valid: "<r><a>1</a><a>2</a></r>",
      invalid: "<r><a>1</a></r>",
    },
    {
      name: "`default` and `fixed`",
      schema: root(
        '<xs:sequence><xs:element name="a" type="xs:int" fixed="1"/></xs:sequence><xs:attribute name="b" default="x"/>',
      ),
      valid: "<r><a/></r>",
      invalid: "<r><a>2</a></r>",
    },
    {
      name: "`nillable`",
      schema: '<xs:element name="r" type="xs:int" nillable="true"/>',
      valid: '<r xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"/>',
      invalid: '<r xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true">1</r>',
    },
    {
      name: "`abstract` and `substitutionGroup`",
      schema: `<xs:element name="a" type="xs:int" abstract="true"/><xs:element name="b" type="xs:int" substitutionGroup="a"/>${root('<xs:sequence><xs:element ref="a"/></xs:sequence>')}`,
      valid: "<r><b>1</b></r>",
      invalid: "<r><a>1</a></r>",
    },
    {
      name: "`block` and `final`",
      schema:
        '<xs:complexType name="t" block="extension"/><xs:complexType name="u" final="#all"><xs:complexContent><xs:extension base="t"/></xs:complexContent></xs:complexType><xs:element name="r" type="t"/>',
      valid: "<r/>",
      invalid: '<r xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:type="u"/>',
    },
    {
      name: "recursive types",
      schema:
        '<xs:complexType name="t"><xs:sequence><xs:element name="a" type="t" minOccurs="0"/></xs:sequence></xs:complexType><xs:element name="r" type="t"/>',
      valid: "<r><a><a/></a></r>",
      invalid: "<r><a/><a/></r>",
    },
  ],
  Content: [
    {
      name: "`sequence`",
      schema: root(
        '<xs:sequence><xs:element name="a" type="xs:string"/><xs:element name="b" type="xs:string"/></xs:sequence>',
      ),
      valid: "<r><a/><b/></r>",
      invalid: "<r><b/><a/></r>",
    },
    {
      name: "`choice`, repeated",
      schema: root(
        '<xs:choice maxOccurs="unbounded"><xs:element name="a" type="xs:string"/><xs:element name="b" type="xs:string"/></xs:choice>',
      ),
      valid: "<r><b/><a/><b/></r>",
      invalid: "<r/>",
    },
    {
      name: "`all`",
      schema: root(
        '<xs:all><xs:element name="a" type="xs:string"/><xs:element name="b" type="xs:string" minOccurs="0"/></xs:all>',
      ),
      valid: "<r><b/><a/></r>",
      invalid: "<r><b/></r>",
    },
    {
      name: "`group`",
      schema: `<xs:group name="g"><xs:sequence><xs:element name="a" type="xs:string"/></xs:sequence></xs:group>${root('<xs:group ref="g" maxOccurs="2"/>')}`,
      valid: "<r><a/><a/></r>",
      invalid: "<r/>",
    },
    {
      name: "`any` with `namespace` and `processContents`",
      schema: root('<xs:sequence><xs:any namespace="##other" processContents="lax"/></xs:sequence>'),
      attributes: 'targetNamespace="urn:a"',
      valid: '<r xmlns="urn:a"><x xmlns="urn:b"/></r>',
      invalid: '<r xmlns="urn:a"><x/></r>',
    },
    {
      name: "`mixed`",
      schema: `<xs:element name="r"><xs:complexType mixed="true"><xs:sequence><xs:element name="a" type="xs:string"/></xs:sequence></xs:complexType></xs:element>`,
      valid: "<r>one <a/> two</r>",
      invalid: "<r>one</r>",
    },
  ],
  Types: [
    {
      name: "`complexContent` by `extension`",
      schema:
        '<xs:complexType name="t"><xs:sequence><xs:element name="a" type="xs:string"/></xs:sequence></xs:complexType><xs:element name="r"><xs:complexType><xs:complexContent><xs:extension base="t"><xs:sequence><xs:element name="b" type="xs:string"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType></xs:element>',
      valid: "<r><a/><b/></r>",
      invalid: "<r><a/></r>",
    },
    {
      name: "`complexContent` by `restriction`",
      schema:
        '<xs:complexType name="t"><xs:sequence><xs:element name="a" type="xs:string" minOccurs="0"/></xs:sequence></xs:complexType><xs:element name="r"><xs:complexType><xs:complexContent><xs:restriction base="t"><xs:sequence><xs:element name="a" type="xs:string"/></xs:sequence></xs:restriction></xs:complexContent></xs:complexType></xs:element>',
      valid: "<r><a/></r>",
      invalid: "<r/>",
    },
    {
      name: "`simpleContent` by `extension`",
      schema: root(
        '<xs:simpleContent><xs:extension base="xs:int"><xs:attribute name="b"/></xs:extension></xs:simpleContent>',
      ),
      valid: '<r b="x">1</r>',
      invalid: "<r>x</r>",
    },
    {
      name: "`simpleContent` by `restriction`",
      schema: `<xs:complexType name="t"><xs:simpleContent><xs:extension base="xs:int"/></xs:simpleContent></xs:complexType>${root('<xs:simpleContent><xs:restriction base="t"><xs:maxInclusive value="9"/></xs:restriction></xs:simpleContent>')}`,
      valid: "<r>9</r>",
      invalid: "<r>10</r>",
    },
    {
      name: "`simpleType` by `restriction`",
      schema: simple('<xs:maxInclusive value="9"/>', "int"),
      valid: "<r>9</r>",
      invalid: "<r>10</r>",
    },
    {
      name: "`list`",
      schema: '<xs:element name="r"><xs:simpleType><xs:list itemType="xs:int"/></xs:simpleType></xs:element>',
      valid: "<r>1 2</r>",
      invalid: "<r>1 x</r>",
    },
    {
      name: "`union`",
      schema:
        '<xs:element name="r"><xs:simpleType><xs:union memberTypes="xs:int xs:date"/></xs:simpleType></xs:element>',
      valid: "<r>2026-05-01</r>",
      invalid: "<r>x</r>",
    },
    {
      name: "`xsi:type`",
      schema:
        '<xs:complexType name="t"/><xs:complexType name="u"><xs:complexContent><xs:extension base="t"><xs:attribute name="b"/></xs:extension></xs:complexContent></xs:complexType><xs:element name="r" type="t"/>',
      valid: '<r xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:type="u" b="x"/>',
      invalid: '<r b="x"/>',
    },
  ],
  Attributes: [
    {
      name: "`attribute`: `use`, `ref`",
      schema: `<xs:attribute name="b" type="xs:int"/>${root('<xs:attribute name="a" use="required"/><xs:attribute ref="b"/>')}`,
      valid: '<r a="" b="1"/>',
      invalid: '<r b="1"/>',
    },
    {
      name: "`attributeGroup`",
      schema: `<xs:attributeGroup name="g"><xs:attribute name="a" type="xs:int"/></xs:attributeGroup>${root('<xs:attributeGroup ref="g"/>')}`,
      valid: '<r a="1"/>',
      invalid: '<r a="x"/>',
    },
    {
      name: "`anyAttribute`",
      schema: root('<xs:anyAttribute namespace="urn:b" processContents="skip"/>'),
      valid: '<r x:a="1" xmlns:x="urn:b"/>',
      invalid: '<r x:a="1" xmlns:x="urn:c"/>',
    },
  ],
  Keys: [
    {
      name: "`unique`, `selector`, `field`",
      schema: keyed("unique"),
      valid: "<r><a/><a n='1'/></r>",
      invalid: "<r><a n='1'/><a n='1'/></r>",
    },
    { name: "`key`", schema: keyed("key"), valid: "<r><a n='1'/><a n='2'/></r>", invalid: "<r><a/></r>" },
    {
      name: "`keyref`",
      schema: keyed("key").replace(
        "</xs:key>",
        '</xs:key><xs:keyref name="f" refer="k"><xs:selector xpath="a"/><xs:field xpath="@n"/></xs:keyref>',
      ),
      valid: "<r><a n='1'/></r>",
      invalid: "<r><a n='1'/><a/></r>",
    },
  ],
  Facets: [
    facet("length", "2", ["string", "ab", "a"]),
    facet("minLength", "2", ["string", "ab", "a"]),
    facet("maxLength", "2", ["string", "ab", "abc"]),
    facet("pattern", "[0-9]{2}", ["string", "12", "1"]),
    facet("enumeration", "a", ["string", "a", "b"]),
    facet("whiteSpace", "collapse", ["string", "a", "<x/>"]),
    facet("minInclusive", "2", ["int", "2", "1"]),
    facet("maxInclusive", "2", ["int", "2", "3"]),
    facet("minExclusive", "2", ["int", "3", "2"]),
    facet("maxExclusive", "2", ["int", "1", "2"]),
    facet("totalDigits", "2", ["decimal", "1.2", "1.23"]),
    facet("fractionDigits", "1", ["decimal", "1.2", "1.23"]),
  ],
  "Built-in types": [
    { name: "type `anyType`", schema: text("anyType"), valid: "<r a='1'><x/></r>", invalid: "<s/>" },
    builtIn("anySimpleType", "a", "<x/>"),
    builtIn("string", "a", "<x/>"),
    builtIn("normalizedString", "a", "<x/>"),
    builtIn("token", "a", "<x/>"),
    builtIn("language", "de-CH", "1"),
    builtIn("NMTOKEN", "1a", "a b"),
    builtIn("NMTOKENS", "1a b", ""),
    builtIn("Name", "a:b", "1"),
    builtIn("NCName", "a", "a:b"),
    builtIn("ID", "a", "1"),
    {
      name: "type `IDREF`",
      schema: root('<xs:attribute name="i" type="xs:ID"/><xs:attribute name="f" type="xs:IDREF"/>'),
      valid: "<r i='a' f='a'/>",
      invalid: "<r i='a' f='b'/>",
    },
    {
      name: "type `IDREFS`",
      schema: root('<xs:attribute name="i" type="xs:ID"/><xs:attribute name="f" type="xs:IDREFS"/>'),
      valid: "<r i='a' f='a a'/>",
      invalid: "<r i='a' f='a b'/>",
    },
    {
      name: "type `ENTITY`: always invalid, as documents declare none",
      schema: root('<xs:attribute name="e" type="xs:ENTITY"/>'),
      valid: "<r/>",
      invalid: "<r e='a'/>",
    },
    {
      name: "type `ENTITIES`: likewise",
      schema: root('<xs:attribute name="e" type="xs:ENTITIES"/>'),
      valid: "<r/>",
      invalid: "<r e='a'/>",
    },
    builtIn("anyURI", "https://example.com/", "<x/>"),
    builtIn("QName", "a", "x:a"),
    builtIn("float", "1E3", "x"),
    builtIn("double", "-INF", "x"),
    builtIn("duration", "P1DT2H", "1D"),
    builtIn("gYearMonth", "2026-05", "2026"),
    builtIn("gYear", "2026", "26"),
    builtIn("gMonthDay", "--05-01", "05-01"),
    builtIn("gDay", "---01", "01"),
    builtIn("gMonth", "--05", "05"),
    builtIn("hexBinary", "0aFF", "0"),
    builtIn("base64Binary", "aGk=", "a"),
    builtIn("boolean", "true", "yes"),
    builtIn("date", "2026-05-01", "2026-02-30"),
    builtIn("dateTime", "2026-05-01T12:00:00Z", "2026-05-01"),
    builtIn("time", "12:00:00", "25:00:00"),
    builtIn("decimal", "1.50", "1e3"),
    builtIn("integer", "1", "1.5"),
    builtIn("nonPositiveInteger", "0", "1"),
    builtIn("negativeInteger", "-1", "0"),
    builtIn("long", "9223372036854775807", "9223372036854775808"),
    builtIn("int", "2147483647", "2147483648"),
    builtIn("short", "32767", "32768"),
    builtIn("byte", "127", "128"),
    builtIn("nonNegativeInteger", "0", "-1"),
    builtIn("positiveInteger", "1", "0"),
    builtIn("unsignedLong", "18446744073709551615", "18446744073709551616"),
    builtIn("unsignedInt", "4294967295", "4294967296"),
    builtIn("unsignedShort", "65535", "65536"),
    builtIn("unsignedByte", "255", "256"),
  ],
};

const nested = (depth: number): string =>
  depth === 0 ? '<xs:element name="a"/>' : `<xs:sequence>${nested(depth - 1)}</xs:sequence>`;

const keys = "has keys, which must be known from all records";
const ids = "names an element or refers to one, which must be known from the whole document";

/** The covered constructs whose records are left to the strict parser: all others are read by generated code. */
export const strict: readonly StrictConstruct[] = [
  { name: "`nillable`", note: "is nil", part: "an element that is nil" },
  {
    name: "`any` with `namespace` and `processContents`",
    note: "has elements that only a wildcard allows",
    part: "elements that only a wildcard allows",
  },
  {
    name: "`anyAttribute`",
    note: "has attributes that only a wildcard allows",
    part: "attributes that only a wildcard allows",
  },
  { name: "`mixed`", note: "has text beside its elements", part: "text beside elements" },
  { name: "`xsi:type`", note: "says which of several types it has", part: "an element with `xsi:type`" },
  {
    name: "`default` and `fixed`",
    note: "is empty and has the default value",
    part: "an empty element with a default value",
    isElsewhere: true,
  },
  { name: "type `anyType`", note: "is kept as XML text", part: "an element of `anyType`" },
  { name: "type `ID`", note: ids, part: "an ID" },
  { name: "type `IDREF`", note: ids, part: "a reference to an ID" },
  { name: "type `IDREFS`", note: ids, part: "references to IDs" },
  { name: "type `ENTITY`: always invalid, as documents declare none", note: ids, part: "an entity", isElsewhere: true },
  { name: "type `ENTITIES`: likewise", note: ids, part: "entities", isElsewhere: true },
  { name: "type `QName`", note: "holds names whose prefixes are declared in the document", part: "qualified names" },
  { name: "`unique`, `selector`, `field`", note: keys, part: "unique values anywhere in the schema" },
  { name: "`key`", note: keys, part: "keys anywhere in the schema" },
  { name: "`keyref`", note: keys, part: "references to keys anywhere in the schema" },
  { name: "type `double`", part: "`INF` and `NaN`" },
  { name: "type `long`", part: "a number with more than 18 digits" },
  { name: "type `unsignedLong`", part: "a number with more than 19 digits" },
];

/** What is refused. */
export const refused: readonly RefusedConstruct[] = [
  {
    name: "`redefine`",
    schema: '<xs:redefine schemaLocation="b.xsd"/>',
    construct: "xs:redefine",
    wayOn: "Copy the redefined document, make the changes there, and include the copy.",
  },
  {
    name: "`notation`",
    schema: `<xs:notation name="n" public="p"/>${text("int")}`,
    construct: "xs:notation",
    wayOn: "Take it out of a copy.",
  },
  { name: "type `NOTATION`", schema: text("NOTATION"), construct: "xs:NOTATION", wayOn: "Take it out of a copy." },
  {
    name: "XSD 1.1: `assert`, `openContent`, `alternative`, `dateTimeStamp`, …",
    schema: root('<xs:sequence/><xs:assert test="true()"/>'),
    construct: "XSD 1.1",
    wayOn: "Ask for the XSD 1.0 form, or take the part out of a copy.",
  },
  {
    name: "a document type declaration",
    schema: "",
    construct: "document type declaration",
    wayOn: "Take it out of a copy: entities are not read.",
  },
  {
    name: "`include` of a document that was not given",
    schema: `<xs:include schemaLocation="b.xsd"/>${text("int")}`,
    construct: "include without its document",
    wayOn: "Name the file: `--xsd SCHEMA FILE`.",
  },
  {
    name: "a name of a namespace of which no document was given",
    attributes: 'xmlns:b="urn:b"',
    schema: '<xs:import namespace="urn:b"/><xs:element name="r" type="b:t"/>',
    construct: "import without its document",
    wayOn: "Name the file that declares the namespace: `--xsd SCHEMA FILE`.",
  },
  {
    name: "`substitutionGroup` of an element that no document declares",
    schema: '<xs:element name="r" substitutionGroup="a"/>',
    construct: "substitutionGroup of a missing element",
    wayOn: "Name the file that declares it.",
  },
  {
    name: "an empty `targetNamespace`: validators differ",
    attributes: 'targetNamespace=""',
    schema: text("int"),
    construct: "empty targetNamespace",
    wayOn: "Leave the attribute out.",
  },
  {
    name: '`choice` in which nothing is possible (`maxOccurs="0"`): validators differ',
    schema: root('<xs:choice><xs:element name="a" minOccurs="0" maxOccurs="0"/></xs:choice>'),
    construct: "choice without a possible element",
    wayOn: "Take the choice out of a copy.",
  },
  {
    name: "an exclusive bound that meets the opposite inclusive one of the base type: validators differ",
    schema: `<xs:simpleType name="t"><xs:restriction base="xs:int"><xs:minInclusive value="1"/></xs:restriction></xs:simpleType><xs:element name="r"><xs:simpleType><xs:restriction base="t"><xs:maxExclusive value="1"/></xs:restriction></xs:simpleType></xs:element>`,
    construct: "bounds equal to those of the base type",
    wayOn: "Correct the bound: no value is possible.",
  },
  {
    name: "occurrence bounds whose automaton would have more than 5,000 states",
    schema: root(
      '<xs:sequence maxOccurs="6000"><xs:element name="a" minOccurs="2" maxOccurs="3"/><xs:element name="b"/></xs:sequence>',
    ),
    construct: "very large occurrence bounds",
    wayOn: "Write `unbounded` in a copy.",
  },
  {
    name: "patterns whose automaton would have more than 4,000 positions",
    schema: simple('<xs:pattern value="((a+)+b){3000}"/>', "string"),
    construct: "very large pattern",
    wayOn: "Take the pattern out of a copy, or write a simpler one.",
  },
  {
    name: "patterns with a backslash before a character that needs none, as in `\\/`: validators differ",
    schema: simple('<xs:pattern value="a\\/b"/>', "string"),
    construct: "undefined escape",
    wayOn: "Write the character without the backslash in a copy.",
  },
  {
    name: "elements nested more than 256 deep",
    schema: root(nested(300)),
    construct: "very deep nesting",
    wayOn: "Name groups instead.",
  },
  {
    name: "a schema without a global element, for code",
    schema: '<xs:simpleType name="t"><xs:restriction base="xs:int"/></xs:simpleType>',
    construct: "schema without documents",
    wayOn: "Name the file that declares one.",
  },
];

/** The document of an example. */
export function documentOf({ schema, attributes = "" }: Construct): string {
  const own = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"${attributes === "" ? "" : ` ${attributes}`}>${schema}</xs:schema>`;
  return schema === "" ? `<!DOCTYPE xs:schema []>\n${own}` : own;
}
