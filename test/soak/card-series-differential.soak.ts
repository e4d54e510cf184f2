// `npm run soak -- card-series-differential [--seed S] [--size N] [--more FOLDER]`: mutated batch files, read in every way and by libxml2.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { exampleDocuments, longDocument, runDifferential } from "../card-series-maintenance/file/differential.ts";

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    seed: { type: "string", default: "1" },
    size: { type: "string", default: "100000" },
    /** A folder whose .xml files seed mutations too, such as the W3C's. */
    more: { type: "string" },
  },
});
const more =
  values.more === undefined
    ? []
    : globSync("**/*.xml", { cwd: values.more }).map((file) => readFileSync(join(values.more ?? "", file)));
const started = performance.now();
const report = runDifferential({
  seed: Number(values.seed),
  size: Number(values.size),
  documents: [...exampleDocuments(), ...more.filter(({ length }) => length < 20_000)],
});
// Long documents take a hundred times as long.
const long = runDifferential({
  seed: Number(values.seed),
  size: Math.ceil(Number(values.size) / 500),
  documents: [longDocument()],
});
report.disagreements.push(...long.disagreements);
const { documents, valid, withBlocks, inUtf16, compared, disagreements } = report;
for (const disagreement of disagreements.slice(0, 20)) process.stdout.write(`${disagreement}\n`);
process.stdout.write(
  `${documents} documents, ${long.documents} long ones (${valid} valid, ${withBlocks} with blocks), ${inUtf16} in UTF-16, too, ${compared} compared with libxml2, ` +
    `${disagreements.length} disagreements, ${((performance.now() - started) / 1000).toFixed(0)} s\n`,
);
if (disagreements.length > 0) process.exitCode = 1;
