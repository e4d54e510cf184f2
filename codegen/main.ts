// npm run generate [-- --check] [--asyncapi FILE] [--xsd FILE] [--out DIR] [--runtime MODULE] [--language NAME] ...
// Exit code: 0 done or nothing differs, 1 the files differ from the specification, 2 the specification is refused.
// The same as `cardwright generate`, with this repository's own specifications as defaults; docs/codegen.md lists the options.
import { parseArgs } from "node:util";
import { generate } from "./commands/generate.ts";
import { reportFailure, reportWarnings } from "./report-failure.ts";

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      check: { type: "boolean", default: false },
      asyncapi: { type: "string", default: "spec/production-partner.asyncapi.yaml" },
      xsd: { type: "string", multiple: true },
      root: { type: "string" },
      record: { type: "string" },
      out: { type: "string", default: "generated" },
      runtime: { type: "string" },
      language: { type: "string" },
      package: { type: "string" },
      perspective: { type: "string" },
      assume: { type: "string" },
      overlay: { type: "string" },
      accept: { type: "string", multiple: true },
      ref: { type: "string", multiple: true },
      direction: { type: "string", multiple: true },
      "unverified-format": { type: "string", multiple: true },
    },
  });
  const { out, language, "unverified-format": unverifiedFormat, ...rest } = values;
  // Another output folder is a trial of another contract: this repository's own pages stay as they are. And its own code imports
  // its runtime from the sources, any other from the package.
  const isOwn = out === "generated";
  const runtime = rest.runtime ?? (isOwn ? "../src" : undefined);
  const code = {
    xsd: rest.xsd ?? "spec/card-series-maintenance.xsd",
    xsdFolder: "card-series",
    errorCodes: "spec/error-codes.yaml",
    ...(isOwn && { pages: "docs" }),
  };
  const what = language === undefined ? code : { language, xsd: rest.xsd };
  const { folders, drift, warnings, notes } = await generate({
    ...rest,
    ...what,
    out,
    runtime,
    unverifiedFormat,
    command: "npm run generate",
  });
  reportWarnings(warnings);
  for (const note of notes) console.error(note);
  for (const { path, reason } of drift) console.error(`${path}: ${reason}`);
  if (!rest.check) for (const { folder, files } of folders) console.log(`${folder}: ${files} files`);
  if (drift.length === 0) return 0;
  const others = process.argv.slice(2).filter((argument) => argument !== "--check");
  const fix = ["npm run generate", ...(others.length > 0 ? ["--", ...others] : [])].join(" ");
  console.error(`Generated files differ from the specification. Fix: ${fix}`);
  return 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  reportFailure(error);
  process.exitCode = 2;
}
