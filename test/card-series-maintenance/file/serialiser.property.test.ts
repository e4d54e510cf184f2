import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cardSeriesFormat } from "../../../generated/card-series/format.gen.ts";
import type { CardSeries } from "../../../generated/card-series/types.gen.ts";
import { BytePiece } from "../../../src/xml/byte-piece.ts";
import { RecordWriter } from "../../../src/xml/record-writer.ts";

// Valid texts, texts at the edge of being valid, and values that are no texts.
const text = fc.oneof(
  { weight: 6, arbitrary: fc.stringMatching(/^[A-Za-z0-9]{1,12}$/) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 12 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      "",
      " ",
      " a",
      "a  b",
      "a\tb",
      "a\rb",
      '"',
      "'",
      "<&>",
      "]]>",
      "\u0085",
      "\ud800",
      "a\ufffe",
      "é€😀",
      "\0",
      "x\u007f",
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom(null, 5, true, [], {}, ["a"]) },
);
const usually = (valid: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 25, arbitrary: valid }, { weight: 1, arbitrary: text });
const amount = usually(fc.constantFrom("100", "25.50", "0", "-0", "+1", "-1", "1.", ".5", "1e3", "9".repeat(30)));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 3 });
const object = (model: Readonly<Record<string, fc.Arbitrary<unknown>>>) =>
  fc
    .tuple(fc.record(model), fc.constantFrom(0, 0, 0, 0, 0, 0, 1, 2), fc.boolean())
    .map(([value, odd, keepsUndefined]): Record<string, unknown> => {
      const entries = Object.entries(value).filter(([, one]) => keepsUndefined || one !== undefined);
      if (odd === 1) entries.reverse();
      return { ...Object.fromEntries(entries), ...(odd === 2 && { Other: keepsUndefined ? undefined : "x" }) };
    });
const block = object({
  Action: usually(fc.constant("GenerateCard")),
  UserName: maybe(text),
  UserOrganization: maybe(text),
  CardPrefix: usually(fc.constantFrom("12345", "123456")),
  CardSeriesSequence: usually(fc.constant("01")),
  CardNumber: maybe(
    usually(fc.constantFrom("1234501001000001", "X1234567890", "😀1234567890", "<1234567890", "é1234567890")),
  ),
  RTPTransaction: maybe(
    object({
      RTPTransactionID: maybe(text),
      OperatorID: maybe(text),
      LocationID: maybe(text),
      TransactionDateTime: maybe(
        usually(fc.constantFrom("2011-10-10T03:59:00", "2012-02-29T24:00:00Z", "2011-02-29T00:00:00")),
      ),
      DeviceID: maybe(text),
      BusinessDate: maybe(usually(fc.constantFrom("2011-10-10", "2012-02-29", "2011-02-29", "12011-01-01+14:00"))),
      RTPAmount: maybe(
        object({ CurrencyID: maybe(usually(fc.constant("USD"))), Amount: maybe(amount), LoyaltyAmount: maybe(amount) }),
      ),
    }),
  ),
  Customer: maybe(
    object({
      CustomerID: maybe(text),
      AlternateKey: maybe(object({ TypeCode: maybe(text), AlternateID: maybe(text) })),
    }),
  ),
});

const create = cardSeriesFormat.createSerialiser;
if (create === undefined) throw new Error("the format has no serialiser");
const writers = new Map(
  [0, 1, 2, 16].map((indent) => [
    indent,
    { serialiser: create(indent), strict: new RecordWriter(cardSeriesFormat, { indent, fast: false }) },
  ]),
);

describe("the serialiser", () => {
  test("writes what the strict writer writes, byte for byte, or declines; always what that refuses", () => {
    let written = 0;
    let refused = 0;
    let declined = 0;
    fc.assert(
      fc.property(block, fc.constantFrom(...writers.keys()), fc.nat(40), (value, indent, from) => {
        const pair = writers.get(indent);
        if (pair === undefined) return;
        // The values are often wrong on purpose.
        const record = value as unknown as CardSeries;
        const bytes = Buffer.alloc(1 << 16, 0x3c);
        const end = pair.serialiser.write(
          record,
          bytes,
          new DataView(bytes.buffer, bytes.byteOffset, bytes.length),
          from,
        );
        const piece = new BytePiece();
        const issues = pair.strict.write(record, piece);
        if (issues.length > 0) refused++;
        else if (end < 0) declined++;
        else written++;
        if (issues.length > 0) expect(end).toBe(-1);
        else if (end >= 0) expect(bytes.toString("utf8", from, end)).toBe(piece.take().toString());
      }),
      { numRuns: 2000 },
    );
    // All three ways were gone, the fast one often.
    expect(written).toBeGreaterThan(100);
    expect(refused).toBeGreaterThan(100);
    expect(declined).toBeGreaterThan(20);
  });

  test.each([0, 2])("writes usual blocks itself, with %i spaces a level", (indent) => {
    const record: CardSeries = {
      Action: "GenerateCard",
      UserName: "Aïcha <€> & 😀",
      CardPrefix: "12345",
      CardSeriesSequence: "01",
      RTPTransaction: { TransactionDateTime: "2011-10-10T03:59:00", RTPAmount: { Amount: "25.50" } },
      Customer: { AlternateKey: { TypeCode: "A & B", AlternateID: "1" } },
    };
    const bytes = Buffer.alloc(1 << 14);
    const end = writers.get(indent)?.serialiser.write(record, bytes, new DataView(bytes.buffer, bytes.byteOffset), 0);
    expect(end).toBeGreaterThan(0);
  });

  test("declines what has no room, also text that would reach over the end, and leaves it to the strict writer", () => {
    const { serialiser } = writers.get(2) ?? {};
    const record: CardSeries = {
      Action: "GenerateCard",
      UserName: "&".repeat(70_000),
      CardPrefix: "12345",
      CardSeriesSequence: "01",
    };
    for (const size of [0, 1, 500, 4000, 80_000, 400_000]) {
      const bytes = Buffer.alloc(size);
      const end = serialiser?.write(record, bytes, new DataView(bytes.buffer, bytes.byteOffset, size), 0);
      expect(end === -1).toBe(size < 400_000);
    }
    const piece = new BytePiece();
    const writer = new RecordWriter(cardSeriesFormat, { indent: 2, fast: true });
    for (let i = 0; i < 3; i++) expect(writer.write(record, piece)).toEqual([]);
    expect(piece.take().toString().match(/&amp;/g)).toHaveLength(210_000);
  });
});
