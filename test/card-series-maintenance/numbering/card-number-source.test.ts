import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createCardNumberSource } from "../../../src/card-series-maintenance/numbering/card-number-source.ts";
import { createPinSource } from "../../../src/card-series-maintenance/numbering/card-pin.ts";
import { CardSerialNumber } from "../../../src/card-series-maintenance/numbering/card-serial-number.ts";
import { SeriesSecret } from "../../../src/card-series-maintenance/numbering/series-secret.ts";
import { codeOf } from "../../support/code-of.ts";

const secret = SeriesSecret.parse("07".repeat(32));
const serial = (sequence: number, prefix = "12345", series = 1, batch = 1) =>
  CardSerialNumber.of({ prefix, series, batch, sequence }, { prefixDigits: prefix.length === 6 ? 6 : 5 });

describe("createCardNumberSource", () => {
  test("never gives one number to two cards, whatever the number's length", () => {
    const card = fc.record({ series: fc.integer({ min: 1, max: 99 }), sequence: fc.integer({ min: 1, max: 999_999 }) });
    fc.assert(
      fc.property(
        fc.integer({ min: 10, max: 16 }),
        fc.uniqueArray(card, { minLength: 2, selector: (c) => `${c.series}/${c.sequence}` }),
        (digits, cards) => {
          const numberOf = createCardNumberSource(secret, { digits });
          const numbers = cards.map((c) => numberOf(serial(c.sequence, "12345", c.series)).reveal());
          expect(new Set(numbers).size).toBe(cards.length);
          for (const number of numbers) expect(number).toMatch(new RegExp(`^[1-9][0-9]{${digits - 1}}$`));
        },
      ),
    );
  });

  test("keeps prefixes apart when the number is long enough to hold them", () => {
    const numberOf = createCardNumberSource(secret, { digits: 14 });
    const numbers = Array.from({ length: 2_000 }, (_, i) => numberOf(serial(7, String(10_000 + i))).reveal());
    expect(new Set(numbers).size).toBe(2_000);
    const longer = createCardNumberSource(secret, { digits: 15 });
    expect(longer(serial(7, "012345")).reveal()).not.toBe(longer(serial(7, "12345")).reveal());
  });

  test("spreads its digits evenly and tells nothing of the sequence", () => {
    const numberOf = createCardNumberSource(secret);
    const counts = new Array<number>(10).fill(0);
    let rising = 0;
    let before = "";
    for (let sequence = 1; sequence <= 5_000; sequence++) {
      const number = numberOf(serial(sequence)).reveal();
      const digit = Number(number.at(-1));
      counts[digit] = (counts[digit] ?? 0) + 1;
      if (number > before) rising++;
      before = number;
    }
    for (const count of counts) expect(Math.abs(count - 500)).toBeLessThan(120);
    expect(Math.abs(rising - 2_500)).toBeLessThan(250);
  });

  test("can carry prefix, series and batch inside", () => {
    const numberOf = createCardNumberSource(secret, { layout: "batch-inside" });
    const numbers = Array.from({ length: 1_000 }, (_, i) => numberOf(serial(i + 1, "12345", 2, 3)).reveal());
    expect(new Set(numbers).size).toBe(1_000);
    for (const number of numbers) expect(number).toMatch(/^1234502003[0-9]{6}$/);
    expect(codeOf(() => numberOf(serial(1, "123456")))).toBe("CARD_NUMBER_FORMAT");
  });

  test.each([{ digits: 9 }, { digits: 17 }, { prefixCharacter: "AB" }])("refuses %j", (options) => {
    expect(codeOf(() => createCardNumberSource(secret, options))).toBe("CARD_NUMBER_FORMAT");
  });
});

describe("createPinSource", () => {
  test("makes every PIN equally likely", () => {
    const pinOf = createPinSource(secret);
    const counts = new Array<number>(10).fill(0);
    for (let sequence = 1; sequence <= 5_000; sequence++) {
      const first = Number(pinOf(serial(sequence)).reveal()[0]);
      counts[first] = (counts[first] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 500)).toBeLessThan(120);
  });

  test("refuses too few and too many digits, and never prints", () => {
    expect(codeOf(() => createPinSource(secret, { digits: 3 }))).toBe("PIN_DIGITS");
    expect(codeOf(() => createPinSource(secret, { digits: 13 }))).toBe("PIN_DIGITS");
    const pin = createPinSource(secret, { digits: 12 })(serial(1));
    expect(JSON.stringify({ pin, secret })).toBe('{"pin":"CardPin(hidden)","secret":"SeriesSecret(hidden)"}');
  });
});
