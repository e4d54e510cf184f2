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
  return runtimeNames.filter((name) => new RegExp(`\\b${name}\\b`).test(code));
}
