// npm run generate [-- --check] [--asyncapi FILE] [--xsd FILE] [--out DIR] [--runtime MODULE] [--unverified-format NAME]...
// Exit code: 0 done or nothing differs, 1 the files differ from the specification, 2 the specification is refused.
import { parseArgs } from "node:util";
import { generateFromAsyncApi } from "./asyncapi/index.ts";
import { documentContract } from "./contract-docs/index.ts";
import { documentErrorCodes, generateErrorCodes } from "./error-codes/index.ts";
import type { GeneratedFile, Generator, SpecFile } from "./generated-file.ts";
import { findDrift, manifest, writeFiles } from "./output.ts";
import { reportFailure } from "./report-failure.ts";
import { defaultRuntime } from "./runtime-import.ts";
import { readSpecFile } from "./spec-file.ts";
import { generateFromXsd } from "./xsd/index.ts";

interface Options {
  readonly asyncapi: string;
  readonly xsd: string;
  readonly out: string;
  readonly runtime?: string;
  readonly "unverified-format": readonly string[];
}

interface Target {
  readonly folder: string;
  readonly files: readonly GeneratedFile[];
}

/** The generators of code and of pages, each with the specification that it reads. */
function generatorsFor(options: Options): { readonly code: readonly Step[]; readonly pages: readonly Step[] } {
  // This repository's own code imports its runtime from the sources, any other from the package.
  const runtime = options.runtime ?? (options.out === "generated" ? "../src" : defaultRuntime);
  const asyncApi = { unverifiedFormats: options["unverified-format"], runtime };
  const errorCodes = "spec/error-codes.yaml";
  return {
    code: [
      [options.asyncapi, (source) => generateFromAsyncApi(source, asyncApi)],
      [options.xsd, (source) => generateFromXsd(source, { runtime })],
      [errorCodes, generateErrorCodes],
    ],
    pages: [
      [errorCodes, documentErrorCodes],
      [options.asyncapi, async (source) => documentContract(source, await readSpecFile(errorCodes), asyncApi)],
    ],
  };
}

type Step = readonly [spec: string, generate: Generator];

async function generateAll(options: Options): Promise<readonly Target[]> {
  const specs = new Map<string, SpecFile>();
  const run = async (steps: readonly Step[]) => {
    const files: GeneratedFile[] = [];
    for (const [path, generate] of steps) {
      const spec = specs.get(path) ?? (await readSpecFile(path));
      specs.set(path, spec);
      files.push(...(await generate(spec)));
    }
    return files;
  };
  const { code, pages } = generatorsFor(options);
  const files = await run(code);
  const generated = { folder: options.out, files: [...files, manifest([...specs.values()], files)] };
  // Another output folder is a trial of another contract: this repository's own pages stay as they are.
  return options.out === "generated" ? [generated, { folder: "docs", files: await run(pages) }] : [generated];
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      check: { type: "boolean", default: false },
      asyncapi: { type: "string", default: "spec/production-partner.asyncapi.yaml" },
      xsd: { type: "string", default: "spec/card-series-maintenance.xsd" },
      out: { type: "string", default: "generated" },
      runtime: { type: "string" },
      "unverified-format": { type: "string", multiple: true, default: [] },
    },
  });
  let drifted = false;
  for (const { folder, files } of await generateAll(values)) {
    if (!values.check) {
      await writeFiles(folder, files);
      console.log(`${folder}: ${files.length} files`);
      continue;
    }
    for (const { path, reason } of await findDrift(folder, files)) {
      drifted = true;
      console.error(`${folder}/${path}: ${reason}`);
    }
  }
  if (drifted) {
    const others = process.argv.slice(2).filter((argument) => argument !== "--check");
    const fix = ["npm run generate", ...(others.length > 0 ? ["--", ...others] : [])].join(" ");
    console.error(`Generated files differ from the specification. Fix: ${fix}`);
  }
  return drifted ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  reportFailure(error);
  process.exitCode = 2;
}
