// npm run contract:diff -- OLD [NEW] [--breaking-only] [--json] [--accept POINTER]... [--unverified-format NAME]...
// Exit code: 0 only documentation changed, 1 compatible changes, 2 breaking changes, 3 the documents cannot be compared.
// For maintainers: says the next version of this package. `cardwright contract diff` is the same for everybody else.
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { describeChanges } from "./commands/describe-changes.ts";
import { diffDocuments } from "./commands/diff.ts";
import { bumpFor, nextVersion } from "./contract-diff/next-version.ts";
import type { Verdict } from "./contract-diff/rules.ts";
import { reportFailure, reportWarnings } from "./report-failure.ts";

const severity: { readonly [verdict in Verdict]: number } = { documentation: 0, compatible: 1, breaking: 2 };

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: "boolean", default: false },
      "breaking-only": { type: "boolean", default: false },
      perspective: { type: "string" },
      accept: { type: "string", multiple: true },
      ref: { type: "string", multiple: true },
      direction: { type: "string", multiple: true },
      "unverified-format": { type: "string", multiple: true },
      assume: { type: "string" },
      overlay: { type: "string" },
    },
  });
  const [before, after = "spec/production-partner.asyncapi.yaml", ...rest] = positionals;
  if (before === undefined || rest.length > 0) {
    console.error("Usage: npm run contract:diff -- OLD [NEW] [--breaking-only] [--json]");
    return 3;
  }
  const { json, "breaking-only": breakingOnly, "unverified-format": unverifiedFormat, ...others } = values;
  const { changes, warnings } = await diffDocuments({ before, after }, { ...others, unverifiedFormat });
  reportWarnings(warnings);
  const bump = bumpFor(changes.map(({ verdict }) => verdict));
  const { version } = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  const next = nextVersion(version, bump);
  const shown = breakingOnly ? changes.filter(({ verdict }) => verdict === "breaking") : changes;
  const text = () => {
    const list = shown.length === 0 && changes.length > 0 ? "No breaking change.\n" : describeChanges(shown);
    return changes.length === 0 ? list : `${list}\nVersion ${bump}: ${version} → ${next}`;
  };
  console.log(json ? JSON.stringify({ bump, version, next, changes: shown }, null, 2) : text());
  return Math.max(0, ...changes.map(({ verdict }) => severity[verdict]));
}

try {
  process.exitCode = await main();
} catch (error) {
  reportFailure(error);
  process.exitCode = 3;
}
