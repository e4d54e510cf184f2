// npm run soak -- ledger-faults [--seed S] [--size CARDS] [--strikes N]: the order flow while queues and database fail.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { postgresBinaries, startPostgres } from "../support/postgres.ts";
import { failAgainAndAgain } from "../support/proofs/ledger/faults.ts";

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: "string", default: String(Date.now() % 1e9) },
    size: { type: "string", default: "500" },
    strikes: { type: "string", default: "200" },
  },
});
const [cards, strikes, seed] = [Number(values.size), Number(values.strikes), Number(values.seed)];
const options = { cards, shipments: Math.ceil(cards / 5), strikes, seed };

async function soak(name: string, database: string): Promise<void> {
  process.stdout.write(`ledger-faults on ${name}: ${JSON.stringify(options)}\n`);
  const result = await failAgainAndAgain({ ...options, database });
  process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
  if (result.outcome.faults.length > 0) process.exitCode = 1;
}

const folder = await mkdtemp(join(tmpdir(), "cardwright-soak-"));
await soak("SQLite", join(folder, "orders.db"));
await rm(folder, { recursive: true });
if (postgresBinaries === undefined) {
  process.stdout.write("PostgreSQL: skipped, no server found (apt-get install postgresql)\n");
} else {
  await using server = await startPostgres();
  await soak("PostgreSQL", await server.createDatabase());
}
