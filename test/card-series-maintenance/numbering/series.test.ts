import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CardSerialNumber } from "../../../src/card-series-maintenance/numbering/card-serial-number.ts";
import {
  type DefinedSeries,
  defineSeries,
  generateSeries,
  restoreSeries,
  type SeriesFacts,
} from "../../../src/card-series-maintenance/numbering/series.ts";
import { SeriesSecret } from "../../../src/card-series-maintenance/numbering/series-secret.ts";
import { codeOf } from "../../support/code-of.ts";

const define = (numberOfCards: number, numberOfBatches: number, prefix = "12345") =>
  defineSeries({ prefix, name: "Test", numberOfCards, numberOfBatches });

describe("defineSeries", () => {
  test("numbers the series of each prefix from 01", () => {
    const first = define(10, 1);
    const second = defineSeries({ prefix: "12345", name: "Next", numberOfCards: 5 }, [first]);
    const other = defineSeries({ prefix: "54321", name: "Other", numberOfCards: 5 }, [first, second]);
    expect([first.series, second.series, other.series]).toEqual([1, 2, 1]);
  });

  test.each([
    [() => define(1_000_000, 10), "SERIES_TOO_MANY_CARDS"],
    [() => define(0, 1), "SERIES_TOO_MANY_CARDS"],
    [() => define(1.5, 1), "SERIES_TOO_MANY_CARDS"],
    [() => define(100_000, 1_000), "SERIES_TOO_MANY_BATCHES"],
    [() => define(3, 4), "SERIES_EMPTY_BATCH"],
    [() => define(3, 1, "123456"), "SERIAL_PREFIX"],
    [() => defineSeries({ prefix: "12345", name: " ", numberOfCards: 1 }), "SERIES_NAME"],
    [
      () => defineSeries({ prefix: "12345", name: "x", numberOfCards: 1 }, [{ prefix: "12345", series: 99 }]),
      "SERIES_NUMBERS_EXHAUSTED",
    ],
  ])("refuses what has no room (%#)", (action, code) => {
    expect(codeOf(action)).toBe(code);
  });

  test("helps with what is wrong", () => {
    const helped = (help: string) => expect.objectContaining({ help: expect.stringContaining(help) });
    expect(() => define(1_000_000, 1)).toThrow(helped("several series"));
    expect(() => define(0, 1)).toThrow(helped("a whole number of cards"));
    expect(() => define(100_000, 1_000)).toThrow(helped("more cards into a batch"));
    expect(() => define(10, 0)).toThrow(helped("a whole number of batches"));
    expect(() => define(3, 1, "123456")).toThrow(helped("{ prefixDigits: 6 }"));
    expect(() => define(3, 1, "1234x")).toThrow("not made of digits only");
    const secret = SeriesSecret.create();
    expect(() => generateSeries(define(3, 1), { secret, cardNumbers: { digits: 9 } })).toThrow("10 to 16 digits");
  });
});

describe("generateSeries", () => {
  test("packs evenly, larger batches first, and runs the sequence through the series", () => {
    const serials = [...generateSeries(define(10, 3)).cards()].map((card) => card.serialNumber.format());
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

  test("keeps its laws for every size", () => {
    const size = fc
      .integer({ min: 1, max: 400 })
      .chain((cards) => fc.tuple(fc.constant(cards), fc.integer({ min: 1, max: Math.min(cards, 999) })));
    fc.assert(
      fc.property(size, ([cards, batches]) => {
        const series = generateSeries(define(cards, batches));
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

  test("reaches the last card of the largest series at once", () => {
    const series = generateSeries(define(999_999, 999));
    expect(series.serialNumberAt(999_999).format()).toBe("1234501999999999");
    expect([...series.cards({ sequence: 999_998 })]).toHaveLength(2);
    expect(codeOf(() => series.serialNumberAt(1_000_000))).toBe("ALL_CARDS_GENERATED");
    expect(codeOf(() => series.serialNumberAt(0))).toBe("SERIAL_SEQUENCE");
    expect(codeOf(() => series.sequencesOfBatch(1_000))).toBe("CARD_BATCH_NOT_FOUND");
  });

  test("goes on within a batch, and never leaves it", () => {
    const series = generateSeries(define(10, 3));
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

  test("needs a definition, and takes it once", () => {
    const series = define(10, 1);
    const generated = generateSeries(series);
    // As callers without types may.
    expect(codeOf(() => generateSeries(generated as unknown as DefinedSeries))).toBe("SERIES_ALREADY_GENERATED");
    const { state: _, ...facts } = series;
    expect(codeOf(() => generateSeries(facts as unknown as DefinedSeries))).toBe("SERIES_NOT_DEFINED");
  });

  test("gives a series that was saved and read back the same cards again", () => {
    const secret = SeriesSecret.create();
    const series = define(2_000, 7);
    const saved = JSON.parse(JSON.stringify(series)) as SeriesFacts;
    const restored = restoreSeries(saved);
    expect(restored).toEqual(series);
    const cardOf = (one: DefinedSeries) => generateSeries(one, { secret, cardNumbers: {} }).cardAt(1_999);
    expect(cardOf(restored).serialNumber.format()).toBe(cardOf(series).serialNumber.format());
    expect(cardOf(restored).cardNumber?.reveal()).toBe(cardOf(series).cardNumber?.reveal());
    const six = defineSeries({ prefix: "123456", name: "Six", numberOfCards: 1, prefixDigits: 6 });
    expect(generateSeries(restoreSeries(six)).serialNumberAt(1).format()).toBe("12345601001000001");
  });

  test.each([
    [{ numberOfCards: 0 }, "SERIES_TOO_MANY_CARDS"],
    [{ numberOfBatches: 11 }, "SERIES_EMPTY_BATCH"],
    [{ series: 100 }, "SERIAL_SERIES"],
    [{ prefix: "1234" }, "SERIAL_PREFIX"],
    [{ name: "" }, "SERIES_NAME"],
  ])("refuses a saved series with %j", (change, code) => {
    expect(codeOf(() => restoreSeries({ ...define(10, 1), ...change }))).toBe(code);
  });

  test("gives distinct card numbers and PINs, the same again from the same secret", () => {
    const secret = SeriesSecret.create();
    const generate = (kept: SeriesSecret) =>
      generateSeries(define(2_000, 7), {
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
