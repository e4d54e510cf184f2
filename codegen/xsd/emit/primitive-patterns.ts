import type { Primitive } from "../../../src/xml/schema-model.ts";
import { parsePattern } from "../compile/pattern/parse-pattern.ts";
import type { Pattern } from "../compile/pattern/pattern.ts";

// The usual forms only. What is left out, such as leap days, years of five digits and 24:00, is declined and read strictly.
const YEAR = "(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})";
const DAY = `${YEAR}-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)`;
const CLOCK = "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?";
const ZONE = "(Z|[+\\-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00))?";

const PATTERNS: Readonly<Record<Exclude<Primitive, "any" | "string">, string>> = {
  boolean: "true|false|0|1",
  decimal: "[+\\-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)",
  date: `${DAY}${ZONE}`,
  dateTime: `${DAY}T${CLOCK}${ZONE}`,
  time: `${CLOCK}${ZONE}`,
};

/** The usual forms of a primitive type's values as a pattern; `undefined` when every text is one. */
export function primitivePattern(primitive: Primitive): Pattern | undefined {
  return primitive === "any" || primitive === "string" ? undefined : parsePattern(PATTERNS[primitive]);
}

/** Decimals that are not below zero, in the usual form without a sign. */
export const UNSIGNED_DECIMAL: Pattern = parsePattern("[0-9]+(\\.[0-9]+)?");

/** Texts without a point: whole numbers, among decimals. */
export const WITHOUT_POINT: Pattern = parsePattern("[^.]*");

/** One of some texts, character by character. */
export function literalPattern(texts: readonly string[]): Pattern {
  return {
    kind: "choice",
    options: texts.map((text) => ({
      kind: "sequence",
      items: [...text].map((character) => {
        const code = character.codePointAt(0) ?? 0;
        return { kind: "class", class: { negated: false, members: [{ kind: "range", from: code, to: code }] } };
      }),
    })),
  };
}
