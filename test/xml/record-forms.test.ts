import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { writeFiles } from "../../codegen/output.ts";
import { generateFromXsd } from "../../codegen/xsd/index.ts";
import { BytePiece, type RecordFormat, RecordReader, RecordWriter } from "../../src/xml/index.ts";

/** What is generated, as far as this test uses it. */
interface Generated {
  readonly recordFormat: RecordFormat<unknown>;
  readonly RecordReader: typeof RecordReader;
  readonly RecordWriter: typeof RecordWriter;
  readonly BytePiece: typeof BytePiece;
}

const temporary = fileURLToPath(new URL("../../.tmp/", import.meta.url));
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const inNamespace = 'xmlns="urn:t" targetNamespace="urn:t"';

function schemaOf(record: string, { schema = "", element = "", others = "" } = {}): string {
  return `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" ${schema}>
    <xs:element name="records"><xs:complexType><xs:sequence>
      <xs:element name="record" maxOccurs="unbounded" ${element}><xs:complexType>${record}</xs:complexType></xs:element>
    </xs:sequence></xs:complexType></xs:element>${others}</xs:schema>`;
}

async function generate(xsd: string): Promise<Generated> {
  mkdirSync(temporary, { recursive: true });
  const folder = mkdtempSync(join(temporary, "record-forms-"));
  folders.push(folder);
  await writeFiles(folder, await generateFromXsd({ path: "records.xsd", text: xsd }));
  const format: unknown = await import(/* @vite-ignore */ pathToFileURL(join(folder, "records", "format.gen.ts")).href);
  // The module was made just now: only the name used here matters, and a missing one fails every test.
  return { ...(format as Pick<Generated, "recordFormat">), RecordReader, RecordWriter, BytePiece };
}

/** The text of a document with one record, or the keyword of what keeps it from being written. */
function write({ RecordWriter, BytePiece, recordFormat }: Generated, record: unknown, fast: boolean): string {
  const writer = new RecordWriter(recordFormat, { indent: 0, fast });
  const piece = new BytePiece();
  piece.add(writer.head);
  const [issue] = writer.write(record, piece);
  piece.add(writer.tail);
  return issue === undefined ? piece.take().toString() : issue.keyword;
}

function read({ RecordReader, recordFormat }: Generated, text: string, fast: boolean): unknown[] {
  const limits = { depth: 64, attributes: 64, text: 1 << 20 };
  const reader = new RecordReader(recordFormat, { limits, values: true, fast });
  reader.push(Buffer.from(text));
  reader.end();
  const values: unknown[] = [];
  for (let record = reader.next(); record !== undefined; record = reader.next())
    values.push(record.value ?? record.issues);
  return values;
}

const element = (name: string, more: string): string => `<xs:element name="${name}" type="xs:int" ${more}/>`;
const sequence = (...elements: string[]): string => `<xs:sequence>${elements.join("")}</xs:sequence>`;

describe("records of a schema", () => {
  test.each([
    {
      form: "qualified records with unqualified children",
      xsd: schemaOf(sequence(element("a", ""), element("b", 'form="qualified" minOccurs="0"')), {
        schema: inNamespace,
        element: 'form="qualified"',
      }),
      equal: [{ a: 1 }, { a: 1, b: 2 }],
    },
    {
      form: "unqualified records with qualified children and attributes",
      xsd: schemaOf(
        `${sequence(element("a", 'form="qualified"'))}<xs:attribute name="k" type="xs:string" form="qualified"/>`,
        { schema: inNamespace },
      ),
      equal: [{ a: 1, k: "x" }],
    },
    {
      form: "unqualified records under a root in a namespace",
      xsd: schemaOf(sequence(element("a", "")), { schema: inNamespace }),
      equal: [{ a: 1 }],
    },
    {
      form: "names that other names start with",
      xsd: schemaOf(sequence(element("a", ""), element("ab", ""))),
      equal: [{ a: 1, ab: 2 }],
    },
    {
      form: "a choice of different lengths with more behind it",
      xsd: schemaOf(
        sequence(
          `<xs:choice>${element("a", "")}${sequence(element("b", ""), element("c", ""))}</xs:choice>`,
          element("d", 'minOccurs="0"'),
        ),
      ),
      equal: [
        { a: 1, d: 2 },
        { b: 1, c: 2, d: 3 },
      ],
      refused: [[{ a: 1, c: 2 }, "content"] as const],
    },
    {
      form: "a fixed value",
      xsd: schemaOf(`${sequence(element("a", 'fixed="5"'))}<xs:attribute name="k" type="xs:int" fixed="6"/>`),
      equal: [{ a: 5, k: 6 }],
      refused: [
        [{ a: 6, k: 6 }, "fixed"] as const,
        [{ a: 5, k: 5 }, "fixed"] as const,
        [{ a: 5 }, "required"] as const,
      ],
      read: [["<record><a/></record>", { a: 5, k: 6 }] as const],
    },
    {
      form: "a default value",
      xsd: schemaOf(
        '<xs:sequence><xs:element name="a" default="x"/></xs:sequence><xs:attribute name="k" default="y"/>'.replaceAll(
          "default",
          'type="xs:string" default',
        ),
      ),
      equal: [{ a: "z", k: "" }],
      refused: [[{ a: "", k: "" }, "default"] as const, [{ a: "z" }, "required"] as const],
      read: [["<record><a/></record>", { a: "x", k: "y" }] as const],
    },
    {
      form: "a type that another stands in for",
      xsd: schemaOf('<xs:sequence><xs:element name="a" type="A"/></xs:sequence>', {
        others: `<xs:complexType name="A"><xs:simpleContent><xs:extension base="xs:int"/></xs:simpleContent></xs:complexType>
          <xs:complexType name="B"><xs:simpleContent><xs:extension base="A"><xs:attribute name="k" type="xs:int"/></xs:extension>
          </xs:simpleContent></xs:complexType>`,
      }),
      equal: [{ a: { text: 1 } }, { a: { $type: "B", k: 2, text: 1 } }],
      refused: [[{ a: { $type: "C", text: 1 } }, "type"] as const],
      read: [
        [
          '<record xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><a xsi:type="B" k="2">1</a></record>',
          { a: { $type: "B", k: 2, text: 1 } },
        ] as const,
      ],
    },
    {
      form: "an element that may be nil",
      xsd: schemaOf(sequence(element("a", 'nillable="true"'), element("b", 'nillable="true" maxOccurs="2"'))),
      equal: [{ a: null, b: [1, null] }],
      refused: [[{ a: 1 }, "required"] as const],
    },
    {
      form: "a default beside attributes",
      xsd: schemaOf('<xs:sequence><xs:element name="a" type="A" default="1"/></xs:sequence>', {
        others:
          '<xs:complexType name="A"><xs:simpleContent><xs:extension base="xs:int"/></xs:simpleContent></xs:complexType>',
      }),
      equal: [{ a: '<a xmlns="">2</a>' }],
      refused: [[{ a: "<b/>" }, "xml"] as const, [{ a: "<a>" }, "xml"] as const],
    },
    {
      form: "a name that every object has, and an attribute named like an element",
      xsd: schemaOf(`${sequence(element("constructor", ""), element("k", ""))}<xs:attribute name="k" type="xs:int"/>`),
      equal: [{ constructor_: 1, k: 2, kAttribute: 3 }],
    },
    {
      form: "children that take turns",
      xsd: schemaOf(`<xs:choice maxOccurs="unbounded">${element("a", "")}${element("b", "")}</xs:choice>`),
      equal: [
        { a: [1, 2], b: [3] },
        { a: [1, 2], b: [3], $order: ["b", "a", "a"] },
        { a: [1, 2], b: [3], $order: ["a", "b", "a"] },
      ],
      refused: [[{ a: [1], $order: ["a", "a"] }, "content"] as const],
    },
    {
      form: "text between children",
      xsd: schemaOf(sequence(element("a", 'minOccurs="0"'))).replace(
        '<xs:element name="record" maxOccurs="unbounded" ><xs:complexType>',
        '<xs:element name="record" maxOccurs="unbounded"><xs:complexType mixed="true">',
      ),
      equal: [{ a: 1 }, { a: 1, $order: ["#text", "a", "#text"], $text: ["before & ", " after "] }],
      refused: [[{ a: 1, $order: ["#text", "a"] }, "text"] as const],
    },
    {
      form: "what wildcards allow",
      xsd: schemaOf(
        `${sequence(element("a", ""), '<xs:any namespace="##other" processContents="lax" minOccurs="0" maxOccurs="2"/>')}<xs:anyAttribute namespace="##other" processContents="skip"/>`,
        { schema: inNamespace },
      ),
      equal: [
        { a: 1 },
        { a: 1, anyAttributes: { "{urn:o}k": "v" }, any: ['<w xmlns="urn:o">x<v/></w>'] },
        { a: 1, any: ['<o:w xmlns="" xmlns:o="urn:o" k="o:q"/>', '<w xmlns="urn:o"/>'] },
      ],
      refused: [
        [{ a: 1, any: ['<w xmlns="urn:t"/>'] }, "content"] as const,
        [{ a: 1, any: ['<w xmlns="urn:o"/><w xmlns="urn:o"/>'] }, "xml"] as const,
        [{ a: 1, anyAttributes: { k: "v" } }, "attribute"] as const,
      ],
    },
  ])("are read back equal or refused: $form", async ({ xsd, equal, refused = [], read: documents = [] }) => {
    const code = await generate(xsd);
    for (const record of equal) {
      const text = write(code, record, false);
      expect(write(code, record, true)).toBe(text);
      for (const fast of [true, false]) expect(read(code, text, fast)).toEqual([record]);
    }
    for (const [record, keyword] of refused)
      for (const fast of [true, false]) expect(write(code, record, fast)).toBe(keyword);
    for (const [record, value] of documents)
      for (const fast of [true, false]) expect(read(code, `<records>${record}</records>`, fast)).toEqual([value]);
  });

  // What a recogniser takes for granted about names and values, held against the strict parser.
  test.each([
    {
      form: "fraction digits with a pattern that says nothing of them",
      record: `<xs:sequence><xs:element name="a"><xs:simpleType><xs:restriction base="xs:decimal">
        <xs:pattern value="[0-9.]+"/><xs:fractionDigits value="0"/></xs:restriction></xs:simpleType></xs:element></xs:sequence>`,
      valid: [["<a>15</a>", { a: "15" }] as const],
      invalid: ["<a>1.5</a>"],
    },
    {
      form: "names beyond ASCII",
      record: `${sequence(element("Größe", ""), element("Ł", 'minOccurs="0"'))}<xs:attribute name="é" type="xs:int"/>`,
      valid: [["<Größe>1</Größe><Ł>2</Ł>", { Größe: 1, Ł: 2 }] as const],
      // The last byte of the code point of Ł is that of A.
      invalid: ["<Größe>1</Größe><A>2</A>"],
    },
    {
      form: "names that differ in a number at the end, many objects apart",
      record: sequence(
        ...["A1", ..."BCDEFGHIJ", "A"].map((name) =>
          name === "A1"
            ? `<xs:element name="A1"><xs:complexType>${sequence(element("x", ""))}</xs:complexType></xs:element>`
            : `<xs:element name="${name}"><xs:complexType>${sequence(element("y", ""))}</xs:complexType></xs:element>`,
        ),
      ),
      valid: [
        [
          `<A1><x>1</x></A1>${[..."BCDEFGHIJA"].map((name) => `<${name}><y>2</y></${name}>`).join("")}`,
          { A1: { x: 1 }, ...Object.fromEntries([..."BCDEFGHIJA"].map((name) => [name, { y: 2 }])) },
        ] as const,
      ],
      invalid: [`<A1><y>1</y></A1>${[..."BCDEFGHIJA"].map((name) => `<${name}><y>2</y></${name}>`).join("")}`],
    },
  ])("are recognised as the strict parser reads them: $form", async ({ record, valid, invalid }) => {
    const code = await generate(schemaOf(record));
    for (const [content, value] of valid) {
      const text = `<record>${content}</record>`;
      const bytes = Buffer.concat([Buffer.from(text), Buffer.alloc(64)]);
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      expect(code.recordFormat.createRecogniser?.().accept(bytes, view, 0)).toBe(Buffer.byteLength(text));
      for (const fast of [true, false]) expect(read(code, `<records>${text}</records>`, fast)).toEqual([value]);
      expect(write(code, value, true)).toBe(write(code, value, false));
      expect(read(code, write(code, value, true), false)).toEqual([value]);
    }
    for (const content of invalid) {
      const text = `<records><record>${content}</record></records>`;
      const [issues] = read(code, text, false);
      expect(issues).toBeInstanceOf(Array);
      expect(read(code, text, true)).toEqual([issues]);
    }
  });

  test.each(["if", "Record", "string", "schema"])(
    "get a type of another name where theirs is taken: %s",
    async (name) => {
      const xsd = schemaOf(sequence(element("a", ""))).replaceAll('"record"', `"${name}"`);
      const files = await generateFromXsd({ path: "records.xsd", text: xsd });
      expect(files.find(({ path }) => path.endsWith("types.gen.ts"))?.text).toContain(`export interface ${name}2 {`);
      expect(files.find(({ path }) => path.endsWith("recogniser.gen.ts"))?.text).toContain(`Recogniser<${name}2>`);
    },
  );
});
