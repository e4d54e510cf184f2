import { namesIn, usedNames } from "./runtime-names.ts";

/** Puts the imports that a recogniser needs before it. */
export function emitRecogniserFile(recogniser: string, typeName: string, runtime: string): string {
  const types = namesIn(recogniser, ["Prefixes", "Recogniser", "PrefixBytes", "TypeIndex"]);
  const data = namesIn(recogniser, ["schema", "shapes"]);
  const names = [...types.map((name) => `type ${name}`), ...usedNames(recogniser)];
  return [
    `import { ${names.join(", ")} } from "${runtime}";`,
    ...(data.length > 0 ? [`import { ${data.join(", ")} } from "./schema.gen.ts";`] : []),
    `import type { ${typeName} } from "./types.gen.ts";`,
    "",
    recogniser,
  ].join("\n");
}
