import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CardSerialNumber } from "../../../src/card-series-maintenance/numbering/card-serial-number.ts";
import { codeOf } from "../../support/code-of.ts";

const fields = fc.record({
  prefix: fc.stringMatching(/^[0-9]{5}$/),
  series: fc.integer({ min: 1, max: 99 }),
  batch: fc.integer({ min: 1, max: 999 }),
  sequence: fc.integer({ min: 1, max: 999_999 }),
});

describe("CardSerialNumber", () => {
  test("splits 16 digits into prefix, series, batch and sequence", () => {
    expect({ ...CardSerialNumber.parse("0123402003000004") }).toEqual({
      prefix: "01234",
      series: 2,
      batch: 3,
      sequence: 4,
    });
  });

  test("takes six prefix digits, and so 17 in all, only when told to", () => {
    const text = "12345601001000001";
    expect(CardSerialNumber.parse(text, { prefixDigits: 6 }).prefix).toBe("123456");
    expect(codeOf(() => CardSerialNumber.parse(text))).toBe("SERIAL_LENGTH");
    expect(codeOf(() => CardSerialNumber.parse("1234501001000001", { prefixDigits: 6 }))).toBe("SERIAL_LENGTH");
    const helped = (help: string) => expect.objectContaining({ help: expect.stringContaining(help) });
    expect(() => CardSerialNumber.parse(text)).toThrow(helped("{ prefixDigits: 6 }"));
    expect(() => CardSerialNumber.parse("1234501001000001", { prefixDigits: 6 })).toThrow(
      helped("{ prefixDigits: 5 }"),
    );
    expect(() => CardSerialNumber.parse("123450100100000")).toThrow(helped("leading zeros"));
  });

  test("reads back what it formats", () => {
    fc.assert(
      fc.property(fields, (value) => {
        const text = CardSerialNumber.of(value).format();
        expect(text).toHaveLength(16);
        expect({ ...CardSerialNumber.parse(text) }).toEqual(value);
      }),
    );
  });

  test("compares as the digits do", () => {
    fc.assert(
      fc.property(fields, fields, (a, b) => {
        const [left, right] = [CardSerialNumber.of(a), CardSerialNumber.of(b)];
        const [leftText, rightText] = [left.format(), right.format()];
        const byText = leftText < rightText ? -1 : leftText > rightText ? 1 : 0;
        expect(Math.sign(CardSerialNumber.compare(left, right))).toBe(byText);
      }),
    );
  });

  test("goes on in the same batch, or runs the sequence on into a new one", () => {
    const serial = CardSerialNumber.parse("1234501001000009");
    expect(serial.next().format()).toBe("1234501001000010");
    expect(serial.next({ newBatch: true }).format()).toBe("1234501002000010");
  });

  test.each([
    ["123450100100000", "SERIAL_LENGTH"],
    ["12345010010000012", "SERIAL_LENGTH"],
    ["", "SERIAL_LENGTH"],
    ["12345 1001000001", "SERIAL_DIGITS"],
    ["１２３４５０１００１０００００１", "SERIAL_DIGITS"],
    ["1234500001000001", "SERIAL_SERIES"],
    ["1234501000000001", "SERIAL_BATCH"],
    ["1234501001000000", "SERIAL_SEQUENCE"],
  ])("refuses %j as %s", (text, code) => {
    expect(codeOf(() => CardSerialNumber.parse(text))).toBe(code);
  });

  test("says what is used up at each limit", () => {
    expect(codeOf(() => CardSerialNumber.parse("1234501001999999").next())).toBe("SERIAL_SEQUENCE");
    expect(codeOf(() => CardSerialNumber.parse("1234501999000001").next({ newBatch: true }))).toBe("SERIAL_BATCH");
    expect(codeOf(() => CardSerialNumber.of({ prefix: "12345", series: 100, batch: 1, sequence: 1 }))).toBe(
      "SERIAL_SERIES",
    );
  });

  test("is masked however it is printed", () => {
    const serial = CardSerialNumber.parse("1234501001000042");
    for (const printed of [`${serial}`, JSON.stringify({ serial }), inspect({ serial }), String(serial)]) {
      expect(printed).not.toContain("12345");
      expect(printed).toContain("************0042");
    }
  });
});
