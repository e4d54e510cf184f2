import { setTimeout as delay } from "node:timers/promises";
import { answeredWithin } from "../../timing/abort.ts";
import { type Backoff, backoffMs } from "../../timing/backoff.ts";
import { DatabaseError } from "../database-error.ts";
import type { RunWithin, SqlDatabase, WriteOptions } from "../sql-database.ts";
import type { SqlSteps } from "../sql-steps.ts";
import { postgresDialect } from "./postgres-dialect.ts";
import { postgresErrors, transactionTimeout } from "./postgres-errors.ts";
import { type Around, type PostgresHandle, runPostgresSteps } from "./postgres-steps.ts";

/** Where a PostgreSQL database is: a connection string, or a pool that the application has. */
export type PostgresLocation =
  | {
      readonly connectionString: string;
      /** The maximum number of connections. Default 10. */
      readonly maxConnections?: number;
      /** How long opening a connection may take, or waiting for a free one, in milliseconds. Default 10 000. */
      readonly connectTimeoutMs?: number;
      /** Whether transactions may only read. Default false. */
      readonly readOnly?: boolean;
      /**
       * How long a transaction may take, in milliseconds; after it the connection is given up, as behind a network that
       * swallows packets it would answer never. Migrations may take longer. Default 30 000.
       */
      readonly transactionTimeoutMs?: number;
    }
  | { readonly pool: PostgresPool };

/** A connection of a pool: `PoolClient` of `pg` fits. */
export interface PostgresPoolConnection extends PostgresHandle {
  on(event: "error", listener: (error: Error) => void): unknown;
  off(event: "error", listener: (error: Error) => void): unknown;
  release(destroy?: boolean): void;
}

/** A pool of connections: `Pool` of `pg` fits. Declared by its shape, so that users of SQLite need no types of `pg`. */
export interface PostgresPool extends PostgresHandle {
  connect(): Promise<PostgresPoolConnection>;
  end(): Promise<void>;
}

// Random waits, so that transactions which conflicted do not meet again.
const conflictBackoff: Backoff = { initialMs: 20, jitter: 1 };
const maxTries = 8;
const reading: Around = { begin: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", end: "COMMIT", isOptional: false };
const writing: Around = { begin: "BEGIN", end: "COMMIT", isOptional: true };
const savepoint: Around = {
  begin: "SAVEPOINT cardwright",
  end: "RELEASE SAVEPOINT cardwright",
  isOptional: false,
};
// A server that answers before writing could undo a transaction that was acknowledged to the other side.
const durable = "synchronous_commit = on";
// Statements are planned once. While a database is fresh it has no statistics, and plans that scan whole tables, or hash
// them, would stay in use when these have grown: every statement here has an index to go by. What has none seems to be so
// costly then that it would be compiled.
const planning = ["enable_seqscan = off", "enable_hashjoin = off", "enable_mergejoin = off", "jit = off"];
const settings = [durable, ...planning];
/** For connections of the application, whose settings are its own. */
const foreign: Partial<Around> = {
  begin: ["BEGIN", ...settings.map((setting) => `SET LOCAL ${setting}`)].join("; "),
  isOptional: false,
};
/** The code of a prepared statement whose table has got a column by a migration of another process. */
const changedTable = "0A000";
/** The code of a unique key that another transaction took first: the next try sees what that one wrote. */
const takenKey = "23505";
const defaultTimeoutMs = 30_000;

function* askTime(): SqlSteps<number> {
  const [row] = yield { sql: "SELECT extract(epoch FROM clock_timestamp()) * 1000 AS now", parameters: [] };
  return Number((row as { readonly now: string }).now);
}

function tooLong(): Error {
  return Object.assign(new Error("The transaction took too long"), { code: transactionTimeout });
}

/**
 * Opens a PostgreSQL database. Needs the package `pg`, unless a pool is passed.
 *
 * @throws DatabaseError `DATABASE` when `pg` is not installed or the server cannot be reached
 */
export async function openPostgresDatabase(location: PostgresLocation): Promise<SqlDatabase> {
  const isOurs = !("pool" in location);
  const pool = isOurs ? await createPool(location) : location.pool;
  try {
    const database = new PostgresDatabase(pool, isOurs, isOurs ? location.transactionTimeoutMs : undefined);
    await database.adjustClock();
    return database;
  } catch (error) {
    if (isOurs) await pool.end();
    throw postgresErrors.toDatabaseError(error);
  }
}

async function createPool(location: Exclude<PostgresLocation, { pool: PostgresPool }>): Promise<PostgresPool> {
  const { connectionString, maxConnections = 10, connectTimeoutMs = 10_000, readOnly = false } = location;
  const { default: pg } = await import(/* webpackIgnore: true */ "pg").catch((cause: unknown) => {
    throw new DatabaseError("The package pg is not installed", {
      code: "DATABASE",
      help: "Run: npm install pg",
      cause,
    });
  });
  const pool = new pg.Pool({
    connectionString,
    max: maxConnections,
    pipeline: true,
    connectionTimeoutMillis: connectTimeoutMs,
    // So that the operating system notices a connection that is gone while nobody waits for it.
    keepAlive: true,
    keepAliveInitialDelayMillis: 30_000,
  });
  // Without a listener an idle connection that breaks would end the process; the next query reports it.
  pool.on("error", () => {});
  const all = readOnly ? [...settings, "default_transaction_read_only = on"] : settings;
  const setAll = all.map((setting) => `SET ${setting}`).join("; ");
  pool.on("connect", (client) => void client.query(setAll).catch(() => {}));
  return pool;
}

class PostgresDatabase implements SqlDatabase {
  readonly dialect = postgresDialect;
  readonly #pool: PostgresPool;
  readonly #isOurs: boolean;
  readonly #timeoutMs: number;
  /** The server's time at a moment of this process, which does not follow what sets the clock of the machine. */
  #serverTime = { atMs: performance.now(), nowMs: Date.now() };
  #closing: Promise<void> | undefined;

  constructor(pool: PostgresPool, isOurs: boolean, timeoutMs = defaultTimeoutMs) {
    this.#pool = pool;
    this.#isOurs = isOurs;
    this.#timeoutMs = timeoutMs;
  }

  now(): number {
    const { atMs, nowMs } = this.#serverTime;
    return Math.round(nowMs + performance.now() - atMs);
  }

  /** Leases are compared between machines, so all go by the server's clock. */
  async adjustClock(): Promise<void> {
    const beganMs = performance.now();
    const nowMs = await this.read(askTime);
    this.#serverTime = { atMs: (beganMs + performance.now()) / 2, nowMs };
  }

  async write<Result>(steps: () => SqlSteps<Result>, { isLong = false }: WriteOptions<Result> = {}): Promise<Result> {
    const timeoutMs = isLong ? Number.POSITIVE_INFINITY : this.#timeoutMs;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#transaction(this.#isOurs ? writing : { ...writing, ...foreign }, steps, timeoutMs);
      } catch (error) {
        if (attempt >= maxTries || !isWorthRetrying(error)) throw postgresErrors.toDatabaseError(error);
        await delay(backoffMs(conflictBackoff, attempt));
      }
    }
  }

  async read<Result>(steps: () => SqlSteps<Result>): Promise<Result> {
    try {
      return await this.#transaction(reading, steps, this.#timeoutMs);
    } catch (error) {
      throw postgresErrors.toDatabaseError(error);
    }
  }

  join(connection: object): RunWithin | undefined {
    if (!isPostgresHandle(connection)) return undefined;
    return (steps) => runInSavepoint(connection, steps);
  }

  close(): Promise<void> {
    this.#closing ??= this.#isOurs ? this.#pool.end() : Promise.resolve();
    return this.#closing;
  }

  async #transaction<Result>(around: Around, steps: () => SqlSteps<Result>, timeoutMs: number): Promise<Result> {
    const client = await this.#pool.connect();
    let broken: unknown;
    // An idle connection that breaks emits an event, which would end the process.
    const onError = (error: unknown) => {
      broken = error;
    };
    client.on("error", onError);
    try {
      const running = runPostgresSteps(client, around, steps());
      return await (timeoutMs < Number.POSITIVE_INFINITY ? answeredWithin(running, timeoutMs, tooLong) : running);
    } catch (error) {
      const code = postgresErrors.codeOf(error);
      if (code === changedTable || code === transactionTimeout) broken = error;
      // One that does not answer would not answer to this either: ending the connection undoes the transaction.
      if (code !== transactionTimeout) await client.query("ROLLBACK").catch(onError);
      throw error;
    } finally {
      client.off("error", onError);
      // A broken connection, whatever its state, must not be used again.
      client.release(broken !== undefined);
    }
  }
}

function isPostgresHandle(connection: object): connection is PostgresHandle {
  // SQLite's connections prepare statements; those of `pg` have no such method.
  return !("prepare" in connection);
}

async function runInSavepoint<Result>(client: PostgresHandle, steps: SqlSteps<Result>): Promise<Result> {
  try {
    return await runPostgresSteps(client, savepoint, steps);
  } catch (error) {
    await client.query("ROLLBACK TO SAVEPOINT cardwright").catch(() => {});
    throw postgresErrors.toDatabaseError(error);
  }
}

/** A lost connection may have lost the answer to a commit; every transaction here may be repeated all the same. */
function isWorthRetrying(error: unknown): boolean {
  const code = postgresErrors.codeOf(error);
  // After one that took too long, the server is probably away: whoever asked knows better when to try again.
  if (code === transactionTimeout) return false;
  return postgresErrors.isTransient(error) || code === takenKey || code === changedTable;
}
