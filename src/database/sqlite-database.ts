import { setTimeout as delay } from "node:timers/promises";
import { databaseError, isTransient } from "./database-error.ts";
import type { SqlDatabase } from "./sql-database.ts";
import type { SqlSteps } from "./sql-steps.ts";
import { SqliteConnection, type SqliteHandle } from "./sqlite-connection.ts";

/** Where an SQLite database is: a file that is opened here, or a handle that the application has open. */
export type SqliteLocation = { readonly path: string } | { readonly handle: SqliteHandle };

interface Waiting {
  /** Runs within the open transaction; gives what to do once it is committed. */
  readonly run: (savepoint: "savepoint" | "none") => () => void;
  readonly reject: (error: unknown) => void;
  readonly sinceMs: number;
}

const longestBusyMs = 10_000;
const mostTogether = 64;

/**
 * Opens an SQLite database. Transactions that are asked for at the same time share one commit, which is what the disk
 * makes expensive; each still has its whole effect or none.
 *
 * @throws DatabaseError `DATABASE` when the file cannot be opened
 */
export async function openSqliteDatabase(location: SqliteLocation): Promise<SqlDatabase> {
  if ("handle" in location) return new SqliteDatabase(location.handle, () => {});
  try {
    const { DatabaseSync } = await import("node:sqlite");
    const handle = new DatabaseSync(location.path);
    try {
      // A short wait: it blocks the whole process. Longer ones are waited out without blocking.
      handle.exec("PRAGMA busy_timeout = 20");
      // It needs the file alone, which it may not have while other processes start too.
      await unlessBusy(() => handle.exec("PRAGMA journal_mode = WAL"));
      // FULL, because with WAL's usual NORMAL a power cut could take back what was acknowledged to the other side.
      handle.exec("PRAGMA synchronous = FULL");
      // In KiB: the default of 2 MiB holds too little of the indexes of a million orders.
      handle.exec("PRAGMA cache_size = -65536");
      // What is purged must be gone from the file, too.
      handle.exec("PRAGMA secure_delete = ON");
    } catch (error) {
      handle.close();
      throw error;
    }
    return new SqliteDatabase(handle, () => handle.close());
  } catch (error) {
    throw databaseError(error);
  }
}

/** Does something without blocking the process for long while others are in the way. */
async function unlessBusy<Result>(action: () => Result): Promise<Result> {
  const startedMs = Date.now();
  for (;;) {
    try {
      return action();
    } catch (error) {
      if (!isTransient(error) || Date.now() - startedMs > longestBusyMs) throw databaseError(error);
      await delay(5 + Math.random() * 20);
    }
  }
}

class SqliteDatabase implements SqlDatabase {
  readonly dialect = "sqlite" as const;
  readonly #connection: SqliteConnection;
  readonly #closeHandle: () => void;
  #waiting: Waiting[] = [];
  #planned = false;
  #idle: PromiseWithResolvers<void> | undefined;
  #closed = false;

  constructor(handle: SqliteHandle, closeHandle: () => void) {
    this.#connection = new SqliteConnection(handle);
    this.#closeHandle = closeHandle;
  }

  now(): number {
    return Date.now();
  }

  write<Result>(steps: () => SqlSteps<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      const run = (savepoint: "savepoint" | "none") => {
        const connection = this.#connection;
        const result = savepoint === "none" ? connection.runSteps(steps()) : connection.runInSavepoint(steps());
        return () => resolve(result);
      };
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

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#waiting.length > 0) {
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
      else this.#idle?.resolve();
    };
    // After the events at hand, so that what they ask for shares the commit.
    if (afterMs === 0) setImmediate(flush);
    else setTimeout(flush, afterMs);
  }

  #flush(): void {
    const together = this.#waiting.splice(0, mostTogether);
    try {
      this.#begin();
    } catch (error) {
      this.#retryOrReject(together, error);
      return;
    }
    try {
      const tell = this.#runAll(together);
      this.#connection.exec("COMMIT");
      for (const tellOne of tell) tellOne();
    } catch (error) {
      if (this.#connection.isInTransaction) this.#connection.exec("ROLLBACK");
      this.#retryOrReject(together, error);
    }
  }

  /** Runs transactions within one; gives what to tell when that is committed. */
  #runAll(together: readonly Waiting[]): readonly (() => void)[] {
    try {
      return together.map(({ run }) => run("none"));
    } catch (error) {
      if (!this.#connection.isInTransaction) throw error;
    }
    // One has failed, which is rare: all begin anew, each with a savepoint to which it alone goes back.
    this.#connection.exec("ROLLBACK");
    this.#connection.exec("BEGIN IMMEDIATE");
    return together.map(({ run, reject }) => {
      try {
        return run("savepoint");
      } catch (error) {
        if (!this.#connection.isInTransaction) throw error;
        return () => reject(databaseError(error));
      }
    });
  }

  #begin(): void {
    // The application's own transaction, open across waits on a shared handle, ends sooner or later.
    if (this.#connection.isInTransaction) throw Object.assign(new Error("in a transaction"), { errcode: 5 });
    this.#connection.exec("BEGIN IMMEDIATE");
  }

  #retryOrReject(together: readonly Waiting[], error: unknown): void {
    const isRetried = isTransient(error);
    const isDue = ({ sinceMs }: Waiting) => !isRetried || Date.now() - sinceMs > longestBusyMs;
    for (const waiting of together) if (isDue(waiting)) waiting.reject(databaseError(error));
    this.#waiting = [...together.filter((waiting) => !isDue(waiting)), ...this.#waiting];
    // At random, so that processes that wait for each other do not stay in step.
    if (this.#waiting.length > 0) this.#plan(2 + Math.random() * 20);
  }
}
