// npm run soak -- retail-size [--size ROWS]: an export of five million rows from CSV to report, by the built command
// line (npm run build), each command in under 250 MB.
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { retailSize } from "../support/proofs/retail-size.ts";

const { values } = parseArgs({
  allowPositionals: true,
  options: { size: { type: "string", default: "5000000" } },
});
const rows = Number(values.size);
const maxMegabytes = 250;
const main = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
if (!existsSync(main)) throw new Error("There is no dist/cli.js: npm run build");
process.stdout.write(`retail-size: ${rows} rows\n`);
const folder = await mkdtemp(join(tmpdir(), "cardwright-size-"));
try {
  const { phases, report, generatedByOrce } = await retailSize({
    folder,
    rows,
    main,
    onPhase: ({ phase, peakMegabytes, growthMegabytes, seconds, cpuSeconds, rowsPerSecond }) =>
      process.stdout.write(
        `${phase.padEnd(9)} ${peakMegabytes} MB (${growthMegabytes} MB of it after half of the time), ${seconds} s, ` +
          `${cpuSeconds} s of CPU, ${rowsPerSecond.toLocaleString("en")} rows/s\n`,
      ),
  });
  const { cards, generated, failed } = report;
  process.stdout.write(`${cards} cards, ${generated} generated, ${failed} failed; ORCE says ${generatedByOrce}\n`);
  if (cards !== rows || generated !== generatedByOrce || failed !== cards - generated) process.exitCode = 1;
  if (phases.some(({ peakMegabytes }) => peakMegabytes >= maxMegabytes)) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true });
}
