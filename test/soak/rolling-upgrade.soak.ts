// npm run soak -- rolling-upgrade [--seed S] [--size CARDS] [--rounds N]: the tables on PostgreSQL are migrated under a worker of the old
// version at work, which then shares the work with one of the next version. The next version is this one with a migration that adds
// columns to every table.
import { parseArgs } from "node:util";
import { postgresBinaries, startPostgres } from "../support/postgres.ts";
import { upgradeWhileWorking } from "../support/proofs/ledger/rolling-upgrade.ts";

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: "string", default: String(Date.now() % 1e9) },
    size: { type: "string", default: "400" },
    rounds: { type: "string", default: "5" },
  },
});
const cards = Number(values.size);
if (postgresBinaries === undefined) {
  process.stdout.write("rolling-upgrade: skipped, no PostgreSQL server found (apt-get install postgresql)\n");
} else {
  await using server = await startPostgres();
  for (let round = 0; round < Number(values.rounds); round++) {
    const seed = Number(values.seed) + round;
    const database = await server.createDatabase();
    const outcome = await upgradeWhileWorking({ database, cards, shipments: Math.ceil(cards / 5), seed });
    const { shipped, rejected } = outcome.cards;
    process.stdout.write(
      `seed ${seed}: ${cards} cards, ${shipped} shipped, ${rejected} rejected in ${outcome.seconds.toFixed(1)} s; ` +
        `faults: ${outcome.faults.length === 0 ? "none" : outcome.faults.join("; ")}; ` +
        `an old worker that starts afterwards: ${outcome.oldWorkerRefused}\n`,
    );
    if (outcome.faults.length > 0) process.exitCode = 1;
  }
}
