/** The functions and constants of the runtime that recognisers and serialisers may use. */
export const runtimeNames: readonly string[] = [
  "markedBit",
  "automaton",
  "byteSet",
  "decodeMarked",
  "fieldValue",
  "hasLength",
  "ChildOrder",
  "afterPrefix",
  "isWithin",
  "noBytes",
  "prefixBytesOf",
  "scanChecked",
  "scanInteger",
  "scanLines",
  "isPlainRecord",
  "literal",
  "putAttribute",
  "putLiteral",
  "putText",
  "rangeText",
  "runAutomaton",
  "scanDate",
  "scanDecimal",
  "scanSet",
  "scanText",
  "scanTime",
  "scanZone",
  "startsText",
];

/** Returns the names of the runtime that emitted code uses. */
export function usedNames(code: string): readonly string[] {
  return namesIn(code, runtimeNames);
}

/** Returns those names that occur in code; elements may have the same names, which occur in its comments and texts. */
export function namesIn(code: string, names: readonly string[]): readonly string[] {
  const bare = code.replace(/\/\*[\s\S]*?\*\/|\/\/.*|"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`/g, "");
  return names.filter((name) => new RegExp(`\\b${name}\\b`).test(bare));
}
