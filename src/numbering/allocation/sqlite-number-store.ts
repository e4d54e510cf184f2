import { CardwrightError } from "../../errors/cardwright-error.ts";
import type { NumberStore } from "./number-store.ts";
import { createSqlNumberStore, createTables } from "./sql-number-store.ts";
import type { SqlDatabase, SqlRow, SqlSteps } from "./sql-steps.ts";

/**
 * Keeps pools and leases in an SQLite file, for any number of processes on one machine. Uses Node's own SQLite.
 *
 * @throws CardwrightError `NUMBER_STORE_UNAVAILABLE` when the file cannot be opened.
 */
export async function openSqliteNumberStore(options: { readonly path: string }): Promise<NumberStore> {
  const { DatabaseSync } = await import("node:sqlite");
  try {
    const connection = new DatabaseSync(options.path, { timeout: 10_000 });
    // FULL, because with WAL's usual NORMAL a power cut could take back a lease whose numbers are already on cards.
    connection.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
    const database = createDatabase(connection);
    await database.run(createTables());
    return createSqlNumberStore(database);
  } catch (cause) {
    throw storeError(cause);
  }
}

function createDatabase(connection: import("node:sqlite").DatabaseSync): SqlDatabase {
  return {
    nowMs: "CAST(unixepoch('subsec') * 1000 AS INTEGER)",
    forUpdate: "",
    // Not async: everything between BEGIN and COMMIT happens in one turn of the event loop.
    run<Result>(steps: SqlSteps<Result>): Promise<Result> {
      return new Promise((resolve) => resolve(runSteps(connection, steps)));
    },
    async close() {
      if (connection.isOpen) connection.close();
    },
  };
}

function runSteps<Result>(connection: import("node:sqlite").DatabaseSync, steps: SqlSteps<Result>): Result {
  try {
    connection.exec("BEGIN IMMEDIATE");
    let step = steps.next();
    while (step.done !== true) {
      const { sql, parameters } = step.value;
      const named = Object.fromEntries(parameters.map((value, index) => [`$${index + 1}`, value]));
      const rows: readonly SqlRow[] = connection.prepare(sql).all(named);
      step = steps.next(rows);
    }
    connection.exec("COMMIT");
    return step.value;
  } catch (cause) {
    if (connection.isOpen && connection.isTransaction) connection.exec("ROLLBACK");
    throw storeError(cause);
  }
}

function storeError(cause: unknown): unknown {
  if (!(cause instanceof Error) || !("errcode" in cause || ("code" in cause && cause.code === "ERR_INVALID_STATE")))
    return cause;
  return new CardwrightError(`The number store cannot be used: ${cause.message}.`, {
    code: "NUMBER_STORE_UNAVAILABLE",
    retryable: "errcode" in cause && cause.errcode === SQLITE_BUSY,
    help: "Check that the folder exists, is writable and on a local disk.",
    cause,
  });
}

const SQLITE_BUSY = 5;
