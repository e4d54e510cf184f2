import { DatabaseSync } from "node:sqlite";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { openPostgresLedger, openSqliteLedger } from "../../../../src/production-partner/ledger/index.ts";
import type { FaultRule } from "../../../../src/sandbox/index.ts";
import { seededRandom } from "../../seeded-random.ts";
import { type FlowOutcome, OrderFlow } from "./order-flow.ts";
import { Worker } from "./worker.ts";

/** How often each fault struck. */
export type Strikes = { readonly [fault: string]: number };

/** What can go wrong on the partner's side of the queues. */
const queueFaults: { readonly [name: string]: FaultRule } = {
  "send, connection dropped before": { on: "send", effect: { kind: "drop-connection" } },
  "send, connection dropped after": { on: "send", effect: { kind: "drop-connection", when: "after" } },
  "send, answer lost": { on: "send", effect: { kind: "lose-answer" } },
  "send, server busy": { on: "send", effect: { kind: "refuse" } },
  "receive, delivered twice": { on: "deliver", effect: { kind: "twice" } },
  "receive, out of order": { on: "deliver", effect: { kind: "reorder" } },
  "receive, connection dropped": { on: "deliver", effect: { kind: "drop-connection" } },
  "settle, disposition lost": { on: "settle", effect: { kind: "lose" } },
  "settle, answer lost": { on: "settle", effect: { kind: "lose-answer" } },
  "settle, server busy": { on: "settle", effect: { kind: "refuse" } },
};

/** Runs the order flow in two processes while the queues and the database fail again and again. */
export async function failAgainAndAgain(options: {
  /** An SQLite file, or the address of a PostgreSQL database on a server of our own. */
  readonly database: string;
  readonly cards: number;
  readonly shipments: number;
  readonly strikes: number;
  readonly seed: number;
}): Promise<{ readonly outcome: FlowOutcome; readonly strikes: Strikes }> {
  const { database, cards, seed } = options;
  const random = seededRandom(seed);
  const signal = AbortSignal.timeout(40_000 + options.strikes * 2_000);
  await using flow = await OrderFlow.start({ ...options, random, lockDurationMs: 1_500, signal });
  const config = { database, ...flow.partner, leaseMs: 5_000, concurrency: 16, productionMs: 0, courierMs: 100 };
  const workers = [1, 2].map((worker) => new Worker({ ...config, seed: seed + worker }));
  await Promise.all(workers.map((worker) => worker.started()));

  const databaseFault = database.startsWith("postgres:") ? postgresFault(database, random) : sqliteFault(database);
  const names = Object.keys(queueFaults);
  const struck: Record<string, number> = {};
  const strike = async (): Promise<void> => {
    const chosen = Math.floor(random() * (names.length + 3));
    const name = names[chosen];
    const rule = queueFaults[name ?? ""];
    if (name !== undefined && rule !== undefined) {
      // The partner's side only: NGOC's own client is not tested.
      const queue = rule.on === "send" ? flow.sandbox.fromPartner.name : flow.sandbox.toPartner.name;
      flow.sandbox.broker.faults.add({ ...rule, queue, skip: Math.floor(random() * 5) });
      struck[name] = (struck[name] ?? 0) + 1;
    } else if (chosen === names.length) {
      struck["locks lost"] = (struck["locks lost"] ?? 0) + flow.sandbox.toPartner.expireLocks();
    } else {
      const fault = await databaseFault();
      struck[fault] = (struck[fault] ?? 0) + 1;
    }
  };
  for (let count = 1; count <= options.strikes; count++) {
    await flow.order(
      Math.floor((count * cards) / options.strikes) - Math.floor(((count - 1) * cards) / options.strikes),
    );
    await strike();
    await flow.events(1 + Math.floor(random() * 30));
  }
  flow.sandbox.broker.faults.clear();
  await flow.orderRest();
  await flow.over();
  await Promise.all(workers.map((worker) => worker.stop()));
  await using ledger = await (database.startsWith("postgres:")
    ? openPostgresLedger({ connectionString: database })
    : openSqliteLedger({ path: database }));
  return { outcome: await flow.outcome(ledger), strikes: struck };
}

/** Another connection writes for a while, one at a time: a second one would wait without letting the first go on. */
function sqliteFault(path: string): () => Promise<string> {
  let busy: Promise<void> | undefined;
  return async () => {
    await busy;
    const other = new DatabaseSync(path, { timeout: 5_000 });
    other.exec("BEGIN IMMEDIATE");
    busy = delay(300).then(() => {
      other.exec("ROLLBACK");
      other.close();
    });
    return "database busy";
  };
}

/** Every connection is cut, or one server process is killed, after which the server starts over and recovers. */
function postgresFault(connectionString: string, random: () => number): () => Promise<string> {
  return async () => {
    const client = new pg.Client({ connectionString });
    client.on("error", () => {});
    try {
      await client.connect();
      if (random() < 0.5) {
        await client.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND pid <> pg_backend_pid()`,
        );
        return "database connections cut";
      }
      const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
      const [backend] = rows;
      // A process of the server that this soak has started: its own session's.
      if (backend !== undefined) process.kill(backend.pid, "SIGKILL");
      return "database restarted";
    } catch {
      return "database still away";
    } finally {
      await client.end().catch(() => {});
    }
  };
}
