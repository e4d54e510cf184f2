import type { Pool, PoolClient } from "pg";
import { CardwrightError } from "../../errors/cardwright-error.ts";
import type { NumberStore } from "./number-store.ts";
import { createSqlNumberStore, createTables } from "./sql-number-store.ts";
import { query, type SqlDatabase, type SqlSteps } from "./sql-steps.ts";

/**
 * Keeps pools and leases in PostgreSQL, for any number of machines. Needs the package `pg`.
 *
 * @throws CardwrightError `NUMBER_STORE_UNAVAILABLE` when `pg` is not installed or the server cannot be reached.
 */
export async function openPostgresNumberStore(options: { readonly connectionString: string }): Promise<NumberStore> {
  const { default: pg } = await import("pg").catch((cause: unknown) => {
    throw new CardwrightError("The package pg is not installed.", {
      code: "NUMBER_STORE_UNAVAILABLE",
      help: "Run: npm install pg",
      cause,
    });
  });
  const pool = new pg.Pool({ connectionString: options.connectionString, max: 2 });
  // Without a listener an idle connection that breaks would end the process; the next query reports it.
  pool.on("error", () => {});
  const database = createDatabase(pool);
  try {
    await database.run(createTablesOnce());
  } catch (error) {
    await pool.end();
    throw error;
  }
  return createSqlNumberStore(database);
}

// CREATE TABLE IF NOT EXISTS fails when two sessions run it at once; the lock's number is arbitrary.
function* createTablesOnce(): SqlSteps<void> {
  yield* query("SELECT pg_advisory_xact_lock(4081726301)");
  yield* createTables();
}

function createDatabase(pool: Pool): SqlDatabase {
  let closed: Promise<void> | undefined;
  return {
    nowMs: "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)",
    forUpdate: " FOR UPDATE",
    async run(steps) {
      const client = await pool.connect().catch((cause: unknown) => {
        throw storeError(cause);
      });
      let broken: Error | undefined;
      try {
        return await runSteps(client, steps);
      } catch (cause) {
        if (cause instanceof CardwrightError) {
          await client.query("ROLLBACK");
          throw cause;
        }
        // Whatever state the connection is in, nobody gets it again.
        broken = cause instanceof Error ? cause : new Error("query failed");
        throw storeError(cause);
      } finally {
        client.release(broken);
      }
    },
    close() {
      closed ??= pool.end();
      return closed;
    },
  };
}

async function runSteps<Result>(client: PoolClient, steps: SqlSteps<Result>): Promise<Result> {
  await client.query("BEGIN");
  // A server that answers before writing could take back a lease whose numbers are already on cards.
  await client.query("SET LOCAL synchronous_commit = on");
  let step = steps.next();
  while (step.done !== true) {
    const { rows } = await client.query(step.value.sql, [...step.value.parameters]);
    step = steps.next(rows);
  }
  await client.query("COMMIT");
  return step.value;
}

function storeError(cause: unknown): CardwrightError {
  const code = typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : "unknown";
  return new CardwrightError(`The number store cannot be used: PostgreSQL says ${code}.`, {
    code: "NUMBER_STORE_UNAVAILABLE",
    retryable: true,
    details: { sqlState: code },
    help: "Check the connection string and that the server can be reached.",
    cause,
  });
}
