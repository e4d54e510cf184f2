import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emitPattern } from "../../../codegen/xsd/compile/pattern/emit-pattern.ts";
import { parsePattern } from "../../../codegen/xsd/compile/pattern/parse-pattern.ts";
import { patternAutomaton } from "../../../codegen/xsd/compile/pattern/pattern-automaton.ts";
import { compileSchema } from "../../../codegen/xsd/compile/schema.ts";
import { LinearPattern } from "../../../src/xml/linear-pattern.ts";
import { Schema } from "../../../src/xml/schema.ts";

const risky = [
  "(a+)+b",
  "(a|a)*b",
  "(a*)*",
  "(a|ab)(c|bcd)(d*)",
  "(.*)(.*)(.*)x",
  "(a?){30}a{30}",
  "([a-c]|b)+c?",
  "(é|\\p{L})+é",
];

describe("patterns that leave several ways to go on", () => {
  test.each(risky)("%s is matched as by JavaScript's own engine", (source) => {
    const pattern = parsePattern(source);
    const automaton = patternAutomaton(pattern);
    if (automaton === undefined) throw new Error("no automaton");
    const linear = new LinearPattern(automaton);
    const expression = new RegExp(`^(?:${emitPattern(pattern)})$`, "v");
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", "b", "c", "d", "x", "é", "\n"), maxLength: 9 }), (text) => {
        expect(linear.test(text)).toBe(expression.test(text));
      }),
      { numRuns: 300 },
    );
  });

  test.each(["[A-Z]{3}", "[0-9]{1,15}", "([A-Za-z0-9]|[-/ ]){1,35}", "(ab|cd)*e?", "\\d+(\\.\\d{1,2})?"])(
    "%s leaves one way and needs no automaton",
    (source) => expect(patternAutomaton(parsePattern(source))).toBeUndefined(),
  );

  const typeOf = (pattern: string): Schema =>
    new Schema(
      compileSchema(
        `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:simpleType name="t"><xs:restriction base="xs:string">
         <xs:pattern value="${pattern}"/></xs:restriction></xs:simpleType></xs:schema>`,
      ).model,
    );

  test("take time linear in the text", () => {
    for (const pattern of ["(a+)+b", "(a|a)*b", "(a|aa)+b", "(.*,)*x"]) {
      const schema = typeOf(pattern);
      const type = schema.simpleType(schema.typeNames.get("t") as Parameters<Schema["simpleType"]>[0]);
      // A backtracking engine would take longer than anybody lives.
      expect(type.check("a".repeat(100_000))?.keyword).toBe("pattern");
    }
  });

  test("are refused when their automaton would be too large", () => {
    expect(() => typeOf("(((a?){100}){100}b?){100}")).toThrow("too many ways to match");
  });
});
