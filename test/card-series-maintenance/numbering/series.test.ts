import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CardSerialNumber } from "../../../src/card-series-maintenance/numbering/card-serial-number.ts";
import { defineCardSeries, generateCardSeries } from "../../../src/card-series-maintenance/numbering/series.ts";
import { SeriesSecret } from "../../../src/card-series-maintenance/numbering/series-secret.ts";
import { codeOf } from "../../support/code-of.ts";

const define = (numberOfCards: number, numberOfBatches: number, prefix = "12345") =>
  defineCardSeries({ prefix, name: "Test", numberOfCards, numberOfBatches });

describe("defineCardSeries", () => {
  it("numbers the series of each prefix from 01", () => {
    const first = define(10, 1);
    const second = defineCardSeries({ prefix: "12345", name: "Next", numberOfCards: 5 }, [first]);
    const other = defineCardSeries({ prefix: "54321", name: "Other", numberOfCards: 5 }, [first, second]);
    expect([first.series, second.series, other.series]).toEqual([1, 2, 1]);
  });

  it.each([
    [() => define(1_000_000, 10), "SERIES_TOO_MANY_CARDS"],
    [() => define(0, 1), "SERIES_TOO_MANY_CARDS"],
    [() => define(1.5, 1), "SERIES_TOO_MANY_CARDS"],
    [() => define(100_000, 1_000), "SERIES_TOO_MANY_BATCHES"],
    [() => define(3, 4), "SERIES_EMPTY_BATCH"],
    [() => define(3, 1, "123456"), "SERIAL_PREFIX"],
    [() => defineCardSeries({ prefix: "12345", name: " ", numberOfCards: 1 }), "SERIES_NAME"],
    [
      () => defineCardSeries({ prefix: "12345", name: "x", numberOfCards: 1 }, [{ prefix: "12345", series: 99 }]),
      "SERIES_NUMBERS_EXHAUSTED",
    ],
  ])("refuses what has no room (%#)", (action, code) => {
    expect(codeOf(action)).toBe(code);
  });

  it("helps with what is wrong", () => {
    const helped = (help: string) => expect.objectContaining({ help: expect.stringContaining(help) });
    expect(() => define(1_000_000, 1)).toThrow(helped("several series"));
    expect(() => define(0, 1)).toThrow(helped("a whole number of cards"));
    expect(() => define(100_000, 1_000)).toThrow(helped("more cards into a batch"));
    expect(() => define(10, 0)).toThrow(helped("a whole number of batches"));
    expect(() => define(3, 1, "123456")).toThrow(helped("{ prefixDigits: 6 }"));
    expect(() => define(3, 1, "1234x")).toThrow("not made of digits only");
    const secret = SeriesSecret.create();
    expect(() => generateCardSeries(define(3, 1), { secret, cardNumbers: { digits: 9 } })).toThrow("10 to 16 digits");
  });
});

describe("generateCardSeries", () => {
  it("packs evenly, larger batches first, and runs the sequence through the series", () => {
    const serials = [...generateCardSeries(define(10, 3)).cards()].map((card) => card.serialNumber.format());
    expect(serials).toEqual([
      "1234501001000001",
      "1234501001000002",
      "1234501001000003",
      "1234501001000004",
      "1234501002000005",
      "1234501002000006",
      "1234501002000007",
      "1234501003000008",
      "1234501003000009",
      "1234501003000010",
    ]);
  });

  it("keeps its laws for every size", () => {
    const size = fc
      .integer({ min: 1, max: 400 })
      .chain((cards) => fc.tuple(fc.constant(cards), fc.integer({ min: 1, max: Math.min(cards, 999) })));
    fc.assert(
      fc.property(size, ([cards, batches]) => {
        const series = generateCardSeries(define(cards, batches));
        const counts = new Map<number, number>();
        let before: CardSerialNumber | undefined;
        for (const { serialNumber } of series.cards()) {
          counts.set(serialNumber.batch, (counts.get(serialNumber.batch) ?? 0) + 1);
          const newBatch = before !== undefined && before.batch !== serialNumber.batch;
          expect(before?.next({ newBatch }).format() ?? "1234501001000001").toBe(serialNumber.format());
          before = serialNumber;
        }
        expect(before?.sequence).toBe(cards);
        expect([...counts.keys()]).toEqual(Array.from({ length: batches }, (_, index) => index + 1));
        expect(Math.max(...counts.values()) - Math.min(...counts.values())).toBeLessThanOrEqual(1);
        for (const [batch, count] of counts) {
          const { first, last } = series.sequencesOfBatch(batch);
          expect(last - first + 1).toBe(count);
          expect([series.serialNumberAt(first).batch, series.serialNumberAt(last).batch]).toEqual([batch, batch]);
        }
      }),
    );
  });

  it("reaches the last card of the largest series at once", () => {
    const series = generateCardSeries(define(999_999, 999));
    expect(series.serialNumberAt(999_999).format()).toBe("1234501999999999");
    expect([...series.cards({ sequence: 999_998 })]).toHaveLength(2);
    expect(codeOf(() => series.serialNumberAt(1_000_000))).toBe("ALL_CARDS_GENERATED");
    expect(codeOf(() => series.serialNumberAt(0))).toBe("SERIAL_SEQUENCE");
    expect(codeOf(() => series.sequencesOfBatch(1_000))).toBe("CARD_BATCH_NOT_FOUND");
  });

  it("goes on within a batch, and never leaves it", () => {
    const series = generateCardSeries(define(10, 3));
    const sequences = (from: { batch?: number; sequence?: number }) =>
      [...series.cards(from)].map(({ serialNumber }) => serialNumber.sequence);
    expect(sequences({ batch: 2 })).toEqual([5, 6, 7]);
    expect(sequences({ batch: 2, sequence: 6 })).toEqual([6, 7]);
    expect(sequences({ batch: 2, sequence: 1 })).toEqual([5, 6, 7]);
    expect(sequences({ batch: 2, sequence: 8 })).toEqual([]);
    expect(sequences({ sequence: 11 })).toEqual([]);
    for (const sequence of [0, 1.5, Number.NaN])
      expect(codeOf(() => sequences({ batch: 2, sequence }))).toBe("SERIAL_SEQUENCE");
  });

  it("needs a definition, and takes it once", () => {
    const series = define(10, 1);
    generateCardSeries(series);
    expect(codeOf(() => generateCardSeries(series))).toBe("SERIES_ALREADY_GENERATED");
    expect(codeOf(() => generateCardSeries({ ...series }))).toBe("SERIES_NOT_DEFINED");
  });

  it("gives distinct card numbers and PINs, the same again from the same secret", () => {
    const secret = SeriesSecret.create();
    const generate = (kept: SeriesSecret) =>
      generateCardSeries(define(2_000, 7), {
        secret: kept,
        cardNumbers: { prefixCharacter: "K" },
        pins: { digits: 6 },
      });
    const cards = [...generate(secret).cards()];
    expect(new Set(cards.map((card) => card.cardNumber?.reveal())).size).toBe(2_000);
    expect(cards[0]?.cardNumber?.reveal()).toMatch(/^K[1-9][0-9]{15}$/);
    expect(cards[0]?.pin?.reveal()).toMatch(/^[0-9]{6}$/);
    const again = generate(SeriesSecret.parse(secret.reveal())).cardAt(1_999);
    expect([again.cardNumber?.reveal(), again.pin?.reveal()]).toEqual([
      cards[1_998]?.cardNumber?.reveal(),
      cards[1_998]?.pin?.reveal(),
    ]);
    expect(generate(SeriesSecret.create()).cardAt(1).cardNumber?.reveal()).not.toBe(cards[0]?.cardNumber?.reveal());
  });
});
