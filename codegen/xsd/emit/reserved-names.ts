import { RUNTIME_NAMES } from "./runtime-names.ts";

/** Names that no generated interface can have: TypeScript's own words, and what else the generated modules speak of. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set([
  ...(
    "any arguments await bigint boolean break case catch class const continue debugger default delete do else enum export extends false " +
    "finally for function if implements import in instanceof interface let never new null number object package private protected public " +
    "return static string super switch symbol this throw true try typeof undefined unknown var void while with yield " +
    "Buffer DataView Literal Recogniser Record RecordFormat Schema SchemaModel Serialiser Shapes Uint8Array " +
    "createRecogniser createSerialiser schema shapes"
  ).split(" "),
  ...RUNTIME_NAMES,
]);
