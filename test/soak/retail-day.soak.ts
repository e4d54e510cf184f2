// npm run soak -- retail-day [--seed S] [--size EXPORTS] [--rows ROWS] [--full]: random dirty exports, each from file to
// report, with commands against a sandbox process with faults, and a kill in every phase. --full: two of 50,029 rows.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { retailDay } from "../support/proofs/retail-day.ts";
import { seededRandom } from "../support/seeded-random.ts";

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: "string", default: String(Date.now()) },
    size: { type: "string", default: "200" },
    rows: { type: "string", default: "2000" },
    full: { type: "boolean", default: false },
  },
});
const [size, rows] = values.full ? [2, 50_029] : [Number(values.size), Number(values.rows)];
process.stdout.write(`retail-day: ${size} exports of ${rows} rows, seed ${values.seed}\n`);
const total = { customers: 0, withCard: 0, withReason: 0, unaccounted: 0, secondCards: 0, cardsForNobody: 0 };
const daysPerProgress = 10;
const kills: { [phase: string]: number } = {};
const begun = performance.now();
for (let day = 0; day < size; day++) {
  const folder = await mkdtemp(join(tmpdir(), "cardwright-day-"));
  const outcome = await retailDay({
    folder,
    rows,
    encoding: day % 2 === 0 ? "utf-8" : "windows-1252",
    random: seededRandom(Number(values.seed) + day),
    kill: true,
  });
  await rm(folder, { recursive: true });
  // The keys are those of the object itself.
  for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += outcome[key];
  for (const [phase, count] of Object.entries(outcome.kills)) kills[phase] = (kills[phase] ?? 0) + count;
  if ((day + 1) % daysPerProgress === 0) process.stdout.write(`after ${day + 1}: ${JSON.stringify(total)}\n`);
}
const seconds = Math.round((performance.now() - begun) / 1_000);
process.stdout.write(`${JSON.stringify({ ...total, kills, seconds })}\n`);
if (total.unaccounted + total.secondCards + total.cardsForNobody > 0) process.exitCode = 1;
