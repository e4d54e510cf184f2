import { readFile } from "node:fs/promises";
import type { GeneratedFile } from "../../generated-file.ts";

const modules = [
  "check",
  "date-time",
  "equal",
  "expectation",
  "formats",
  "issues",
  "json-value",
  "length",
  "multiple",
  "validation",
];

/** Returns the runtime that generated code stands on: the tested modules of codegen/runtime, copied. */
export async function runtimeFiles(): Promise<readonly GeneratedFile[]> {
  return Promise.all(
    modules.map(async (name) => {
      const text = await readFile(new URL(`../../runtime/${name}.ts`, import.meta.url), "utf8");
      const linked = text.replaceAll(/from "\.\/([\w-]+)\.ts"/g, 'from "./$1.gen.ts"');
      const opening = `// Copied from codegen/runtime/${name}.ts.\n// Do not edit: change the source and run \`npm run generate\`.\n`;
      return { path: `runtime/${name}.gen.ts`, text: `${opening}\n${linked}` };
    }),
  );
}
