import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CardSeries, readCardSeries, writeCardSeries } from "../../../src/card-series-maintenance/index.ts";
import { outcomeOf } from "./outcome.ts";

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const digits = (min: number, max: number) => fc.stringMatching(new RegExp(`^[0-9]{${min},${max}}$`));
// Collapsed text of any characters that XML can hold.
const text = fc.string({ unit: "binary", maxLength: 20 }).map((value) =>
  value
    .replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, "")
    .replace(/ +/g, " ")
    .trim(),
);
const id = text.filter((value) => value !== "");
const amount = fc.stringMatching(/^[0-9]{1,12}(\.[0-9]{1,4})?$/);
const dateTime = fc
  .date({ min: new Date("0001-01-02"), max: new Date("9998-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 19));
// An object without the properties that are undefined, as the reader gives it.
const record = (model: Readonly<Record<string, fc.Arbitrary<unknown>>>) =>
  fc.record(model).map((value) => Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)));

const customer = fc.oneof(
  fc.record({ CustomerID: id }),
  fc.record({ AlternateKey: fc.record({ TypeCode: id, AlternateID: id }) }),
  fc.record({ CustomerID: text, AlternateKey: fc.record({ TypeCode: id, AlternateID: id }) }),
);
const rtpAmount = record({
  CurrencyID: optional(fc.stringMatching(/^[A-Z]{3}$/)),
  Amount: optional(amount),
  AwardAmount: optional(amount),
  LoyaltyAmount: optional(amount),
});
const rtpTransaction = record({
  RTPTransactionID: optional(id),
  OperatorID: optional(id),
  LocationID: optional(id),
  TransactionDateTime: optional(dateTime),
  DeviceID: optional(id),
  BusinessDate: optional(dateTime.map((value) => value.slice(0, 10))),
  RTPAmount: optional(rtpAmount),
});
const block = record({
  Action: fc.constant("GenerateCard"),
  UserName: optional(text),
  UserOrganization: optional(text),
  CardPrefix: fc.constant("12345"),
  CardSeriesSequence: fc.constant("01"),
  CardNumber: optional(digits(10, 16)),
  RTPTransaction: optional(rtpTransaction),
  Customer: optional(customer),
}) as unknown as fc.Arbitrary<CardSeries>; // Object.fromEntries forgets which properties there are.

describe("what is written", () => {
  test("is read back equal, through the recogniser and strictly, in pieces of any size", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(block, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(0, 1, 2, 8),
        fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 5 }),
        async (blocks, indent, sizes) => {
          const bytes = Buffer.concat(await writeCardSeries(blocks, { indent }).toArray());
          const read = await Array.fromAsync(readCardSeries(bytes));
          expect(read.map(({ value }) => value)).toEqual(blocks);
          expect(outcomeOf(bytes, { fast: true, sizes })).toEqual(
            outcomeOf(bytes, { fast: false, sizes: [bytes.length] }),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  test("is the same for equal blocks, whatever the order of their properties", async () => {
    await fc.assert(
      fc.asyncProperty(block, async (one) => {
        const turned = Object.fromEntries(Object.entries(one).reverse()) as unknown as CardSeries;
        const [first, second] = await Promise.all(
          [[one], [turned]].map(async (blocks) => writeCardSeries(blocks).toArray()),
        );
        expect(second).toEqual(first);
      }),
      { numRuns: 50 },
    );
  });
});
