// `npm run conformance:xsd -- FOLDER…` runs folders of W3C XML Schema test groups, through the compiled schema itself and through
// generated code. It fails on any wrong verdict, and when more groups are refused than `--max-refused PERCENT` allows.
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { type ConformanceReport, interpreter, runXsdConformance } from "./xsd-conformance.ts";
import { GeneratedCode } from "./xsd-generated.ts";

const { positionals: folders, values } = parseArgs({
  allowPositionals: true,
  options: { "max-refused": { type: "string", default: "100" } },
});
if (folders.length === 0) {
  process.stderr.write("Name folders that hold manifest.jsonl and files/: npm run conformance:xsd -- FOLDER…\n");
  process.exit(2);
}

function print(title: string, report: ConformanceReport): void {
  // A group is refused once, however many of its documents are.
  const refused = new Set([...report.refused.values()].flat()).size;
  const percent = ((100 * refused) / report.groups).toFixed(2);
  const lines = [
    `${title}: ${report.groups} groups, ${report.schemas} schema verdicts, ${report.instances} instance verdicts`,
    `  wrong: ${report.wrong.length}`,
    ...report.wrong.map((what) => `    ${what}`),
    `  different where the verdict is contested: ${report.contested.length}`,
    ...report.contested.map((what) => `    ${what}`),
    `  refused: ${refused} groups (${percent} %)`,
    ...[...report.refused].map(([construct, groups]) => `    ${construct}: ${groups.length} (${groups.join(", ")})`),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
  if (report.wrong.length > 0 || refused > (report.groups * Number(values["max-refused"])) / 100) process.exitCode = 1;
}

for (const folder of folders) {
  print(`${basename(folder)}, interpreter`, await runXsdConformance(folder, interpreter));
  using code = new GeneratedCode();
  print(`${basename(folder)}, generated code`, await runXsdConformance(folder, code.make));
  process.stdout.write(
    `  readings of records by a recogniser: ${code.fast}; whole documents that one accepted: ${code.probed}\n`,
  );
}
