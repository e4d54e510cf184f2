import { describe, expect, test } from "vitest";
import { emitPattern } from "../../../codegen/xsd/compile/pattern/emit-pattern.ts";
import { parsePattern } from "../../../codegen/xsd/compile/pattern/parse-pattern.ts";
import { PatternError, UndefinedEscape } from "../../../codegen/xsd/compile/pattern/pattern.ts";

const matches = (pattern: string, text: string): boolean =>
  new RegExp(`^(?:${emitPattern(parsePattern(pattern))})$`, "v").test(text);

describe("XSD regular expressions", () => {
  test.each([
    ["[0-9]{5,6}", "12345", true],
    ["[0-9]{5,6}", "1234567", false],
    ["a|b", "b", true],
    ["a|", "", true],
    ["^a$", "^a$", true],
    ["^a$", "a", false],
    [".", "\u2028", true],
    [".", "\n", false],
    [".", "😀", true],
    ["\\s", "\u00a0", false],
    ["\\d", "٣", true],
    ["[0-9]", "٣", false],
    ["\\w", "_", false],
    ["\\w", "+", true],
    ["\\W", "_", true],
    ["[\\w-[b-y]]", "a", true],
    ["[\\w-[b-y]]", "c", false],
    ["[^a-z-[A-C]]", "D", true],
    ["[^a-z-[A-C]]", "B", false],
    ["[a-z-[^aeiou]]", "e", true],
    ["[a-z-[^aeiou]]", "b", false],
    ["[a-z-[b-y-[m]]]", "m", true],
    ["\\i\\c*", "x-1.é", true],
    ["\\i", "-", false],
    ["\\p{IsGreek}", "λ", true],
    ["\\P{IsGreek}", "λ", false],
    ["[\\p{Lu}\\-]+", "A-B", true],
    ["[a-]", "-", true],
    ["[-a]", "-", true],
    ["[^-a]", "-", false],
    ["[a-c-_]", "-", true],
    ["[a-c-_]", "d", false],
    ["[\\w-.]", "-", true],
    ["(ab){2,}", "ababab", true],
    ["\\.\\\\\\?\\*\\+\\{\\}\\(\\)\\[\\]\\|\\-\\^", ".\\?*+{}()[]|-^", true],
  ])("%j matches %j: %s", (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected);
  });

  test.each([
    "(?:a)",
    "(?=a)",
    "a**",
    "a+?",
    "\\b",
    "\\1",
    "a{2,1}",
    "a{,2}",
    "{",
    "}",
    "]",
    "[",
    "[]",
    "[^]",
    "a)",
    "(a",
    "*",
    "[b-a]",
    "[a-\\d]",
    "[a-c--e]",
    "[[a]]",
    "[a-[b]c]",
    "\\p{Cs}",
    "\\p{IsKlingon}",
    "\\p",
    "\\x41",
    "\\u0041",
    "[^-[bc]]",
  ])("refuses %j", (pattern) => {
    expect(() => parsePattern(pattern)).toThrow(PatternError);
  });

  test.each(["\\$", "a\\/b", "[\\_]"])("refuses %j, which validators judge differently", (pattern) => {
    expect(() => parsePattern(pattern)).toThrow(UndefinedEscape);
  });

  test("says where a pattern goes wrong", () => {
    expect(() => parsePattern("ab]")).toThrow(expect.objectContaining({ position: 2 }));
  });
});
