import { DatabaseError } from "../../../database/database-error.ts";
import { migrate } from "../../../database/migrate.ts";
import { createQueryBuilder } from "../../../database/query-builder.ts";
import type { SqlDatabase } from "../../../database/sql-database.ts";
import type { SqlSteps } from "../../../database/sql-steps.ts";
import { CardwrightError } from "../../../errors/cardwright-error.ts";
import type { NumberStore } from "./number-store.ts";
import { numberMigrations } from "./schema/migrations.ts";
import type { NumberTables } from "./schema/tables.ts";
import { lease, settle } from "./sql/lease.ts";
import { definePool, type NumberTarget } from "./sql/pools.ts";
import { report } from "./sql/report.ts";

/** An open database with the tables of numbers and series. */
export interface NumberDatabase {
  readonly target: NumberTarget;
  readonly run: <Result>(steps: () => SqlSteps<Result>) => Promise<Result>;
  readonly close: () => Promise<void>;
  readonly now: () => number;
}

/**
 * Opens the database and brings its tables up to date.
 *
 * @throws CardwrightError `NUMBER_STORE_UNAVAILABLE`
 * @throws DatabaseError `SCHEMA_NEWER`
 */
export async function openNumberDatabase(open: () => Promise<SqlDatabase>): Promise<NumberDatabase> {
  const database = await available(open());
  const { dialect } = database;
  const close = () => database.close();
  try {
    await available(migrate(database, { name: "numbers", migrations: numberMigrations }));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    target: { db: createQueryBuilder<NumberTables>(dialect), dialect },
    run: (steps) => available(database.write(steps)),
    close,
    now: () => database.now(),
  };
}

/** Keeps pools and leases in a database. Closing the store closes the database. */
export async function openSqlNumberStore(open: () => Promise<SqlDatabase>): Promise<NumberStore> {
  const { target, run, close } = await openNumberDatabase(open);
  return {
    definePool: (pool) => run(() => definePool(target, pool)),
    lease: (request) => run(() => lease(target, request)),
    settle: (block, usedTo) => run(() => settle(target, block, usedTo)),
    report: (pool) => run(() => report(target, pool)),
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function available<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== "DATABASE") throw error;
    const { message, retryable, details, help, cause } = error;
    throw new CardwrightError(`Number store unavailable: ${message}`, {
      code: "NUMBER_STORE_UNAVAILABLE",
      retryable,
      details,
      help,
      cause,
    });
  }
}
