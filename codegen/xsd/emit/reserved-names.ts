import { runtimeNames } from "./runtime-names.ts";

/** Names that a generated interface cannot have: reserved words of TypeScript, and names that generated modules use. */
export const reservedNames: ReadonlySet<string> = new Set([
  ...(
    "any arguments await bigint boolean break case catch class const continue debugger default delete do else enum export extends false " +
    "finally for function if implements import in instanceof interface let never new null number object package private protected public " +
    "return static string super switch symbol this throw true try typeof undefined unknown var void while with yield " +
    "Array Buffer DataView Float64Array Int16Array Int32Array Literal Map Math PrefixBytes Prefixes Readonly Recogniser Record " +
    "RecordFormat Schema Serialiser Shapes String TypeIndex Uint8Array createRecogniser createSerialiser schema shapes shapesOf"
  ).split(" "),
  ...runtimeNames,
]);
