// npm run soak -- ledger-workers [--seed S] [--size CARDS] [--machines N] [--production MS]: one, two and four processes share
//   a queue and a PostgreSQL database. Each has some machines, which take their time to produce a card: what is added is
//   machines. Without that time (--production 0) all processes only share the cores of this one computer.
import { parseArgs } from "node:util";
import { postgresBinaries, startPostgres } from "../support/postgres.ts";
import { shareTheWork } from "../support/proofs/ledger/share.ts";

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: "string", default: String(Date.now() % 1e9) },
    size: { type: "string", default: "400" },
    machines: { type: "string", default: "4" },
    production: { type: "string", default: "500" },
  },
});
const [cards, seed] = [Number(values.size), Number(values.seed)];
const bureau = { concurrency: Number(values.machines), productionMs: Number(values.production), courierMs: 1_000 };
if (postgresBinaries === undefined) {
  process.stdout.write("ledger-workers: skipped, no PostgreSQL server found (apt-get install postgresql)\n");
} else {
  await using server = await startPostgres();
  process.stdout.write(`ledger-workers: ${cards} cards, seed ${seed}, ${JSON.stringify(bureau)}\n`);
  let alone: number | undefined;
  for (const workers of [1, 2, 4]) {
    const database = await server.createDatabase();
    const { outcome, cardsPerSecond } = await shareTheWork({
      database,
      cards,
      shipments: cards / 5,
      workers,
      seed,
      ...bureau,
    });
    alone ??= cardsPerSecond;
    const { shipped, rejected } = outcome.cards;
    process.stdout.write(
      `${workers} workers: ${cardsPerSecond.toFixed(0)} cards produced/s, ${(cardsPerSecond / alone).toFixed(2)} times one worker; ` +
        `${shipped} shipped, ${rejected} rejected, faults: ${outcome.faults.length === 0 ? "none" : outcome.faults.join("; ")}\n`,
    );
    if (outcome.faults.length > 0) process.exitCode = 1;
  }
}
