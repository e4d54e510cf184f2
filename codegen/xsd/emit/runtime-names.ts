/** What recognisers and serialisers use of the runtime. */
export const RUNTIME_NAMES: readonly string[] = [
  "MARKED",
  "automaton",
  "byteSet",
  "decodeMarked",
  "fieldValue",
  "hasLength",
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
];

/** The names of the runtime that emitted code uses. */
export function usedNames(code: string): readonly string[] {
  return RUNTIME_NAMES.filter((name) => new RegExp(`\\b${name}\\b`).test(code));
}
