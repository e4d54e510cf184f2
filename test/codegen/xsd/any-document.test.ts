import { describe, expect, test } from "vitest";
import type { SchemaSource } from "../../../codegen/xsd/compile/load-documents.ts";
import { compileRecordSchema, type RecordChoice } from "../../../codegen/xsd/compile/record-schema.ts";
import { schemaFiles } from "../../../codegen/xsd/compile/schema-files.ts";
import { generateFromXsd } from "../../../codegen/xsd/index.ts";
import { formatOf, readAll, roundTrip, writeAll } from "../../support/xsd/round-trip.ts";

const schemaOf = (body: string, attributes = ""): string =>
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" ${attributes}>${body}</xs:schema>`;

const common: SchemaSource = {
  path: "types/common.xsd",
  text: schemaOf(
    `<xs:complexType name="Party"><xs:sequence><xs:element name="name" type="xs:token"/></xs:sequence></xs:complexType>
     <xs:complexType name="Shop"><xs:complexContent><xs:extension base="Party"><xs:sequence>
       <xs:element name="url" type="xs:anyURI" maxOccurs="3"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>`,
    'elementFormDefault="qualified"',
  ),
};

// Every element global, an attribute on the root, a header before the records, a footer behind them, and recursion.
const batch: SchemaSource = {
  path: "batch.xsd",
  text: schemaOf(
    `<xs:include schemaLocation="types/common.xsd"/><xs:import namespace="urn:p" schemaLocation="http://example.com/price.xsd"/>
     <xs:element name="sent" type="xs:dateTime"/><xs:element name="count" type="xs:int"/>
     <xs:element name="party" type="b:Party"/>
     <xs:element name="order"><xs:complexType><xs:sequence>
       <xs:element ref="b:party"/><xs:element ref="p:price" maxOccurs="unbounded"/><xs:element ref="b:order" minOccurs="0"/>
       <xs:any namespace="urn:x" processContents="lax" minOccurs="0"/></xs:sequence>
       <xs:attribute name="number" type="xs:ID" use="required"/></xs:complexType></xs:element>
     <xs:element name="batch"><xs:complexType><xs:sequence>
       <xs:element ref="b:sent"/><xs:element ref="b:order" minOccurs="0" maxOccurs="unbounded"/><xs:element ref="b:count"/></xs:sequence>
       <xs:attribute name="version" type="xs:string" use="required"/></xs:complexType></xs:element>`,
    'xmlns:b="urn:b" xmlns:p="urn:p" targetNamespace="urn:b" elementFormDefault="qualified"',
  ),
};
const price: SchemaSource = {
  path: "price.xsd",
  text: schemaOf(
    `<xs:element name="price"><xs:complexType><xs:simpleContent><xs:extension base="xs:decimal">
       <xs:attribute name="currency" type="xs:NMTOKEN"/></xs:extension></xs:simpleContent></xs:complexType></xs:element>`,
    'targetNamespace="urn:p"',
  ),
};
const compile = (choice: RecordChoice = {}) =>
  compileRecordSchema(batch, { catalog: schemaFiles([common, price]), ...choice });

describe("a schema as vendors write it", () => {
  test("finds the root and the records in it by itself", () => {
    const { root, record, isWhole, envelope } = compile();
    expect([root.name, record.name, isWhole, envelope?.path]).toEqual([
      "{urn:b}batch",
      "{urn:b}order",
      false,
      ["{urn:b}batch"],
    ]);
    expect(compile({ record: "." }).isWhole).toBe(true);
    expect(compile({ root: "order" }).root.name).toBe("{urn:b}order");
    expect(() => compile({ root: "nothing" })).toThrow("No global element <nothing>");
    expect(() => compile({ record: "sent" })).toThrow("There are no records at sent");
  });

  test("reads and writes records, what stands around them, and several namespaces", () => {
    const format = formatOf(compile());
    const text = `<batch xmlns="urn:b" version="1"><sent>2011-10-10T03:59:00</sent>
      <order number="a"><party>
        <name>A</name></party><price xmlns="urn:p" currency="EUR">1.50</price><price xmlns="urn:p">2</price></order>
      <order number="b"><party xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="Shop">
        <name>B</name><url>urn:x</url></party><price xmlns="urn:p">3</price><x:w xmlns:x="urn:x" k="x:y"/></order>
      <count>2</count></batch>`;
    const values = [
      { version: "1", sent: "2011-10-10T03:59:00", count: 2 },
      { number: "a", party: { name: "A" }, price: [{ currency: "EUR", text: "1.50" }, { text: "2" }] },
      {
        number: "b",
        party: { $type: "{urn:b}Shop", name: "B", url: ["urn:x"] },
        price: [{ text: "3" }],
        any: ['<x:w xmlns="urn:b" xmlns:x="urn:x" k="x:y"/>'],
      },
    ];
    for (const piece of [1, 7, 1 << 16]) expect(readAll(format, text, piece)).toEqual(values);
    const written = writeAll(format, values);
    expect(written.issue).toBeUndefined();
    // The fragment keeps its own declarations, so it is read back as it was.
    expect(readAll(format, written.text)).toEqual(values);
    expect(writeAll(format, [{ sent: "2011-10-10T03:59:00", count: 2 }]).issue).toContain("/version");
    expect(readAll(format, text.replace('number="b"', 'number="a"'))).toContain('the ID "a" is used twice');
    expect(readAll(format, text.replace("<count>2</count>", ""))).toContain("<batch> is incomplete");
  });

  test.each([{ record: "." }, {}])("reads back what it writes of documents made at random: %o", (choice) => {
    const report = roundTrip(compile(choice), { seed: 7, count: 60 });
    expect(report.problems).toEqual([]);
    expect(report.valid).toBeGreaterThan(30);
  });

  test("names the folder after the root, and says what was generated", async () => {
    const files = await generateFromXsd(batch, { catalog: schemaFiles([common, price]), readme: true });
    expect(files.map(({ path }) => path)).toContain("batch/format.gen.ts");
    const readme = files.find(({ path }) => path === "batch/README.md")?.text;
    expect(readme).toContain("`batch/order`");
    expect(readme).toContain("so the strict parser reads everything");
  });

  test("says which document is missing, and where it is needed", async () => {
    await expect(generateFromXsd(batch, { catalog: schemaFiles([common]) })).rejects.toThrow(
      /batch\.xsd:.*\n.*"p:price" is in the namespace "urn:p".*\n.*Name the file that declares the namespace/,
    );
  });
});

describe("a document that is a value", () => {
  const format = (body: string) => formatOf(compileRecordSchema(schemaOf(body, 'targetNamespace="urn:v"')));
  test.each([
    ['<xs:element name="v" type="xs:int"/>', "<v xmlns='urn:v'> 12</v>", 12],
    ['<xs:element name="v" type="xs:boolean" nillable="true"/>', "<v xmlns='urn:v'>1</v>", true],
    ['<xs:element name="v" type="xs:token" default="d"/>', "<v xmlns='urn:v'/>", "d"],
    ['<xs:element name="v"/>', "<v xmlns='urn:v' k='1'>a <b/></v>", '<v xmlns="urn:v" k="1">a <b/></v>'],
    [
      '<xs:element name="v" nillable="true" type="xs:date"/>',
      "<v xmlns='urn:v' xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='true'/>",
      null,
    ],
  ])("is read, written and read back: %s", (body, text, value) => {
    const made = format(body);
    expect(readAll(made, text)).toEqual([undefined, value]);
    const written = writeAll(made, [undefined, value]);
    expect(written.issue).toBeUndefined();
    expect(readAll(made, written.text)).toEqual([undefined, value]);
  });

  test("is refused when it does not fit", () => {
    expect(writeAll(format('<xs:element name="v" type="xs:int"/>'), [undefined, "12"]).issue).toContain("a number");
    expect(writeAll(format('<xs:element name="v" type="xs:int"/>'), [undefined, 2 ** 40]).issue).toContain("at most");
  });
});

test("xsi:type may name a built-in type that the schema does not use elsewhere", () => {
  const format = formatOf(
    compileRecordSchema(
      schemaOf(`<xs:element name="r"><xs:complexType><xs:sequence>
        <xs:element name="d" type="xs:decimal"/><xs:element name="a"/></xs:sequence></xs:complexType></xs:element>`),
    ),
  );
  const text = (d: string, a: string): string =>
    `<r xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns:x="http://www.w3.org/2001/XMLSchema">${d}${a}</r>`;
  expect(readAll(format, text('<d i:type="x:int">1</d>', '<a i:type="x:date">2011-10-10</a>'))).toHaveLength(2);
  expect(readAll(format, text('<d i:type="x:int">1.5</d>', "<a/>"))).toContain("<d> is wrong");
  expect(readAll(format, text("<d>1</d>", '<a i:type="x:date">10</a>'))).toContain("<a> is wrong");
  expect(readAll(format, text('<d i:type="x:date">1</d>', "<a/>"))).toContain("is not derived");
});

describe("identity constraints", () => {
  const schema = schemaOf(
    `<xs:element name="r"><xs:complexType><xs:sequence>
       <xs:element name="i" maxOccurs="9"><xs:complexType><xs:attribute name="k" type="xs:int"/></xs:complexType></xs:element>
       <xs:element name="f" type="xs:int" minOccurs="0" maxOccurs="9"/></xs:sequence></xs:complexType>
       <xs:key name="key"><xs:selector xpath="i"/><xs:field xpath="@k"/></xs:key>
       <xs:keyref name="ref" refer="key"><xs:selector xpath=".//f"/><xs:field xpath="."/></xs:keyref></xs:element>`,
  );
  test.each([
    ['<i k="1"/><i k="2"/><f>02</f>', undefined],
    ['<i k="1"/><i k="01"/>', 'the key "key" occurs twice'],
    ["<i/>", 'the key "key" is incomplete'],
    ['<i k="1"/><f>2</f>', 'the keyref "ref" finds no key'],
  ])("judge %s", (content, problem) => {
    const read = readAll(formatOf(compileRecordSchema(schema, { record: "." })), `<r>${content}</r>`);
    expect(typeof read === "string" ? read : undefined).toBe(problem);
  });
});
