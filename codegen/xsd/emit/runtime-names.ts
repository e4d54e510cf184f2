/** What recognisers and serialisers use of the runtime, by module. */
export const RUNTIME_NAMES = {
  "byte-scanner": [
    "automaton",
    "byteSet",
    "decodeMarked",
    "hasLength",
    "MARKED",
    "rangeText",
    "runAutomaton",
    "scanSet",
    "scanText",
  ],
  "byte-values": ["scanDate", "scanDecimal", "scanTime", "scanZone"],
  "byte-writer": ["isPlainRecord", "literal", "putAttribute", "putLiteral", "putText"],
  "object-shape": ["fieldValue"],
} as const;

/** The names of a module that emitted code uses. */
export function usedNames(module: keyof typeof RUNTIME_NAMES, code: string): readonly string[] {
  return RUNTIME_NAMES[module].filter((name) => new RegExp(`\\b${name}\\b`).test(code));
}
