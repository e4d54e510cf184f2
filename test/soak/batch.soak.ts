// npm run soak -- batch [--seed S] [--size ROWS]: rows to files to ORCE and back, until every row has exactly one card.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { roundTrip } from "../support/proofs/batch-round-trip.ts";
import { seededRandom } from "../support/seeded-random.ts";

const { values } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: "string", default: String(Date.now()) }, size: { type: "string", default: "1000000" } },
});
const rows = Number(values.size);
const maxBlocks = Math.max(10, Math.round(rows / 40));
process.stdout.write(`batch: ${rows} rows in files of ${maxBlocks}, 2 % random failures, seed ${values.seed}\n`);
const folder = await mkdtemp(join(tmpdir(), "cardwright-soak-"));
const random = seededRandom(Number(values.seed));
const outcome = await roundTrip({ folder, rows, maxBlocks, kills: 20, failureRate: 0.02, random });
await rm(folder, { recursive: true });
process.stdout.write(
  `${outcome.rowsWithCard} rows have a card, ${outcome.secondCards} second cards; ${outcome.files} files, ${outcome.kills} kills of the writer, ` +
    `${outcome.failures} failures in ${outcome.rounds} rounds; peak memory ${outcome.peakMegabytes} MB; ${outcome.seconds.toFixed(1)} s\n`,
);
if (outcome.rowsWithCard !== rows || outcome.secondCards > 0) process.exitCode = 1;
