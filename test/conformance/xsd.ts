// `npm run conformance:xsd -- FOLDER` runs a folder of W3C XML Schema test groups and fails on any wrong verdict.
import { runXsdConformance } from "./xsd-conformance.ts";

const maxRefusedShare = 0.03;
const folder = process.argv[2];
if (folder === undefined) {
  process.stderr.write("Name the folder that holds manifest.jsonl and files/: npm run conformance:xsd -- FOLDER\n");
  process.exit(2);
}
const report = runXsdConformance(folder);
const refused = [...report.refused.values()].reduce((sum, groups) => sum + groups.length, 0);
const percent = ((100 * refused) / report.groups).toFixed(2);
const lines = [
  `${report.groups} groups: ${report.schemas} schema verdicts, ${report.instances} instance verdicts`,
  `wrong: ${report.wrong.length}`,
  ...report.wrong.map((what) => `  ${what}`),
  `different where the verdict is contested: ${report.contested.length}`,
  ...report.contested.map((what) => `  ${what}`),
  `refused: ${refused} groups (${percent} %)`,
  ...[...report.refused].map(([construct, groups]) => `  ${construct}: ${groups.length} (${groups.join(", ")})`),
];
process.stdout.write(`${lines.join("\n")}\n`);
if (report.wrong.length > 0 || refused > report.groups * maxRefusedShare) process.exitCode = 1;
