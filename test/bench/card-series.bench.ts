// `npm run bench -- card-series [--sizes 16,165,825] [--rounds 5] [--generator SCRIPT]`: reading, validating and writing batch files
// beside xmllint and saxes, in interleaved rounds of one run. SCRIPT is called with BLOCKS and OUT; without it, our own blocks are used.
import { execFileSync, spawnSync } from "node:child_process";
import { createReadStream, createWriteStream, existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "tsup";
import { writeCardSeries } from "../../src/card-series-maintenance/index.ts";
import { generateBlocks } from "./card-series/generate-blocks.ts";

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    sizes: { type: "string", default: "16,165,825" },
    rounds: { type: "string", default: "5" },
    generator: { type: "string" },
  },
});
const schema = fileURLToPath(new URL("../../spec/card-series-maintenance.xsd", import.meta.url));
const measureSource = fileURLToPath(new URL("card-series/measure.ts", import.meta.url));
// Compiled, as users have it: stripping types costs memory that is not the reader's. Beside node_modules, where saxes is found.
const compiled = fileURLToPath(new URL("../../.tmp/bench-card-series/", import.meta.url));
const measureScript = join(compiled, "measure.js");
const folder = join(tmpdir(), `cardwright-bench-${process.pid}`);
const hasXmllint = spawnSync("xmllint", ["--version"]).status === 0;
const hasTime = existsSync("/usr/bin/time");
const blockBytes = 825;

interface Measurement {
  readonly bytes: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMb: number;
}

function measure(mode: string, argument: string): Measurement {
  return JSON.parse(
    execFileSync(process.execPath, [measureScript, mode, argument], { encoding: "utf8" }),
  ) as Measurement;
}

/** How long xmllint takes to validate a file, its start included: it is a few milliseconds. CPU time comes from `time`. */
function base(file: string): { readonly seconds: number; readonly cpuSeconds: number } {
  const command = ["xmllint", "--stream", "--noout", "--schema", schema, file];
  const timed = hasTime ? ["/usr/bin/time", "-f", "cpu %U %S", ...command] : command;
  const started = performance.now();
  const { status, stderr } = spawnSync(timed[0] ?? "", timed.slice(1), { encoding: "utf8" });
  if (status !== 0) throw new Error(`xmllint finds fault with the file: ${stderr.slice(0, 200)}`);
  const [, user, system] = /^cpu (\S+) (\S+)$/m.exec(stderr) ?? [];
  return { seconds: (performance.now() - started) / 1000, cpuSeconds: Number(user) + Number(system) };
}

async function makeFile(megabytes: number): Promise<string> {
  const file = join(folder, `${megabytes}.xml`);
  const blocks = Math.round((megabytes * 1e6) / blockBytes);
  if (values.generator !== undefined) execFileSync(process.execPath, [values.generator, String(blocks), file]);
  else await pipeline(writeCardSeries(generateBlocks(blocks)), createWriteStream(file));
  return file;
}

/** A copy in which every block has an end tag that the recogniser declines. */
async function makeOdd(file: string): Promise<string> {
  const odd = `${file}.odd`;
  let rest = "";
  const change = new Transform({
    transform(chunk: Buffer, _, done) {
      const text = rest + chunk.toString("latin1");
      const cut = text.lastIndexOf("<");
      rest = text.slice(cut);
      done(null, Buffer.from(text.slice(0, cut).replaceAll("</CardPrefix>", "</CardPrefix >"), "latin1"));
    },
    flush(done) {
      done(null, Buffer.from(rest, "latin1"));
    },
  });
  await pipeline(createReadStream(file), change, createWriteStream(odd));
  return odd;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

/** Measures contenders in turn, so that what else the machine does meets them all, and prints each beside xmllint. */
function compare(title: string, file: string, modes: readonly string[]): void {
  const megabytes = statSync(file).size / 1e6;
  const rows = new Map<string, { seconds: number[]; ratios: number[]; cpuRatios: number[]; peak: number }>();
  const bases: number[] = [];
  for (let round = 0; round < Number(values.rounds); round++) {
    const reference = hasXmllint ? base(file) : { seconds: Number.NaN, cpuSeconds: Number.NaN };
    bases.push(reference.seconds);
    for (const mode of modes) {
      const { seconds, cpuSeconds, peakMb } = measure(mode, file);
      const row = rows.get(mode) ?? { seconds: [], ratios: [], cpuRatios: [], peak: 0 };
      rows.set(mode, row);
      row.seconds.push(seconds);
      row.ratios.push(reference.seconds / seconds);
      row.cpuRatios.push(reference.cpuSeconds / cpuSeconds);
      row.peak = Math.max(row.peak, peakMb);
    }
  }
  const speed = (seconds: number): string => `${(megabytes / seconds).toFixed(0).padStart(5)} MB/s`;
  console.log(`\n${title}: ${megabytes.toFixed(0)} MB, ${values.rounds} rounds, median [lowest..highest]`);
  if (hasXmllint) console.log(`  xmllint    ${speed(median(bases))}   1.00`);
  for (const [mode, { seconds, ratios, cpuRatios, peak }] of rows) {
    const wall = hasXmllint ? `  ${range(ratios)}` : "";
    const cpu = hasXmllint && hasTime ? `  by CPU time ${range(cpuRatios)}` : "";
    console.log(`  ${mode.padEnd(10)} ${speed(median(seconds))} ${wall}${cpu}  peak ${peak.toFixed(0)} MB`);
  }
}

function range(ratios: readonly number[]): string {
  return `${median(ratios).toFixed(2)} [${Math.min(...ratios).toFixed(2)}..${Math.max(...ratios).toFixed(2)}]`;
}

mkdirSync(folder, { recursive: true });
try {
  if (!hasXmllint) console.log("xmllint is not installed (libxml2-utils): its row and the ratios to it are left out.");
  await build({
    entry: { measure: measureSource },
    outDir: compiled,
    format: ["esm"],
    target: "node22",
    config: false,
    silent: true,
    dts: false,
  });
  console.log("Times of reading and writing are taken inside a new process each; starting Node is not counted.");
  for (const size of values.sizes.split(",").map(Number)) {
    const file = await makeFile(size);
    compare("Usual files", file, ["read", "validate", "saxes"]);
    if (size <= 200) {
      compare("Every block needs the strict parser", await makeOdd(file), ["read", "validate"]);
      const count = String(Math.round((size * 1e6) / blockBytes));
      const writes: number[] = [];
      const ratios: number[] = [];
      const cpuRatios: number[] = [];
      for (let round = 0; round < Number(values.rounds); round++) {
        const reference = hasXmllint ? base(file) : { seconds: Number.NaN, cpuSeconds: Number.NaN };
        const write = measure("write", count);
        const generate = measure("generate", count);
        const share = write.bytes / statSync(file).size;
        writes.push(write.bytes / 1e6 / (write.seconds - generate.seconds));
        ratios.push((reference.seconds * share) / (write.seconds - generate.seconds));
        cpuRatios.push((reference.cpuSeconds * share) / (write.cpuSeconds - generate.cpuSeconds));
      }
      const beside = hasXmllint
        ? `, ${range(ratios)} of xmllint${hasTime ? `, by CPU time ${range(cpuRatios)}` : ""}`
        : "";
      console.log(`\nWriting ${count} blocks: ${median(writes).toFixed(0)} MB/s${beside}`);
    }
    for (const made of [file, `${file}.odd`]) if (existsSync(made)) rmSync(made);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
