// npm run soak -- ledger-model [--seed S] [--size HISTORIES] [--commands N]: the client on a ledger against a simple model.
import { parseArgs } from "node:util";
import { openPostgresLedger } from "../../src/production-partner/ledger/index.ts";
import { postgresBinaries, startPostgres } from "../support/postgres.ts";
import { compareWithModel } from "../support/proofs/ledger/model.ts";
import { type Reopen, sqliteInMemory } from "../support/proofs/ledger/model-system.ts";

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: "string", default: String(Date.now() % 1e9) },
    size: { type: "string", default: "300" },
    commands: { type: "string", default: "80" },
  },
});
const options = { histories: Number(values.size), commands: Number(values.commands), seed: Number(values.seed) };

async function soak(name: string, newDatabase: () => Reopen | Promise<Reopen>): Promise<void> {
  const started = performance.now();
  let done = 0;
  await compareWithModel({ ...options, newDatabase, onHistory: () => void done++ });
  const seconds = ((performance.now() - started) / 1_000).toFixed(0);
  process.stdout.write(
    `ledger-model on ${name}: ${done} histories of up to ${options.commands} commands, seed ${options.seed}, ${seconds} s: no difference\n`,
  );
}

await soak("SQLite", sqliteInMemory);
if (postgresBinaries === undefined) {
  process.stdout.write("PostgreSQL: skipped, no server found (apt-get install postgresql)\n");
} else {
  await using server = await startPostgres();
  await soak("PostgreSQL", async () => {
    const connectionString = await server.createDatabase();
    return () => openPostgresLedger({ connectionString, maxConnections: 3 });
  });
}
