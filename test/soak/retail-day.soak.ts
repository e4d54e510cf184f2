// npm run soak -- retail-day [--seed S] [--size EXPORTS] [--rows ROWS]: random dirty exports, each from file to report.
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
  },
});
process.stdout.write(`retail-day: ${values.size} exports of ${values.rows} rows, seed ${values.seed}\n`);
const total = { customers: 0, withCard: 0, withReason: 0, unaccounted: 0, secondCards: 0, cardsForNobody: 0, kills: 0 };
for (let day = 0; day < Number(values.size); day++) {
  const folder = await mkdtemp(join(tmpdir(), "cardwright-day-"));
  const outcome = await retailDay({
    folder,
    rows: Number(values.rows),
    encoding: day % 2 === 0 ? "utf-8" : "windows-1252",
    random: seededRandom(Number(values.seed) + day),
    kill: true,
  });
  await rm(folder, { recursive: true });
  // The keys are those of the object itself.
  for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += outcome[key];
}
process.stdout.write(`${JSON.stringify(total)}\n`);
if (total.unaccounted + total.secondCards + total.cardsForNobody > 0) process.exitCode = 1;
