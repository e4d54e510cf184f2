import { setTimeout as delay } from "node:timers/promises";
import { type Backoff, backoffMs } from "../../timing/backoff.ts";
import { DatabaseError } from "../database-error.ts";
import type { RunWithin, SqlDatabase } from "../sql-database.ts";
import type { SqlSteps } from "../sql-steps.ts";
import { postgresDialect } from "./postgres-dialect.ts";
import { postgresErrors } from "./postgres-errors.ts";
import { type Around, type PostgresHandle, runPostgresSteps } from "./postgres-steps.ts";

/** Where a PostgreSQL database is: a connection string, or a pool that the application has. */
export type PostgresLocation =
  | {
      readonly connectionString: string;
      /** The maximum number of connections. Default 10. */
      readonly maxConnections?: number;
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
const durable = "SET synchronous_commit = on";
/** For connections of the application, whose settings are its own. */
const foreign: Partial<Around> = { begin: "BEGIN; SET LOCAL synchronous_commit = on", isOptional: false };
/** The code of a prepared statement whose table has got a column by a migration of another process. */
const changedTable = "0A000";
/** The code of a unique key that another transaction took first: the next try sees what that one wrote. */
const takenKey = "23505";

/**
 * Opens a PostgreSQL database. Needs the package `pg`, unless a pool is passed.
 *
 * @throws DatabaseError `DATABASE` when `pg` is not installed or the server cannot be reached
 */
export async function openPostgresDatabase(location: PostgresLocation): Promise<SqlDatabase> {
  const isOurs = !("pool" in location);
  const pool = isOurs ? await createPool(location) : location.pool;
  try {
    const started = Date.now();
    const { rows } = await pool.query("SELECT extract(epoch FROM clock_timestamp()) * 1000 AS now");
    // Leases are compared between machines, so all go by the server's clock.
    const offsetMs = Math.round(Number((rows[0] as { now: string }).now) - (started + Date.now()) / 2);
    return new PostgresDatabase(pool, isOurs, offsetMs);
  } catch (error) {
    if (isOurs) await pool.end();
    throw postgresErrors.toDatabaseError(error);
  }
}

async function createPool(location: Exclude<PostgresLocation, { pool: PostgresPool }>): Promise<PostgresPool> {
  const { connectionString, maxConnections = 10 } = location;
  const { default: pg } = await import("pg").catch((cause: unknown) => {
    throw new DatabaseError("The package pg is not installed", {
      code: "DATABASE",
      help: "Run: npm install pg",
      cause,
    });
  });
  const pool = new pg.Pool({ connectionString, max: maxConnections, pipeline: true });
  // Without a listener an idle connection that breaks would end the process; the next query reports it.
  pool.on("error", () => {});
  pool.on("connect", (client) => void client.query(durable).catch(() => {}));
  return pool;
}

class PostgresDatabase implements SqlDatabase {
  readonly dialect = postgresDialect;
  readonly #pool: PostgresPool;
  readonly #isOurs: boolean;
  readonly #offsetMs: number;
  #closing: Promise<void> | undefined;

  constructor(pool: PostgresPool, isOurs: boolean, offsetMs: number) {
    this.#pool = pool;
    this.#isOurs = isOurs;
    this.#offsetMs = offsetMs;
  }

  now(): number {
    return Date.now() + this.#offsetMs;
  }

  async write<Result>(steps: () => SqlSteps<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#transaction(this.#isOurs ? writing : { ...writing, ...foreign }, steps);
      } catch (error) {
        if (attempt >= maxTries || !isWorthRetrying(error)) throw postgresErrors.toDatabaseError(error);
        await delay(backoffMs(conflictBackoff, attempt));
      }
    }
  }

  async read<Result>(steps: () => SqlSteps<Result>): Promise<Result> {
    try {
      return await this.#transaction(reading, steps);
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

  async #transaction<Result>(around: Around, steps: () => SqlSteps<Result>): Promise<Result> {
    const client = await this.#pool.connect();
    let broken: unknown;
    // An idle connection that breaks emits an event, which would end the process.
    const onError = (error: unknown) => {
      broken = error;
    };
    client.on("error", onError);
    try {
      return await runPostgresSteps(client, around, steps());
    } catch (error) {
      if (postgresErrors.codeOf(error) === changedTable) broken = error;
      await client.query("ROLLBACK").catch(onError);
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
  return postgresErrors.isTransient(error) || code === takenKey || code === changedTable;
}
