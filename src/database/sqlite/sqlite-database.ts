import { closeSync, openSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { RunWithin, SqlDatabase, WriteOptions } from "../sql-database.ts";
import type { SqlSteps } from "../sql-steps.ts";
import { SqliteConnection, type SqliteHandle } from "./sqlite-connection.ts";
import { sqliteDialect } from "./sqlite-dialect.ts";
import { sqliteErrors } from "./sqlite-errors.ts";
import { WalSync } from "./wal-sync.ts";

/** Where an SQLite database is: a file that is opened here, or a handle that the application has open. */
export type SqliteLocation =
  | {
      readonly path: string;
      /** Opens an existing file to read only. Default false. */
      readonly readOnly?: boolean;
    }
  | { readonly handle: SqliteHandle };

/** A transaction that waits for the next commit. */
interface WaitingTransaction {
  /** Runs within the open transaction; returns what to do once it is committed. */
  readonly run: (savepoint: "savepoint" | "none") => Ended;
  readonly reject: (error: unknown) => void;
  readonly sinceMs: number;
}

/** A transaction that has run within a commit. */
interface Ended {
  /** Tells the caller that it is committed; returns whether it must be on the disk before it is settled. */
  readonly committed: () => boolean;
  readonly settle: () => void;
}

const busyTimeoutMs = 10_000;
const maxTogether = 64;

/**
 * Opens an SQLite database. Transactions that are asked for at the same time share one commit, which is what the disk
 * makes expensive; each still has its whole effect or none.
 *
 * @throws DatabaseError `DATABASE` when the file cannot be opened
 */
export async function openSqliteDatabase(location: SqliteLocation): Promise<SqlDatabase> {
  if ("handle" in location) return new SqliteDatabase(location.handle, () => {});
  const { path, readOnly = false } = location;
  try {
    const { DatabaseSync } = await import("node:sqlite");
    if (!readOnly) createPrivateFile(path);
    const handle = new DatabaseSync(path, { readOnly });
    try {
      // A short wait: it blocks the whole process. Longer ones are waited out without blocking.
      handle.exec("PRAGMA busy_timeout = 20");
      if (readOnly) {
        // Reads the file, so that one that is no database is refused here.
        handle.exec("PRAGMA schema_version");
        return new SqliteDatabase(handle, () => handle.close());
      }
      // It needs the file for itself, which fails while other processes start too.
      await unlessBusy(() => handle.exec("PRAGMA journal_mode = WAL"));
      const log = logOf(handle);
      // Without a log of ours to sync, a power cut could undo with NORMAL what was acknowledged to the other side.
      handle.exec(`PRAGMA synchronous = ${log === undefined ? "FULL" : "NORMAL"}`);
      // In pages: moving them from the log into the file holds up the process, and most pages are written again soon.
      handle.exec("PRAGMA wal_autocheckpoint = 4000");
      // In KiB: the default of 2 MiB holds too little of the indexes of a million orders.
      handle.exec("PRAGMA cache_size = -65536");
      // Purged data must be gone from the file, too.
      handle.exec("PRAGMA secure_delete = ON");
      return new SqliteDatabase(handle, () => closeAll(handle, log), log);
    } catch (error) {
      handle.close();
      throw error;
    }
  } catch (error) {
    throw sqliteErrors.toDatabaseError(error);
  }
}

/** The write-ahead log of a database, if it has one: a database in memory has none, nor has one on a network share. */
function logOf(handle: SqliteHandle): WalSync | undefined {
  const [mode] = handle.prepare("PRAGMA journal_mode").all() as { readonly journal_mode: string }[];
  const [main] = handle.prepare("PRAGMA database_list").all() as { readonly file: string }[];
  return mode?.journal_mode === "wal" && main !== undefined && main.file !== "" ? new WalSync(main.file) : undefined;
}

function closeAll(handle: { close(): void }, log: WalSync | undefined): void {
  log?.close();
  handle.close();
}

/** Creates the file, for its owner alone, unless it exists: it will hold names and addresses. Its companions copy its mode. */
function createPrivateFile(path: string): void {
  // Not a file: a database in memory, or a temporary one.
  if (path === "" || path === ":memory:" || path.startsWith("file:")) return;
  try {
    closeSync(openSync(path, "a", 0o600));
  } catch {
    // Opening it tells why.
  }
}

/** Does something, and tries again without blocking the process while another process has locked the database. */
async function unlessBusy<Result>(action: () => Result): Promise<Result> {
  const startedMs = Date.now();
  for (;;) {
    try {
      return action();
    } catch (error) {
      if (!sqliteErrors.isTransient(error) || Date.now() - startedMs > busyTimeoutMs)
        throw sqliteErrors.toDatabaseError(error);
      await delay(5 + Math.random() * 20);
    }
  }
}

function isSqliteHandle(handle: object): handle is SqliteHandle {
  return "prepare" in handle;
}

class SqliteDatabase implements SqlDatabase {
  readonly dialect = sqliteDialect;
  readonly #connection: SqliteConnection;
  readonly #closeHandle: () => void;
  #waiting: WaitingTransaction[] = [];
  #planned = false;
  readonly #log: WalSync | undefined;
  /** How many transactions are waiting or on their way to the disk. */
  #open = 0;
  #idle: PromiseWithResolvers<void> | undefined;
  #closed = false;

  constructor(handle: SqliteHandle, closeHandle: () => void, log?: WalSync) {
    this.#connection = new SqliteConnection(handle);
    this.#closeHandle = closeHandle;
    this.#log = log;
  }

  now(): number {
    return Date.now();
  }

  /** All processes on the file are on this machine, and have its clock. */
  async adjustClock(): Promise<void> {}

  write<Result>(steps: () => SqlSteps<Result>, { whenCommitted }: WriteOptions<Result> = {}): Promise<Result> {
    return new Promise((resolve, reject) => {
      const run = (savepoint: "savepoint" | "none") => {
        const connection = this.#connection;
        const result = savepoint === "none" ? connection.runSteps(steps()) : connection.runInSavepoint(steps());
        return { committed: () => whenCommitted?.(result) ?? true, settle: () => resolve(result) };
      };
      this.#open++;
      this.#waiting.push({ run, reject, sinceMs: Date.now() });
      this.#plan(0);
    });
  }

  read<Result>(steps: () => SqlSteps<Result>): Promise<Result> {
    return unlessBusy(() => {
      // Within a transaction of the application on the same handle, it must see the same as the application does.
      const isNested = this.#connection.isInTransaction;
      try {
        if (!isNested) this.#connection.exec("BEGIN");
        return this.#connection.runSteps(steps());
      } finally {
        if (!isNested && this.#connection.isInTransaction) this.#connection.exec("COMMIT");
      }
    });
  }

  join(handle: object): RunWithin | undefined {
    if (!isSqliteHandle(handle)) return undefined;
    const connection = new SqliteConnection(handle);
    return connection.isInTransaction ? (steps) => connection.runInSavepoint(steps) : undefined;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#open > 0) {
      this.#idle = Promise.withResolvers<void>();
      await this.#idle.promise;
    }
    this.#closeHandle();
  }

  #plan(afterMs: number): void {
    if (this.#planned) return;
    this.#planned = true;
    const flush = () => {
      this.#planned = false;
      this.#flush();
      if (this.#waiting.length > 0) this.#plan(0);
    };
    // After the current events, so that all transactions they ask for share the commit.
    if (afterMs === 0) setImmediate(flush);
    else setTimeout(flush, afterMs);
  }

  #flush(): void {
    const together = this.#waiting.splice(0, maxTogether);
    try {
      this.#begin();
    } catch (error) {
      this.#retryOrReject(together, error);
      return;
    }
    try {
      const ended = this.#runAll(together);
      this.#connection.exec("COMMIT");
      void this.#settle(together, ended);
    } catch (error) {
      if (this.#connection.isInTransaction) this.#connection.exec("ROLLBACK");
      this.#retryOrReject(together, error);
    }
  }

  /** Lets the callers go on once their transactions are on the disk; others run meanwhile. */
  async #settle(together: readonly WaitingTransaction[], ended: readonly Ended[]): Promise<void> {
    try {
      // All are told, whatever the first says.
      const mustBeOnDisk = ended.filter(({ committed }) => committed()).length > 0;
      if (mustBeOnDisk) await this.#log?.sync();
      for (const { settle } of ended) settle();
    } catch (error) {
      for (const { reject } of together) reject(sqliteErrors.toDatabaseError(error));
    }
    this.#end(together.length);
  }

  #end(transactions: number): void {
    this.#open -= transactions;
    if (this.#open === 0) this.#idle?.resolve();
  }

  /** Runs transactions within one. */
  #runAll(together: readonly WaitingTransaction[]): readonly Ended[] {
    try {
      return together.map(({ run }) => run("none"));
    } catch (error) {
      if (!this.#connection.isInTransaction) throw error;
    }
    // One has failed, which is rare: all start again, each with a savepoint to which it alone is rolled back.
    this.#connection.exec("ROLLBACK");
    this.#connection.exec("BEGIN IMMEDIATE");
    return together.map(({ run, reject }) => {
      try {
        return run("savepoint");
      } catch (error) {
        if (!this.#connection.isInTransaction) throw error;
        return { committed: () => false, settle: () => reject(sqliteErrors.toDatabaseError(error)) };
      }
    });
  }

  #begin(): void {
    // The application's own transaction, open across waits on a shared handle, ends sooner or later.
    if (this.#connection.isInTransaction) throw Object.assign(new Error("in a transaction"), { errcode: 5 });
    this.#connection.exec("BEGIN IMMEDIATE");
  }

  #retryOrReject(together: readonly WaitingTransaction[], error: unknown): void {
    const isRetried = sqliteErrors.isTransient(error);
    const isDue = ({ sinceMs }: WaitingTransaction) => !isRetried || Date.now() - sinceMs > busyTimeoutMs;
    const due = together.filter(isDue);
    for (const { reject } of due) reject(sqliteErrors.toDatabaseError(error));
    this.#end(due.length);
    this.#waiting = [...together.filter((waiting) => !isDue(waiting)), ...this.#waiting];
    // A random wait, so that processes which wait for each other do not stay in step.
    if (this.#waiting.length > 0) this.#plan(2 + Math.random() * 20);
  }
}
