// `npm run check [-- NAME...]`: every check but the tests, or only those named. Ends with "N passed, N failed" and writes
// the two numbers to .tmp/check-report.json, where .ci/run reads them.
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";

const scripts = [
  "check:types",
  "check:lint",
  "check:generated",
  "check:drill",
  "check:layers",
  "check:unused",
  "build",
  "check:package",
  "check:api",
  "check:changesets",
  "check:docs",
  "check:consumer",
  "demo",
];
const shortName = (script) => script.replace("check:", "");

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !scripts.map(shortName).includes(name));
if (unknown.length > 0) {
  console.error(`Unknown check: ${unknown.join(", ")}. There are: ${scripts.map(shortName).join(", ")}`);
  process.exit(2);
}

const failed = [];
const chosen = scripts.filter((script) => wanted.length === 0 || wanted.includes(shortName(script)));
for (const script of chosen) {
  console.log(`\n== ${shortName(script)}`);
  const { status } = spawnSync("npm", ["run", "--silent", script], {
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status === 0) continue;
  failed.push(script);
  console.log(`== FAILED: ${shortName(script)}. Again: npm run ${script}`);
}

const report = { passed: chosen.length - failed.length, failed: failed.length };
mkdirSync(".tmp", { recursive: true });
writeFileSync(".tmp/check-report.json", JSON.stringify(report));
console.log(`\n${report.passed} passed, ${report.failed} failed`);
process.exitCode = failed.length > 0 ? 1 : 0;
