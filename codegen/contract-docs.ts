// npm run docs:contract [-- --asyncapi FILE] [--out DIR] [--unverified-format NAME]...
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { documentContract } from "./contract-docs/index.ts";
import type { SpecFile } from "./generated-file.ts";
import { writeFiles } from "./output.ts";
import { reportFailure } from "./report-failure.ts";

const own = "spec/production-partner.asyncapi.yaml";

const { values: options } = parseArgs({
  options: {
    asyncapi: { type: "string", default: own },
    out: { type: "string", default: "docs" },
    "unverified-format": { type: "string", multiple: true, default: [] },
  },
});

const read = async (path: string): Promise<SpecFile> => ({ path, text: await readFile(path, "utf8") });

try {
  // What the error codes of another contract mean is not known here.
  const errorCodes = options.asyncapi === own ? await read("spec/error-codes.yaml") : undefined;
  const source = await read(options.asyncapi);
  const files = await documentContract(source, errorCodes, { unverifiedFormats: options["unverified-format"] });
  await writeFiles(options.out, files);
  for (const { path } of files) console.log(join(options.out, path));
} catch (error) {
  reportFailure(error);
  process.exitCode = 2;
}
