// npm run bench -- ledger [--messages N] [--rounds R] [--in-hand 1,32] [--only NAME,…] [--part queue|stored|drain]
//   [--stored 1000,100000,1000000] [--unsent N]
// queue: production requests taken from a broker in a process of its own, recorded, each answered with a Card Produced
//   Notification, and completed; as a ratio to the bare Azure client, which receives, sends and completes but records nothing.
// stored: what the ledger's part of that costs with so many finished orders stored, as a ratio to the fewest.
// drain: how fast messages are taken from the outbox and marked as sent, of many cards and of one shipment.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { MemoryLedger, openPostgresLedger, openSqliteLedger } from "../../src/production-partner/ledger/index.ts";
import { postgresBinaries, startPostgres } from "../support/postgres.ts";
import { bareClient } from "./ledger/bare-case.ts";
import { benchDrain } from "./ledger/drain-bench.ts";
import { carefulEngineer } from "./ledger/engineer-case.ts";
import { withLedger } from "./ledger/ledger-case.ts";
import { benchQueue } from "./ledger/queue-bench.ts";
import type { QueueCase } from "./ledger/queue-case.ts";
import { benchStored } from "./ledger/stored-bench.ts";
import { countSqliteWork } from "./ledger/work-counters.ts";

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    messages: { type: "string", default: "4000" },
    rounds: { type: "string", default: "5" },
    "in-hand": { type: "string", default: "1,32" },
    only: { type: "string" },
    stored: { type: "string", default: "1000,100000,1000000" },
    unsent: { type: "string", default: "20000" },
    part: { type: "string" },
  },
});
const only = values.only?.toLowerCase().split(",");
const isWanted = (name: string) => only === undefined || only.some((part) => name.toLowerCase().includes(part));
const print = (line: string): void => void process.stdout.write(`${line}\n`);

await using folder = { path: await mkdtemp(join(tmpdir(), "cardwright-bench-")), [Symbol.asyncDispose]: cleanUp };
// Durable, as in production; and it counts statements.
const settings = ["fsync=on", "shared_preload_libraries=pg_stat_statements", "pg_stat_statements.track=top"];
await using server = postgresBinaries === undefined ? undefined : await startPostgres({ settings });
if (server === undefined) print("PostgreSQL: skipped, no server found (apt-get install postgresql)");
let databases = 0;
const newFile = () => join(folder.path, `${++databases}.db`);

function cleanUp(this: { readonly path: string }): Promise<void> {
  return rm(this.path, { recursive: true });
}

function openLedger(database: string): ReturnType<typeof openSqliteLedger> {
  return database.startsWith("postgres:")
    ? openPostgresLedger({ connectionString: database })
    : openSqliteLedger({ path: database });
}

const kinds = [
  { name: "SQLite", newDatabase: async () => newFile() },
  ...(server === undefined ? [] : [{ name: "PostgreSQL", newDatabase: () => server.createDatabase() }]),
];
const cases: readonly QueueCase[] = [
  bareClient,
  withLedger("client with MemoryLedger", async () => new MemoryLedger()),
  ...kinds.map(({ name, newDatabase }) =>
    withLedger(`client with ${name}`, async () => openLedger(await newDatabase()), { isPostgres: name !== "SQLite" }),
  ),
  ...(server === undefined ? [] : [carefulEngineer(() => server.createDatabase())]),
];

if (values.part === undefined || values.part === "queue") {
  const sqliteWork = countSqliteWork();
  for (const concurrency of values["in-hand"].split(",").map(Number)) {
    const options = {
      // The first is what the others are compared with.
      cases: cases.filter((each) => each === bareClient || isWanted(each.name)),
      messages: concurrency === 1 ? Math.min(500, Number(values.messages)) : Number(values.messages),
      rounds: Number(values.rounds),
    };
    await benchQueue({ ...options, concurrency, server, sqliteWork, print });
  }
}
for (const { name, newDatabase } of kinds) {
  if (!isWanted(name)) continue;
  if (values.part === undefined || values.part === "stored") {
    await benchStored(name, { stored: values.stored.split(",").map(Number), newDatabase, openLedger, print });
  }
  if (values.part === undefined || values.part === "drain") {
    await benchDrain(name, { unsent: Number(values.unsent), newDatabase, openLedger, print });
  }
}
