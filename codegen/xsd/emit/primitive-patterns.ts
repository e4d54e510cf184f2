import type { Primitive } from "../../../src/xml/schema-model.ts";
import { parsePattern } from "../compile/pattern/parse-pattern.ts";
import type { Pattern } from "../compile/pattern/pattern.ts";

// Usual forms only. Others, such as leap days, years of five digits and 24:00, are declined and read strictly.
const yearPattern = "(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})";
const dayPattern = `${yearPattern}-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)`;
const clockPattern = "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?";
const zonePattern = "(Z|[+\\-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00))?";

const floatPattern = "[+\\-]?[0-9]+(\\.[0-9]+)?([eE][+\\-]?[0-9]+)?";
const uriCharacter = (plain: string): string => `${plain}|%[0-9A-Fa-f]{2}`;
const uriRest = `(${uriCharacter("[^#%]")})*(#(${uriCharacter("[^#%]")})*)?`;

const usualForms: Readonly<Partial<Record<Primitive, string>>> = {
  boolean: "true|false|0|1",
  decimal: "[+\\-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)",
  date: `${dayPattern}${zonePattern}`,
  dateTime: `${dayPattern}T${clockPattern}${zonePattern}`,
  time: `${clockPattern}${zonePattern}`,
  float: floatPattern,
  double: floatPattern,
  hexBinary: "([0-9A-Fa-f]{2})*",
  anyURI: `[A-Za-z][\\-+.0-9A-Za-z]*:${uriRest}|(${uriCharacter("[^/?#:%]")})*([/?]${uriRest}|#(${uriCharacter("[^#%]")})*)?`,
};

/** Returns the usual forms of a primitive type's values as a pattern; `undefined` if every text is a value. */
export function primitivePattern(primitive: Primitive): Pattern | undefined {
  const form = usualForms[primitive];
  return form === undefined ? undefined : parsePattern(form);
}

/** Non-negative decimals in the usual form, without a sign. */
export const unsignedDecimal: Pattern = parsePattern("[0-9]+(\\.[0-9]+)?");

/** Texts without a point: whole numbers, among decimals. */
export const withoutPoint: Pattern = parsePattern("[^.]*");

/** Returns a pattern that matches exactly the given texts. */
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
