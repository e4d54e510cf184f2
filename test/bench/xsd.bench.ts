// `npm run bench -- xsd [--size 100] [--rounds 3] [--schema FILE --root NAME --record PATH --with FILE]`: reading and validating batch
// files of other schemas by generated code, beside xmllint in interleaved rounds of one run. Without --schema, three of our own kind.
import { execFileSync, spawnSync } from "node:child_process";
import { createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "tsup";
import { compileRecordSchema, type RecordSchema } from "../../codegen/xsd/compile/record-schema.ts";
import { schemaFiles } from "../../codegen/xsd/compile/schema-files.ts";
import { writeRecords } from "../../src/xml/write-records.ts";
import { countAccepted } from "../support/xsd/fast-law.ts";
import { GeneratedFormats, type LoadedFormat } from "../support/xsd/generated-format.ts";
import { RandomDocument, randomNumbers } from "../support/xsd/random-document.ts";
import { readAll, writeAll } from "../support/xsd/round-trip.ts";

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    size: { type: "string", default: "100" },
    rounds: { type: "string", default: "3" },
    schema: { type: "string" },
    with: { type: "string", multiple: true, default: [] },
    root: { type: "string" },
    record: { type: "string" },
  },
});
const folder = mkdtempSync(join(tmpdir(), "cardwright-bench-xsd-"));
// Beside node_modules, where saxes is found.
mkdirSync(fileURLToPath(new URL("../../.tmp/", import.meta.url)), { recursive: true });
const compiledFolder = mkdtempSync(fileURLToPath(new URL("../../.tmp/bench-xsd-", import.meta.url)));
const hasXmllint = spawnSync("xmllint", ["--version"]).status === 0;
const source = (path: string) => ({ path: basename(path), text: readFileSync(path, "utf8") });
const ownSchemas = fileURLToPath(new URL("../support/xsd/schemas/", import.meta.url));

interface Contender {
  readonly schema: string;
  readonly compiled: RecordSchema;
}

function contenders(): readonly Contender[] {
  const { schema, root, record } = values;
  const choice = { ...(root !== undefined && { root }), ...(record !== undefined && { record }) };
  const paths =
    schema === undefined ? ["feed.xsd", "payments.xsd", "orders.xsd"].map((name) => ownSchemas + name) : [schema];
  const others = schema === undefined ? [`${ownSchemas}common.xsd`] : values.with;
  return paths.map((path) => ({
    schema: path,
    compiled: compileRecordSchema(source(path), { ...choice, catalog: schemaFiles(others.map(source)) }),
  }));
}

/** Writes a file of records in the usual form, made at random and repeated. */
async function makeFile({ format, compiled }: LoadedFormat, file: string): Promise<void> {
  const root = format.schema.roots.get(format.root);
  if (root === undefined) throw new Error("the schema has no such root");
  const documents = new RandomDocument(format.schema, randomNumbers(7), compiled.schema.patterns);
  const records: unknown[] = [];
  let envelope: unknown;
  for (let i = 0; i < 5000 && records.length < 500; i++) {
    const read = readAll(format, documents.document(root, 60 + (i % 7) * 40));
    if (typeof read === "string") continue;
    envelope = read[0];
    for (const one of read.slice(1)) {
      const { format: counting, accepted } = countAccepted(format);
      // Twice, since the first record of a document is read strictly where something stands before it.
      readAll(counting, writeAll(format, [envelope, one, one]).text);
      if (accepted() > 0) records.push(one);
    }
  }
  if (records.length === 0) throw new Error("no record in the usual form was made");
  let length = 0;
  const size = Number(values.size) * 1e6;
  const lengths = records.map(
    (one) => writeAll(format, [envelope, one]).text.length - writeAll(format, [envelope, one, one]).text.length,
  );
  function* all(): Generator<unknown> {
    for (let i = 0; length < size; i++) {
      length -= lengths[i % records.length] ?? 0;
      yield records[i % records.length];
    }
  }
  await pipeline(writeRecords(format, all(), { envelope }), createWriteStream(file));
}

function base(schema: string, file: string): number {
  const started = performance.now();
  const { status, stderr } = spawnSync("xmllint", ["--stream", "--noout", "--schema", schema, file], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`xmllint finds fault with the file: ${stderr.slice(0, 300)}`);
  return (performance.now() - started) / 1000;
}

interface Measurement {
  readonly seconds: number;
  readonly peakMb: number;
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

async function compare({ schema, compiled }: Contender, formats: GeneratedFormats): Promise<void> {
  const loaded = await formats.load(compiled);
  const name = basename(schema, ".xsd");
  const { slow, strictParts } = loaded.summary;
  if (slow !== undefined) {
    console.log(`\n${name}: only the strict parser reads it: ${slow}`);
    return;
  }
  const file = join(folder, `${name}.xml`);
  await makeFile(loaded, file);
  const out = join(compiledFolder, name);
  await build({
    entry: {
      measure: fileURLToPath(new URL("xsd/measure.ts", import.meta.url)),
      format: join(loaded.folder, "format.gen.ts"),
    },
    outDir: out,
    format: ["esm"],
    target: "node22",
    config: false,
    silent: true,
    dts: false,
  });
  writeFileSync(join(out, "package.json"), '{"type":"module"}');
  const measure = (mode: string): Measurement =>
    JSON.parse(
      execFileSync(process.execPath, [join(out, "measure.js"), mode, file, join(out, "format.js")], {
        encoding: "utf8",
      }),
    );
  const modes = ["read", "validate", "strict"] as const;
  const rows = modes.map((mode) => ({ mode, seconds: [] as number[], ratios: [] as number[], peak: 0 }));
  const bases: number[] = [];
  for (let round = 0; round < Number(values.rounds); round++) {
    const reference = hasXmllint ? base(schema, file) : Number.NaN;
    bases.push(reference);
    for (const row of rows) {
      const { seconds, peakMb } = measure(row.mode);
      row.seconds.push(seconds);
      row.ratios.push(reference / seconds);
      row.peak = Math.max(row.peak, peakMb);
    }
  }
  const megabytes = statSync(file).size / 1e6;
  const speed = (seconds: number): string => `${(megabytes / seconds).toFixed(0).padStart(5)} MB/s`;
  console.log(`\n${name}: ${megabytes.toFixed(0)} MB, ${values.rounds} rounds, median [lowest..highest]`);
  for (const { where, why } of strictParts) console.log(`  read strictly where ${where} ${why}`);
  if (hasXmllint) console.log(`  xmllint    ${speed(median(bases))}   1.00`);
  for (const { mode, seconds, ratios, peak } of rows) {
    const wall = hasXmllint
      ? `  ${median(ratios).toFixed(2)} [${Math.min(...ratios).toFixed(2)}..${Math.max(...ratios).toFixed(2)}]`
      : "";
    console.log(`  ${mode.padEnd(10)} ${speed(median(seconds))} ${wall}  peak ${peak.toFixed(0)} MB`);
  }
  rmSync(file);
}

try {
  if (!hasXmllint) console.log("xmllint is not installed (libxml2-utils): its row and the ratios to it are left out.");
  using formats = new GeneratedFormats();
  for (const contender of contenders()) await compare(contender, formats);
} finally {
  rmSync(folder, { recursive: true, force: true });
  rmSync(compiledFolder, { recursive: true, force: true });
}
