// npm run soak -- allocation [--seed S] [--size NUMBERS]: numbers allocated by killed processes, on SQLite and PostgreSQL.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { postgresBinaries, startPostgres } from "../support/postgres.ts";
import { allocateUnderFire } from "../support/proofs/allocation.ts";
import { seededRandom } from "../support/seeded-random.ts";

const { values } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: "string", default: String(Date.now()) }, size: { type: "string", default: "200000" } },
});
const size = Number(values.size);
process.stdout.write(`allocation: ${size} numbers, 2 processes x 8 workers, seed ${values.seed}\n`);

async function soak(name: string, where: string, folder: string): Promise<void> {
  const random = seededRandom(Number(values.seed));
  const kills = Math.max(4, Math.round(size / 10_000));
  const outcome = await allocateUnderFire({ where, folder, numbers: size, kills, blockSize: 100, random });
  const { written, duplicates, gapNumbers, unexplained, report, seconds } = outcome;
  process.stdout.write(
    `${name}: ${written} numbers written in ${seconds.toFixed(1)} s, ${outcome.kills} kills, ${duplicates} duplicates, ` +
      `${report.gaps.length} gaps of ${gapNumbers} numbers at most, ${unexplained} unexplained\n`,
  );
  if (duplicates > 0 || unexplained !== 0) process.exitCode = 1;
}

const folder = await mkdtemp(join(tmpdir(), "cardwright-soak-"));
await soak("SQLite", join(folder, "numbers.db"), folder);
await rm(folder, { recursive: true });

if (postgresBinaries === undefined) {
  process.stdout.write("PostgreSQL: skipped, no server found (apt-get install postgresql)\n");
} else {
  await using server = await startPostgres();
  const logs = await mkdtemp(join(tmpdir(), "cardwright-soak-"));
  await soak("PostgreSQL", await server.createDatabase(), logs);
  await rm(logs, { recursive: true });
}
