// npm run generate [-- --check] [--asyncapi FILE] [--xsd FILE] [--out DIR] [--unverified-format NAME]...
import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import { parseArgs } from "node:util";
import { generateFromAsyncApi } from "./asyncapi/index.ts";
import { documentContract } from "./contract-docs/index.ts";
import { documentErrorCodes, generateErrorCodes } from "./error-codes/index.ts";
import type { GeneratedFile, Generator, SpecFile } from "./generated-file.ts";
import { findDrift, manifest, writeFiles } from "./output.ts";
import { SpecError } from "./problem.ts";

interface Target {
  readonly folder: string;
  readonly files: readonly GeneratedFile[];
}

const { values: options } = parseArgs({
  options: {
    check: { type: "boolean", default: false },
    asyncapi: { type: "string", default: "spec/production-partner.asyncapi.yaml" },
    xsd: { type: "string", default: "spec/card-series-maintenance.xsd" },
    out: { type: "string", default: "generated" },
    "unverified-format": { type: "string", multiple: true, default: [] },
  },
});

const code: readonly (readonly [spec: string, generate: Generator])[] = [
  [options.asyncapi, (source) => generateFromAsyncApi(source, { unverifiedFormats: options["unverified-format"] })],
  ["spec/error-codes.yaml", generateErrorCodes],
];

const pages: readonly (readonly [spec: string, generate: Generator])[] = [
  ["spec/error-codes.yaml", documentErrorCodes],
  [options.asyncapi, async (source) => documentContract(source, await readSpec("spec/error-codes.yaml"))],
];

async function generateAll(): Promise<readonly Target[]> {
  const specs = new Map<string, SpecFile>();
  const run = async (generators: typeof code) => {
    const files: GeneratedFile[] = [];
    for (const [path, generate] of generators) {
      const spec = specs.get(path) ?? (await readSpec(path));
      specs.set(path, spec);
      files.push(...(await generate(spec)));
    }
    return files;
  };
  const files = await run(code);
  const generated = { folder: options.out, files: [...files, manifest([...specs.values()], files)] };
  // Another output folder is a trial of another contract: this repository's own pages stay as they are.
  return options.out === "generated" ? [generated, { folder: "docs", files: await run(pages) }] : [generated];
}

async function readSpec(path: string): Promise<SpecFile> {
  return { path: relative(process.cwd(), path).replaceAll("\\", "/"), text: await readFile(path, "utf8") };
}

async function main(): Promise<number> {
  let drifted = false;
  for (const { folder, files } of await generateAll()) {
    if (!options.check) {
      await writeFiles(folder, files);
      console.log(`${folder}: ${files.length} files`);
      continue;
    }
    for (const { path, reason } of await findDrift(folder, files)) {
      drifted = true;
      console.error(`${folder}/${path}: ${reason}`);
    }
  }
  if (drifted) console.error("Generated files differ from the specification. Fix: npm run generate");
  return drifted ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  const expected = error instanceof SpecError || (error instanceof Error && "code" in error && error.code === "ENOENT");
  console.error(expected ? (error as Error).message : error);
  process.exitCode = 2;
}
