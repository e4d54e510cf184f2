// npm run contract:diff -- OLD [NEW] [--json]
// Exit code: 0 nothing but documentation has changed, 1 compatible changes, 2 breaking changes, 3 the documents cannot be compared.
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { readAsyncApi } from "./asyncapi/read-async-api.ts";
import { type Change, compareContracts } from "./contract-diff/compare-contracts.ts";
import { bumpFor, nextVersion } from "./contract-diff/next-version.ts";
import type { Verdict } from "./contract-diff/rules.ts";
import { reportFailure } from "./report-failure.ts";
import { readSpecFile } from "./spec-file.ts";

const severity: { readonly [verdict in Verdict]: number } = { documentation: 0, compatible: 1, breaking: 2 };

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: "boolean", default: false },
      "unverified-format": { type: "string", multiple: true, default: [] },
    },
  });
  const [before, after = "spec/production-partner.asyncapi.yaml", ...rest] = positionals;
  if (before === undefined || rest.length > 0) {
    console.error("Usage: npm run contract:diff -- OLD [NEW] [--json]");
    return 3;
  }
  const read = async (path: string) =>
    readAsyncApi(await readSpecFile(path), { unverifiedFormats: values["unverified-format"] });
  const changes = compareContracts(await read(before), await read(after));
  const bump = bumpFor(changes.map(({ verdict }) => verdict));
  const { version } = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  const next = nextVersion(version, bump);
  console.log(
    values.json
      ? JSON.stringify({ bump, version, next, changes }, null, 2)
      : describe(changes, `${bump}: ${version} → ${next}`),
  );
  return Math.max(0, ...changes.map(({ verdict }) => severity[verdict]));
}

function describe(changes: readonly Change[], version: string): string {
  const sections = (["breaking", "compatible", "documentation"] as const).map((verdict) => {
    const lines = changes.filter((change) => change.verdict === verdict).map(line);
    return lines.length === 0 ? "" : `${verdict.toUpperCase()} (${lines.length})\n${lines.join("\n")}\n`;
  });
  const body = sections.filter((section) => section !== "").join("\n");
  return body === "" ? "The contracts mean the same." : `${body}\nVersion ${version}`;
}

function line({ rule, message, direction, at, detail, effect }: Change): string {
  return `  ${message} (${direction}): ${rule}: ${detail}\n    ${at.file}:${at.line} ${at.pointer}\n    ${effect}`;
}

try {
  process.exitCode = await main();
} catch (error) {
  reportFailure(error);
  process.exitCode = 3;
}
