import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CardNumber } from "../../../src/card-series-maintenance/numbering/card-number.ts";
import { codeOf } from "../../support/code-of.ts";

describe("CardNumber", () => {
  test("has 10 to 16 digits and at most one character before them", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("", "A", "%", ";", "é", "🂡"),
        fc.stringMatching(/^[0-9]{10,16}$/),
        (prefix, digits) => {
          const number = CardNumber.parse(prefix + digits);
          expect([number.prefixCharacter, number.revealDigits(), number.reveal()]).toEqual([
            prefix,
            digits,
            prefix + digits,
          ]);
        },
      ),
    );
  });

  test.each([
    ["123456789", "CARD_NUMBER_TOO_SHORT"],
    ["A123456789", "CARD_NUMBER_TOO_SHORT"],
    ["", "CARD_NUMBER_TOO_SHORT"],
    ["12345678901234567", "CARD_NUMBER_TOO_LONG"],
    ["AB1234567890", "CARD_NUMBER_PREFIX"],
    [" 1234567890", "CARD_NUMBER_PREFIX"],
    ["1234-5678901234", "CARD_NUMBER_PREFIX"],
    ["\u00001234567890", "CARD_NUMBER_PREFIX"],
    ["٣1234567890", "CARD_NUMBER_PREFIX"],
  ])("refuses %j as %s", (text, code) => {
    expect(codeOf(() => CardNumber.parse(text))).toBe(code);
  });

  test("can be narrowed to one installation's numbers", () => {
    const format = { prefixCharacter: "A", minDigits: 12, maxDigits: 12 };
    expect(CardNumber.parse("A123456789012", format).prefixCharacter).toBe("A");
    expect(codeOf(() => CardNumber.parse("123456789012", format))).toBe("CARD_NUMBER_PREFIX");
    expect(codeOf(() => CardNumber.parse("B123456789012", format))).toBe("CARD_NUMBER_PREFIX");
    expect(codeOf(() => CardNumber.parse("A12345678901", format))).toBe("CARD_NUMBER_TOO_SHORT");
    expect(codeOf(() => CardNumber.parse("A1234567890", { prefixCharacter: "" }))).toBe("CARD_NUMBER_PREFIX");
  });

  test.each([
    { prefixCharacter: "AB" },
    { prefixCharacter: "1" },
    { minDigits: 9 },
    { maxDigits: 17 },
    { minDigits: 14, maxDigits: 12 },
  ])("refuses the format %j", (format) => {
    expect(codeOf(() => CardNumber.parse("1234567890", format))).toBe("CARD_NUMBER_FORMAT");
  });

  test("is masked however it is printed, and in errors", () => {
    const number = CardNumber.parse("4000123412349876");
    for (const printed of [
      `${number}`,
      JSON.stringify({ number }),
      inspect({ number }),
      inspect(number, { showHidden: true }),
    ]) {
      expect(printed).not.toContain("4000");
      expect(printed).toContain("************9876");
    }
    expect(() => CardNumber.parse("40001234123498765")).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining("4000") }),
    );
  });
});
