// npm run docs:contract [-- --asyncapi FILE] [--out DIR] [--unverified-format NAME]...
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readOptionsOf } from "./commands/document-options.ts";
import { documentContract } from "./contract-docs/index.ts";
import { writeFiles } from "./output.ts";
import { reportFailure } from "./report-failure.ts";
import { readSpecFile } from "./spec-file.ts";

const own = "spec/production-partner.asyncapi.yaml";

const { values: options } = parseArgs({
  options: {
    asyncapi: { type: "string", default: own },
    out: { type: "string", default: "docs" },
    "unverified-format": { type: "string", multiple: true, default: [] },
  },
});

try {
  // The meaning of the error codes of another contract is unknown.
  const errorCodes = options.asyncapi === own ? await readSpecFile("spec/error-codes.yaml") : undefined;
  const source = await readSpecFile(options.asyncapi);
  const how = await readOptionsOf({ unverifiedFormat: options["unverified-format"] });
  const files = await documentContract(source, errorCodes, how);
  await writeFiles(options.out, files);
  for (const { path } of files) console.log(join(options.out, path));
} catch (error) {
  reportFailure(error);
  process.exitCode = 2;
}
