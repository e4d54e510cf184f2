// npm run bench -- batch-create [--size ROWS]: from a CSV to batch files, beside reading the CSV and writing blocks alone.
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { parse } from "csv-parse";
import type { CardSeries } from "../../generated/card-series/types.gen.ts";
import { writeCardSeries } from "../../src/card-series-maintenance/file/write-card-series.ts";
import { createBatch } from "../../src/card-series-maintenance/jobs/create/create-batch.ts";

const { values } = parseArgs({
  allowPositionals: true,
  options: { size: { type: "string", default: "1000000" } },
});
const rows = Number(values.size);
const folder = await mkdtemp(join(tmpdir(), "cardwright-bench-"));
const csv = join(folder, "customers.csv");

function* csvLines(): Generator<string> {
  yield "Kundennr;Nachname;Guthaben\r\n";
  for (let row = 1; row <= rows; row++) yield `K${row};Müller;${row % 100},50\r\n`;
}

function* blocks(): Generator<CardSeries> {
  for (let row = 1; row <= rows; row++) {
    yield {
      Action: "GenerateCard",
      CardPrefix: "12345",
      CardSeriesSequence: "01",
      Customer: { CustomerID: `K${row}` },
      RTPTransaction: { RTPAmount: { CurrencyID: "EUR", Amount: `${row % 100}.50` } },
    };
  }
}

/** Rows by the time that passed, and by the time that the processor spent: the latter holds on a busy machine, too. */
async function measure(name: string, run: () => Promise<void>): Promise<void> {
  const begun = performance.now();
  const before = process.cpuUsage();
  await run();
  const seconds = (performance.now() - begun) / 1_000;
  const { user, system } = process.cpuUsage(before);
  const cpuSeconds = (user + system) / 1e6;
  process.stdout.write(
    `${name.padEnd(16)} ${Math.round(rows / seconds).toLocaleString("en")} rows/s, ${Math.round(rows / cpuSeconds).toLocaleString("en")} rows per CPU second, ${seconds.toFixed(1)} s\n`,
  );
}

try {
  await pipeline(Readable.from(csvLines(), { highWaterMark: 10_000 }), createWriteStream(csv));
  await measure("csv-parse alone", async () => {
    for await (const _ of createReadStream(csv).pipe(parse({ delimiter: ";", bom: true })));
  });
  await measure("writer alone", async () => {
    await pipeline(writeCardSeries(blocks()), createWriteStream(join(folder, "written.xml")));
  });
  await measure("create", async () => {
    await createBatch({
      source: { csv },
      mapping: {
        columns: { CustomerID: "Kundennr", Amount: "Guthaben" },
        constants: { CardPrefix: "12345", CardSeriesSequence: "01", CurrencyID: "EUR" },
        locale: "de-DE",
        required: ["CustomerID"],
      },
      folder,
      name: "bench",
      maxBlocks: 50_000,
    });
  });
  process.stdout.write(`peak memory ${Math.round(process.resourceUsage().maxRSS / 1_024)} MB\n`);
} finally {
  await rm(folder, { recursive: true });
}
