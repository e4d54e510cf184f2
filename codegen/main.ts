// npm run generate [-- --check] [--asyncapi FILE] [--xsd FILE] [--out DIR]
import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import { parseArgs } from "node:util";
import { generateFromAsyncApi } from "./asyncapi/index.ts";
import type { GeneratedFile, Generator, SpecFile } from "./generated-file.ts";
import { findDrift, manifest, writeFiles } from "./output.ts";
import { SpecError } from "./problem.ts";

const { values: options } = parseArgs({
  options: {
    check: { type: "boolean", default: false },
    asyncapi: { type: "string", default: "spec/production-partner.asyncapi.yaml" },
    xsd: { type: "string", default: "spec/card-series-maintenance.xsd" },
    out: { type: "string", default: "generated" },
  },
});

const generators: readonly { readonly spec: string; readonly generate: Generator }[] = [
  { spec: options.asyncapi, generate: generateFromAsyncApi },
];

async function main(): Promise<number> {
  const sources: SpecFile[] = [];
  const files: GeneratedFile[] = [];
  for (const { spec, generate } of generators) {
    const source = { path: relative(process.cwd(), spec).replaceAll("\\", "/"), text: await readFile(spec, "utf8") };
    sources.push(source);
    files.push(...(await generate(source)));
  }
  files.push(manifest(sources, files));

  if (!options.check) {
    await writeFiles(options.out, files);
    console.log(`${files.length} files in ${options.out}`);
    return 0;
  }
  const drift = await findDrift(options.out, files);
  for (const { path, reason } of drift) console.error(`${options.out}/${path}: ${reason}`);
  if (drift.length > 0) console.error("Generated files differ from the specification. Fix: npm run generate");
  return drift.length > 0 ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  const expected = error instanceof SpecError || (error instanceof Error && "code" in error && error.code === "ENOENT");
  console.error(expected ? (error as Error).message : error);
  process.exitCode = 2;
}
