import { describe, expect, test } from "vitest";
import { compileSchema } from "../../../codegen/xsd/compile/schema.ts";
import { XsdError, XsdRefusal } from "../../../codegen/xsd/read/xsd-error.ts";
import { validateDocument } from "../../../src/xml/parse-document.ts";
import { Schema } from "../../../src/xml/schema.ts";

const schemaOf = (body: string, attributes = ""): string =>
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" ${attributes}>\n${body}\n</xs:schema>`;
const content = (model: string): string =>
  schemaOf(`<xs:element name="r"><xs:complexType>${model}</xs:complexType></xs:element>`);
const issuesOf = (schema: string, document: string): string[] =>
  validateDocument(new Schema(compileSchema(schema).model), Buffer.from(document)).map(({ keyword }) => keyword);

describe("constraints on schemas", () => {
  const simple = (facets: string, base = "xs:string"): string =>
    schemaOf(`<xs:simpleType name="t"><xs:restriction base="${base}">${facets}</xs:restriction></xs:simpleType>`);

  test.each([
    [
      "two particles for one element",
      content('<xs:sequence><xs:element name="a" minOccurs="0"/><xs:element name="a"/></xs:sequence>'),
    ],
    [
      "ambiguity across a loop",
      content(
        '<xs:sequence><xs:choice maxOccurs="unbounded"><xs:element name="a"/></xs:choice><xs:element name="a"/></xs:sequence>',
      ),
    ],
    [
      "one name with two types",
      content(
        '<xs:sequence><xs:element name="a" type="xs:int"/><xs:element name="b"/><xs:element name="a" type="xs:string"/></xs:sequence>',
      ),
    ],
    ["minOccurs above maxOccurs", content('<xs:sequence minOccurs="2"><xs:element name="a"/></xs:sequence>')],
    ["all inside a sequence", content("<xs:sequence><xs:all/></xs:sequence>")],
    ["an element twice in all", content('<xs:all><xs:element name="a" maxOccurs="2"/></xs:all>')],
    ["a reference to nothing", content('<xs:sequence><xs:element ref="x"/></xs:sequence>')],
    ["an undeclared prefix", content('<xs:sequence><xs:element name="a" type="q:x"/></xs:sequence>')],
    ["an attribute twice", content('<xs:attribute name="a"/><xs:attribute name="a"/>')],
    ["an unknown attribute", schemaOf('<xs:element name="r" colour="red"/>')],
    ["an annotation in the wrong place", content("<xs:sequence/><xs:annotation/>")],
    ["minLength above maxLength", simple('<xs:minLength value="3"/><xs:maxLength value="2"/>')],
    ["length beside minLength", simple('<xs:length value="3"/><xs:minLength value="2"/>')],
    ["a facet that does not apply", simple('<xs:totalDigits value="3"/>')],
    ["crossed bounds", simple('<xs:minInclusive value="3"/><xs:maxInclusive value="2"/>', "xs:int")],
    ["a bound outside the base", simple('<xs:maxInclusive value="256"/>', "xs:unsignedByte")],
    [
      "fractionDigits above totalDigits",
      simple('<xs:totalDigits value="2"/><xs:fractionDigits value="3"/>', "xs:decimal"),
    ],
    ["a fixed facet changed", simple('<xs:fractionDigits value="1"/>', "xs:int")],
    ["whiteSpace loosened", simple('<xs:whiteSpace value="preserve"/>', "xs:token")],
    ["an enumeration outside the base", simple('<xs:enumeration value="x"/>', "xs:int")],
    ["an enumeration of booleans", simple('<xs:enumeration value="true"/>', "xs:boolean")],
    ["a pattern that is none", simple('<xs:pattern value="(?:a)"/>')],
    ["a type derived from itself", schemaOf('<xs:simpleType name="t"><xs:restriction base="t"/></xs:simpleType>')],
    ["an id twice", schemaOf('<xs:element name="a" id="x"/><xs:element name="b" id="x"/>')],
    ["a schema in no language", schemaOf("", 'xml:lang="1"')],
    [
      "an inclusive bound that the base repeats and no longer allows",
      schemaOf(
        '<xs:simpleType name="b"><xs:restriction base="xs:int"><xs:minInclusive value="1"/></xs:restriction></xs:simpleType>' +
          '<xs:simpleType name="e"><xs:restriction base="b"><xs:enumeration value="2"/></xs:restriction></xs:simpleType>' +
          '<xs:simpleType name="t"><xs:restriction base="e"><xs:minInclusive value="1"/></xs:restriction></xs:simpleType>',
      ),
    ],
    [
      "bounds of its own that meet and leave nothing",
      simple('<xs:minInclusive value="3"/><xs:maxExclusive value="3"/>', "xs:int"),
    ],
    ...["boolean", "decimal"].map((base): [string, string] => [
      `a default whose canonical form no pattern allows, of a ${base}`,
      schemaOf(
        `<xs:attribute name="a" default="1"><xs:simpleType><xs:restriction base="xs:${base}"><xs:pattern value="\\d"/></xs:restriction></xs:simpleType></xs:attribute>`,
      ),
    ]),
    ["a source that is no URI", schemaOf('<xs:annotation><xs:appinfo source="::"/></xs:annotation>')],
    ["a target namespace that is no URI", schemaOf("", 'targetNamespace="urn:a%"')],
    ["no well-formed XML", "<xs:schema>"],
  ])("rejects %s", (_, schema) => {
    expect(() => compileSchema(schema)).toThrow(XsdError);
    expect(() => compileSchema(schema)).not.toThrow(XsdRefusal);
  });

  test.each([
    ["xs:redefine", schemaOf('<xs:redefine schemaLocation="a.xsd"/>')],
    ["xs:notation", schemaOf('<xs:notation name="n" public="p"/>')],
    ["include without its document", schemaOf('<xs:include schemaLocation="a.xsd"/>')],
    [
      "import without its document",
      schemaOf('<xs:import namespace="urn:x"/><xs:element name="a" type="x:t"/>', 'xmlns:x="urn:x"'),
    ],
    ["substitutionGroup of a missing element", schemaOf('<xs:element name="b" substitutionGroup="a"/>')],
    ["XSD 1.1", schemaOf('<xs:element name="a" type="xs:dateTimeStamp"/>')],
    ["XSD 1.1", content('<xs:assert test="1"/>')],
    ["empty targetNamespace", schemaOf("", 'targetNamespace=" "')],
    ["bounds equal to those of the base type", simple('<xs:maxExclusive value="1"/>', "xs:positiveInteger")],
    ["bounds equal to those of the base type", simple('<xs:minExclusive value="255"/>', "xs:unsignedByte")],
    [
      "choice without a possible element",
      content('<xs:choice><xs:element name="a" minOccurs="0" maxOccurs="0"/></xs:choice>'),
    ],
    ["very large occurrence bounds", content('<xs:sequence><xs:element name="a" maxOccurs="99999"/></xs:sequence>')],
  ])("refuses %s and says so", (construct, schema) => {
    expect(() => compileSchema(schema)).toThrow(expect.objectContaining({ name: "XsdRefusal", construct }));
  });

  test.each([
    [
      "a prohibited attribute beside one of its name",
      content('<xs:attribute name="a" use="prohibited"/><xs:attribute name="a"/>'),
    ],
    [
      "two types of one name in content that may not come",
      schemaOf(
        '<xs:complexType name="t" mixed="true"><xs:sequence minOccurs="0" maxOccurs="0"><xs:element name="a" type="xs:int"/><xs:element name="b"/><xs:element name="a"/></xs:sequence></xs:complexType>',
      ),
    ],
    [
      "an anonymous simple type that is final for nothing",
      content(
        '<xs:attribute name="a"><xs:simpleType final=""><xs:restriction base="xs:int"/></xs:simpleType></xs:attribute>',
      ),
    ],
    ["appinfo in no language", schemaOf('<xs:annotation><xs:appinfo xml:lang="1"/></xs:annotation>')],
    [
      "URIs of any form",
      schemaOf(
        '<xs:annotation><xs:appinfo source="../a b/{é}?x:y#z%20"/></xs:annotation>',
        'targetNamespace="card series"',
      ),
    ],
    [
      "a default whose canonical form the pattern allows",
      schemaOf(
        '<xs:attribute name="a" default="007"><xs:simpleType><xs:restriction base="xs:int"><xs:pattern value="0*\\d"/></xs:restriction></xs:simpleType></xs:attribute>',
      ),
    ],
  ])("accepts %s", (_, schema) => {
    expect(() => compileSchema(schema)).not.toThrow();
  });

  test("names the line and column of what is wrong", () => {
    const schema = schemaOf('<xs:element name="a"/>\n  <xs:element name="a"/>');
    expect(() => compileSchema(schema)).toThrow(expect.objectContaining({ line: 3, reason: '"a" is declared twice' }));
  });
});

describe("validating documents", () => {
  const r = (inside: string): string => `<r>${inside}</r>`;

  test("takes copies of one particle for that particle", () => {
    const schema = content(
      '<xs:sequence minOccurs="2" maxOccurs="3"><xs:element name="a" maxOccurs="2"/></xs:sequence>',
    );
    expect(issuesOf(schema, r("<a/>"))).toEqual(["required"]);
    expect(issuesOf(schema, r("<a/><a/>"))).toEqual([]);
    expect(issuesOf(schema, r("<a/>".repeat(6)))).toEqual([]);
    expect(issuesOf(schema, r("<a/>".repeat(7)))).toEqual(["element"]);
  });

  test("tells empty content from content that may be empty", () => {
    expect(issuesOf(content("<xs:sequence/>"), r(" "))).toEqual(["text"]);
    expect(issuesOf(content('<xs:sequence><xs:element name="a" minOccurs="0"/></xs:sequence>'), r(" "))).toEqual([]);
  });

  test("repeats empty content without end", () => {
    const schema = content(
      '<xs:sequence><xs:element name="a"/><xs:sequence maxOccurs="999999999999"><xs:sequence minOccurs="999999999999" maxOccurs="unbounded"/></xs:sequence></xs:sequence>',
    );
    expect(issuesOf(schema, r("<a/>"))).toEqual([]);
    expect(issuesOf(schema, r("<a/><a/>"))).toEqual(["element"]);
  });

  test("lets an empty choice accept nothing", () => {
    expect(issuesOf(content("<xs:choice/>"), "<r/>")).toEqual(["required"]);
    expect(issuesOf(content('<xs:choice minOccurs="0"/>'), "<r/>")).toEqual([]);
  });

  test("reads all in any order, each once", () => {
    const schema = content('<xs:all><xs:element name="a"/><xs:element name="b" minOccurs="0"/></xs:all>');
    expect(issuesOf(schema, r("<b/><a/>"))).toEqual([]);
    expect(issuesOf(schema, r("<b/>"))).toEqual(["required"]);
    expect(issuesOf(schema, r("<a/><a/>"))).toEqual(["element"]);
  });

  test("follows xsi:nil and xsi:type", () => {
    const schema = schemaOf('<xs:element name="r" type="xs:decimal" nillable="true"/>');
    const xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xs="http://www.w3.org/2001/XMLSchema"';
    expect(issuesOf(schema, `<r ${xsi} xsi:nil="true"/>`)).toEqual([]);
    expect(issuesOf(schema, `<r ${xsi} xsi:nil="true">1</r>`)).toEqual(["xsi:nil"]);
    expect(issuesOf(schema, `<r ${xsi} xsi:type="xs:int">1</r>`)).toEqual([]);
    expect(issuesOf(schema, `<r ${xsi} xsi:type="xs:int">1.5</r>`)).toEqual(["pattern"]);
    expect(issuesOf(schema, `<r ${xsi} xsi:type="xs:string">x</r>`)).toEqual(["xsi:type", "type"]);
    expect(issuesOf(schema, `<r ${xsi} xsi:schemaLocation="a b" xsi:noNamespaceSchemaLocation="c">1</r>`)).toEqual([]);
    expect(issuesOf(schema, `<r ${xsi} xsi:other="x">1</r>`)).toEqual(["attribute"]);
  });

  test("lets a default or fixed value only stand where the type lets it", () => {
    const xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
    const elements =
      '<xs:complexType name="t"><xs:sequence><xs:element name="a" minOccurs="0"/></xs:sequence></xs:complexType>';
    const fixed = schemaOf(`${elements}<xs:element name="r" fixed="1"/>`);
    expect(issuesOf(fixed, "<r>1</r>")).toEqual([]);
    expect(issuesOf(fixed, "<r><b>1</b></r>")).toEqual(["fixed"]);
    expect(issuesOf(fixed, `<r ${xsi} xsi:type="t"/>`)).toEqual(["default"]);
    expect(issuesOf(schemaOf('<xs:element name="r" nillable="true"/>'), `<r ${xsi} xsi:nil="1"><a/></r>`)).toEqual([
      "xsi:nil",
    ]);
  });

  test("is aware of namespaces and of the form of local names", () => {
    const body =
      '<xs:element name="r"><xs:complexType><xs:sequence><xs:element name="a"/></xs:sequence><xs:attribute name="b"/></xs:complexType></xs:element>';
    const unqualified = schemaOf(body, 'targetNamespace="urn:t"');
    const qualified = schemaOf(
      body,
      'targetNamespace="urn:t" elementFormDefault="qualified" attributeFormDefault="qualified"',
    );
    expect(issuesOf(unqualified, '<p:r xmlns:p="urn:t" b=""><a/></p:r>')).toEqual([]);
    expect(issuesOf(unqualified, '<r xmlns="urn:t"><a/></r>')).toEqual(["element"]);
    expect(issuesOf(qualified, '<r xmlns="urn:t" xmlns:q="urn:t" q:b=""><q:a/></r>')).toEqual([]);
    expect(issuesOf(qualified, '<r xmlns="urn:t" b=""><a/></r>')).toEqual(["attribute"]);
    expect(issuesOf(qualified, "<r/>")).toEqual(["element"]);
  });
});

describe("CDATA sections", () => {
  const sections = ["<![CDATA[]]>", "<![CDATA[ ]]>", "<![CDATA[x]]>"];
  const sequence = '<xs:sequence><xs:element name="a" minOccurs="0"/></xs:sequence>';

  test.each(sections)("refuses %s where only elements or nothing may stand, as Xerces-C and libxml2 do", (section) => {
    for (const model of [sequence, ""]) {
      expect(issuesOf(content(model), `<r>${section}</r>`)).toEqual(["text"]);
      expect(issuesOf(content(model), "<r><!----></r>")).toEqual([]);
    }
    expect(issuesOf(content(sequence), `<r> ${section} <a/></r>`)).toEqual(["text"]);
  });

  test.each(sections)("takes %s where text may stand", (section) => {
    const mixed = schemaOf(
      `<xs:element name="r"><xs:complexType mixed="true">${sequence}</xs:complexType></xs:element>`,
    );
    expect(issuesOf(mixed, `<r>${section}<a/></r>`)).toEqual([]);
    expect(issuesOf(schemaOf('<xs:element name="r" type="xs:string"/>'), `<r>${section}</r>`)).toEqual([]);
    expect(issuesOf(schemaOf('<xs:element name="r" type="xs:string" default="d"/>'), `<r>${section}</r>`)).toEqual([]);
  });
});
