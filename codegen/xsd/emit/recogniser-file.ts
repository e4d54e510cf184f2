import { usedNames } from "./runtime-names.ts";

/** Puts the imports that a recogniser needs before it. */
export function emitRecogniserFile(recogniser: string, typeName: string, runtime: string): string {
  const types = ["Prefixes", "Recogniser", "PrefixBytes", "TypeIndex"].filter((name) =>
    new RegExp(`\\b${name}\\b`).test(recogniser),
  );
  const data = ["schema", "shapes"].filter((name) => new RegExp(`\\b${name}\\b[.)]`).test(recogniser));
  const names = [...types.map((name) => `type ${name}`), ...usedNames(recogniser)];
  return [
    `import { ${names.join(", ")} } from "${runtime}";`,
    ...(data.length > 0 ? [`import { ${data.join(", ")} } from "./schema.gen.ts";`] : []),
    `import type { ${typeName} } from "./types.gen.ts";`,
    "",
    recogniser,
  ].join("\n");
}
