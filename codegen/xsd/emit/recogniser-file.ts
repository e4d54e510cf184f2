import { usedNames } from "./runtime-names.ts";

/** Puts the imports that a recogniser needs before it. */
export function emitRecogniserFile(recogniser: string, typeName: string, runtime: string): string {
  const usesSchema = recogniser.includes("schema.simpleType(");
  const names = ["type Recogniser", ...(usesSchema ? ["type TypeIndex"] : []), ...usedNames(recogniser)];
  return [
    `import { ${names.join(", ")} } from "${runtime}";`,
    ...(usesSchema ? [`import { schema } from "./schema.gen.ts";`] : []),
    `import type { ${typeName} } from "./types.gen.ts";`,
    "",
    recogniser,
  ].join("\n");
}
