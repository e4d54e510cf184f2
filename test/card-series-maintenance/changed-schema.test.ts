import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeFiles } from "../../codegen/output.ts";
import { generateFromXsd } from "../../codegen/xsd/index.ts";
import { findBlockValues } from "../../src/card-series-maintenance/contract/block-fields.ts";
import { defineBatchContract } from "../../src/card-series-maintenance/contract/define-batch-contract.ts";
import { createRequestReader } from "../../src/card-series-maintenance/contract/read-request.ts";
import { createBlockContent } from "../../src/card-series-maintenance/jobs/failures/block-content.ts";
import { Columns } from "../../src/card-series-maintenance/jobs/rows/columns.ts";
import { RowMapper, type RowMapping } from "../../src/card-series-maintenance/jobs/rows/row-mapping.ts";
import { RecordReader, RecordWriter } from "../../src/xml/index.ts";
import type { RecordFormat } from "../../src/xml/record-format.ts";
import { codeOf } from "../support/code-of.ts";

const temporary = fileURLToPath(new URL("../../.tmp/", import.meta.url));
const ours = readFileSync(new URL("../../spec/card-series-maintenance.xsd", import.meta.url), "utf8");

/** Adds elements in front of those that an expression finds, which must be there. */
function addBefore(xsd: string, place: RegExp, elements: string): string {
  expect(xsd).toMatch(place);
  return xsd.replace(place, (found) => elements + found);
}

// What a vendor may add: to the block, to the customer, to the amounts; of other types; with a name that is there
// already.
const changed = [
  [/<xs:element name="CardNumber"/, '<xs:element name="GiftMessage" type="xs:token" minOccurs="0"/>'],
  [/<xs:element name="CardNumber"/, '<xs:element name="Priority" type="xs:int" minOccurs="0"/>'],
  [/<xs:element name="AlternateKey"/, '<xs:element name="Tier" type="xs:token" minOccurs="0"/>'],
  [
    /<xs:element name="AlternateKey"/,
    '<xs:element name="Phone" type="xs:token" minOccurs="0" maxOccurs="3"/><xs:element name="UserName" type="xs:token" minOccurs="0"/>',
  ],
  [/<xs:element name="AwardAmount"/, '<xs:element name="Discount" type="xs:decimal" minOccurs="0"/>'],
] as const;

type Block = Readonly<Record<string, unknown>>;
let folder = "";
let format: RecordFormat<Block>;

beforeAll(async () => {
  mkdirSync(temporary, { recursive: true });
  folder = mkdtempSync(join(temporary, "changed-schema-"));
  const xsd = changed.reduce((text, [place, elements]) => addBefore(text, place, elements), ours);
  await writeFiles(folder, await generateFromXsd({ path: "changed.xsd", text: xsd }));
  const module: unknown = await import(
    /* @vite-ignore */ pathToFileURL(join(folder, "card-series-maintenance", "format.gen.ts")).href
  );
  // The module was generated just now: only the name used here matters, and a missing one fails every test.
  format = (module as { readonly cardSeriesFormat: RecordFormat<Block> }).cardSeriesFormat;
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const constants = { CardPrefix: "12345", CardSeriesSequence: "01" };
const series = { Action: "GenerateCard", CardPrefix: "12345", CardSeriesSequence: "01" };
const map = (values: Readonly<Record<string, string>>, mapping: RowMapping<string> = {}) =>
  new RowMapper(
    { ...mapping, constants: { ...constants, ...mapping.constants } },
    defineBatchContract({ schema: format }),
  ).map({
    line: 2,
    columns: new Columns(Object.keys(values)),
    values: Object.values(values),
  }) as Block;

describe("an element added to the schema", () => {
  test("is a field that rows can fill", () => {
    const names = findBlockValues(format).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["GiftMessage", "Priority", "Tier", "Phone", "Discount"]));
  });

  test("is mapped from rows, at the top of a block and inside an element", () => {
    expect(map({ GiftMessage: "Thank you", Tier: "gold" })).toEqual({
      ...series,
      GiftMessage: "Thank you",
      Customer: { Tier: "gold" },
    });
    expect(map({ note: "Thank you", CustomerID: "C1" }, { columns: { GiftMessage: "note" } })).toEqual({
      ...series,
      GiftMessage: "Thank you",
      Customer: { CustomerID: "C1" },
    });
  });

  test("is mapped in its type, and stays a text where it is none", () => {
    expect(map({ Priority: " 7 ", Phone: "555" })).toEqual({ ...series, Priority: 7, Customer: { Phone: ["555"] } });
    expect(map({ Priority: "high" })).toEqual({ ...series, Priority: "high" });
  });

  test("counts as an amount where it is one", () => {
    expect(map({ Discount: "2.50" }, { constants: { CurrencyID: "EUR" } })).toEqual({
      ...series,
      RTPTransaction: { RTPAmount: { CurrencyID: "EUR", Discount: "2.50" } },
    });
  });

  test("makes a name that two fields share ambiguous: both go by their paths", () => {
    expect(map({ "/Customer/UserName": "jane" })).toEqual({ ...series, Customer: { UserName: "jane" } });
    expect(codeOf(() => map({ UserName: "jane" }))).toBe("ROW_COLUMN");
  });

  test("is compared: blocks that differ only in it are different", () => {
    const content = createBlockContent(format);
    const base = { ...series, Customer: { CustomerID: "C1" } };
    const others = [
      { ...base, GiftMessage: "Thank you" },
      { ...base, Priority: 7 },
      { ...base, Customer: { CustomerID: "C1", Tier: "gold" } },
      { ...base, Customer: { CustomerID: "C1", Phone: ["1"] } },
      { ...base, Customer: { CustomerID: "C1", Phone: ["1", "2"] } },
      { ...base, RTPTransaction: { RTPAmount: { Discount: "2.50" } } },
    ];
    expect(new Set([base, ...others].map(content)).size).toBe(7);
    const discount = (Discount: string) => content({ ...base, RTPTransaction: { RTPAmount: { Discount } } });
    expect([discount("2.5"), discount("-0.50")]).toEqual([discount("02.50"), discount("-.5")]);
    expect(discount("-2.5")).not.toBe(discount("2.5"));
    expect(content({ ...base, GiftMessage: "" })).toBe(content(base));
  });

  test("is read from a block that the schema refuses", () => {
    const read = createRequestReader(format);
    expect(
      read(
        '<CardSeries Action="Other"><GiftMessage> Thank you </GiftMessage><Priority>high</Priority>' +
          "<Unknown><Tier>lost</Tier></Unknown><Customer><Tier>gold</Tier><Phone>1</Phone><Phone>2</Phone></Customer></CardSeries>",
      ),
    ).toEqual({
      Action: "Other",
      GiftMessage: "Thank you",
      Priority: "high",
      Customer: { Tier: "gold", Phone: ["1", "2"] },
    });
  });

  test("is written and read back as it was mapped", () => {
    const block = map({ GiftMessage: "Thank you", Priority: "7", Tier: "gold", Phone: "555", Discount: "2.50" });
    const writer = new RecordWriter(format, { indent: 2, fast: false });
    expect(writer.check(block)).toEqual([]);
    const reader = new RecordReader(format, {
      limits: { depth: 64, attributes: 64, text: 1 << 20 },
      values: true,
      fast: true,
    });
    reader.push(Buffer.from(writer.head + writer.record(block) + writer.tail));
    reader.end();
    expect(reader.next()).toMatchObject({ value: block, issues: [] });
  });
});
