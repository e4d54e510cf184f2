import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import fc from "fast-check";
import { XmlDocument, XsdValidator } from "libxml2-wasm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeFiles } from "../../../codegen/output.ts";
import { generateFromXsd } from "../../../codegen/xsd/index.ts";
import { BytePiece, type RecordFormat, RecordReader, RecordWriter } from "../../../src/xml/index.ts";

const template = readFileSync(new URL("other-schema.xsd", import.meta.url), "utf8");
const parts = (kind: string): string =>
  `<xs:${kind}><xs:element name="city" type="xs:token"/><xs:element name="code" type="xs:NMTOKEN" minOccurs="0"/></xs:${kind}>`;
// The recogniser leaves <all> to the strict parser, so both are worth a look.
const variants = ["sequence", "all"].map((kind) => ({ kind, xsd: template.replace("<!--PLACE-->", parts(kind)) }));
const temporary = fileURLToPath(new URL("../../../.tmp/", import.meta.url));

/** What is generated, as far as this test uses it. */
interface Generated {
  readonly shipmentFormat: RecordFormat<unknown>;
  readonly RecordReader: typeof RecordReader;
  readonly RecordWriter: typeof RecordWriter;
  readonly BytePiece: typeof BytePiece;
}

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const object = (model: Readonly<Record<string, fc.Arbitrary<unknown>>>) =>
  fc
    .record(model)
    .map(
      (value): Record<string, unknown> =>
        Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)),
    );
// Mostly valid, now and then not: both sides must say the same.
const shipmentBody = object({
  id: fc.constantFrom("AB-1", "xxx", "AB-123456", "AB-1", "xx", "AB-2", "AB-3", "AB-4", "AB-१", "ab-1"),
  express: maybe(fc.boolean()),
  level: maybe(fc.constantFrom(-2, 0, 9, 10)),
  sent: fc.constantFrom("2011-10-10T03:59:00", "2012-02-29T24:00:00Z", "2011-10-10T03:59:00.5+02:00"),
  due: maybe(fc.constantFrom("2011-10-10", "2012-02-29Z", "2011-02-28")),
  from: maybe(fc.constantFrom("03:59:00", "24:00:00")),
  parcels: fc.constantFrom(0, 1, 2, 3, 4, 5, 100, 65535, 65536, 1.5),
  price: maybe(
    object({ currency: fc.constantFrom("EUR", "SEK"), text: fc.constantFrom("100", "25.50", "123456.78", "-1") }),
  ),
  note: maybe(
    fc.constantFrom("", "a < b & c > d", " two  spaces ", "é€😀", "line\nend", "more than twelve", 'say "hi"'),
  ),
  place: maybe(object({ city: fc.constantFrom("Malmö", "New York"), code: maybe(fc.constantFrom("21145", "SE-1")) })),
});

const size = fc.oneof(
  { weight: 6, arbitrary: object({ weight: fc.constantFrom("0.001", "1000", "12.5", "1000.001") }) },
  { weight: 6, arbitrary: object({ length: fc.constantFrom("1", "-1.50"), width: fc.constantFrom("2.25", "+7") }) },
  { weight: 1, arbitrary: object({ weight: maybe(fc.constant("1")), length: fc.constant("1") }) },
);
const shipment = fc.tuple(shipmentBody, size).map(([body, sized]) => ({ ...body, ...sized }));

describe.each(variants)("code generated from another schema, places as $kind", ({ kind, xsd }) => {
  let folder = "";
  let code: Generated;

  beforeAll(async () => {
    mkdirSync(temporary, { recursive: true });
    folder = mkdtempSync(join(temporary, "other-schema-"));
    await writeFiles(folder, await generateFromXsd({ path: "shipments.xsd", text: xsd }));
    const format: unknown = await import(
      /* @vite-ignore */ pathToFileURL(join(folder, "shipments", "format.gen.ts")).href
    );
    // The module was made just now: only the name used here matters, and a missing one fails every test.
    code = { ...(format as Pick<Generated, "shipmentFormat">), RecordReader, RecordWriter, BytePiece };
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const read = (bytes: Uint8Array, fast: boolean) => {
    const limits = { depth: 64, attributes: 64, text: 1 << 20 };
    const reader = new code.RecordReader(code.shipmentFormat, { limits, values: true, fast });
    reader.push(bytes);
    reader.end();
    return [
      ...(function* () {
        for (let record = reader.next(); record !== undefined; record = reader.next()) yield record;
      })(),
    ];
  };

  test("writes valid records only, reads them back equal, fast as strictly, and libxml2 agrees", () => {
    const schema = XmlDocument.fromString(xsd);
    const validator = XsdValidator.fromDoc(schema);
    const counts = { written: 0, refused: 0 };
    fc.assert(
      fc.property(shipment, fc.constantFrom(0, 2), (record, indent) => {
        const texts = [true, false].map((fast) => {
          const writer = new code.RecordWriter(code.shipmentFormat, { indent, fast });
          const piece = new code.BytePiece();
          piece.add(writer.head);
          const issues = writer.write(record, piece);
          piece.add(writer.tail);
          return issues.length > 0 ? issues.map(({ path }) => path).join() : piece.take().toString();
        });
        const [text = ""] = texts;
        expect(text).toBe(texts[1]);
        if (!text.startsWith("<?xml")) {
          counts.refused++;
          return;
        }
        counts.written++;
        const bytes = Buffer.from(text);
        for (const fast of [true, false]) expect(read(bytes, fast).map(({ value }) => value)).toEqual([record]);
        expect(read(bytes, true)).toEqual(read(bytes, false));
        const document = XmlDocument.fromString(text);
        try {
          validator.validate(document);
        } finally {
          document.dispose();
        }
      }),
      { numRuns: 400 },
    );
    validator.dispose();
    schema.dispose();
    expect(counts.written).toBeGreaterThan(5);
    expect(counts.refused).toBeGreaterThan(10);
  });

  test("writes and reads usual records by what was generated for them", () => {
    const record = {
      id: "AB-1",
      express: true,
      level: -2,
      sent: "2011-10-10T03:59:00",
      due: "2011-10-10",
      parcels: 2,
      weight: "2.25",
      price: { currency: "EUR", text: "25.50" },
      note: "a < b",
    };
    const bytes = Buffer.alloc(1 << 14);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const { createSerialiser, createRecogniser } = code.shipmentFormat;
    const end = createSerialiser?.(0).write(record, bytes, view, 0) ?? -1;
    expect(end).toBeGreaterThan(0);
    const recogniser = createRecogniser?.();
    expect(recogniser?.accept(bytes, view, 0)).toBe(end);
    expect(recogniser?.build(bytes, 0, end)).toEqual(record);
  });

  test("counts the characters of a CDATA section, not its bytes or what looks like a reference", () => {
    const shipment = (note: string): Buffer =>
      Buffer.from(
        '<shipments xmlns="urn:example:shipments"><shipment id="AB-1"><sent>2011-10-10T03:59:00</sent><parcels>2</parcels>' +
          `<weight>1</weight><note><![CDATA[${note}]]></note></shipment></shipments>`,
      );
    for (const note of ["é€😀 & &amp;", "123456789012", "é€😀é€😀é€😀é€😀"])
      for (const fast of [true, false])
        expect(read(shipment(note), fast)).toMatchObject([{ value: { note }, issues: [] }]);
    for (const note of ["1234567890123", "é€😀é€😀é€😀é€😀é", "123456789&amp;"])
      for (const fast of [true, false]) expect(read(shipment(note), fast)[0]?.issues[0]?.keyword).toBe("maxLength");
  });

  test("reads namespaces by what they are, not by how they are written", () => {
    const shipments = (start: string, end: string, p: string): Buffer =>
      Buffer.from(
        `<${start}><${p}shipment id="AB-1"><${p}sent>2011-10-10T03:59:00</${p}sent><${p}parcels>2</${p}parcels><${p}weight>1.5</${p}weight>` +
          `<${p}place><${p}city>X</${p}city></${p}place></${p}shipment></${end}>`,
      );
    const value = { id: "AB-1", sent: "2011-10-10T03:59:00", parcels: 2, weight: "1.5", place: { city: "X" } };
    const usual = shipments('shipments xmlns="urn:example:shipments"', "shipments", "");
    const prefixed = shipments('s:shipments xmlns:s="urn:example:shipments"', "s:shipments", "s:");
    for (const fast of [true, false])
      for (const bytes of [usual, prefixed]) expect(read(bytes, fast)).toMatchObject([{ value, issues: [] }]);
    const other = shipments('s:shipments xmlns:s="urn:example:shipments"', "s:shipments", "");
    for (const fast of [true, false]) expect(read(other, fast)[0]?.issues[0]?.keyword).toBe("element");
    const spaced = shipments('shipments xmlns=" urn:example:shipments"', "shipments", "");
    for (const fast of [true, false])
      expect(() => read(spaced, fast)).toThrow(expect.objectContaining({ code: "XML_NAMESPACE", line: 1, column: 1 }));
  });

  test("reads the children of <all> in any order, those of a sequence only in its own", () => {
    const bytes = Buffer.from(
      '<shipments xmlns="urn:example:shipments"><shipment id="x"><sent>2011-10-10T03:59:00</sent><parcels>2</parcels>' +
        "<weight>1</weight><place><code>1</code><city>X</city></place></shipment></shipments>",
    );
    for (const fast of [true, false]) expect(read(bytes, fast)[0]?.issues.length === 0).toBe(kind === "all");
  });
});
