import { usedNames } from "./runtime-names.ts";

/** Puts the imports that a serialiser needs before it. */
export function emitSerialiserFile(serialiser: string, typeName: string, runtime: string): string {
  return `import { createRecogniser } from "./recogniser.gen.ts";
import { type Literal, type Serialiser, ${usedNames(serialiser).join(", ")} } from "${runtime}";
import type { ${typeName} } from "./types.gen.ts";

${serialiser}`;
}
