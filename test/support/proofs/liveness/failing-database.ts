import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import {
  MemoryLedger,
  type OrderLedger,
  openPostgresLedger,
  openSqliteLedger,
} from "../../../../src/production-partner/ledger/index.ts";
import { awayLedger } from "../../away-ledger.ts";
import { postgresBinaries, startPostgres } from "../../postgres.ts";

/** A database that a test can let fail, and the ledgers of workers on it. */
export interface FailingDatabase extends AsyncDisposable {
  /** What happens to it. */
  readonly failure: string;
  /** Opens the ledger of one more worker. */
  open(): Promise<OrderLedger>;
  fail(): Promise<void>;
  mend(): Promise<void>;
}

/** A ledger in memory whose calls are refused. */
async function memoryAway(): Promise<FailingDatabase> {
  const away = awayLedger(new MemoryLedger());
  return {
    failure: "ledger away",
    open: async () => away.ledger,
    async fail() {
      away.fails = "all";
    },
    async mend() {
      away.fails = "none";
    },
    async [Symbol.asyncDispose]() {},
  };
}

/** A file of SQLite that may grow no more, as on a full disk. */
async function fullDisk(): Promise<FailingDatabase> {
  const folder = mkdtempSync(join(tmpdir(), "full-disk-"));
  const handles: DatabaseSync[] = [];
  const limit = (pages: number) => handles.forEach((handle) => void handle.exec(`PRAGMA max_page_count = ${pages}`));
  return {
    failure: "full disk",
    async open() {
      const handle = new DatabaseSync(join(folder, "orders.db"));
      handle.exec("PRAGMA busy_timeout = 20; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
      handles.push(handle);
      return openSqliteLedger({ handle });
    },
    // Never less than it has.
    fail: async () => limit(1),
    mend: async () => limit(1_000_000_000),
    async [Symbol.asyncDispose]() {
      for (const handle of handles) handle.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** A server of PostgreSQL that crashes. */
async function crashedServer(): Promise<FailingDatabase> {
  const server = await startPostgres();
  const connectionString = await server.createDatabase();
  return {
    failure: "crashed server",
    open: () => openPostgresLedger({ connectionString }),
    fail: () => server.crash(),
    mend: () => server.restart(),
    [Symbol.asyncDispose]: () => server.close(),
  };
}

/** Databases that fail, by name; PostgreSQL only where its programs are installed. */
export const failingDatabases: { readonly [name: string]: () => Promise<FailingDatabase> } = {
  memory: memoryAway,
  SQLite: fullDisk,
  ...(postgresBinaries !== undefined && { PostgreSQL: crashedServer }),
};
