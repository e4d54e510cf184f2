import { openPostgresDatabase, type PostgresLocation } from "../../database/postgres/postgres-database.ts";
import { openSqliteDatabase, type SqliteLocation } from "../../database/sqlite/sqlite-database.ts";
import { invalidOption, type LedgerOptions } from "./ledger-options.ts";
import { SqlLedger } from "./sql-ledger.ts";

/**
 * Opens a ledger in an SQLite file, for any number of processes on one machine. Uses Node's own SQLite, or a handle of
 * `node:sqlite` or `better-sqlite3` that the application has open and closes itself.
 *
 * @throws DatabaseError `DATABASE`, or `SCHEMA_NEWER`
 * @throws ConfigurationError `LEDGER_OPTION` when an option is invalid
 * @example
 * await using ledger = await openSqliteLedger({ path: "orders.db" });
 * await using client = new ProductionPartnerClient({ ledger });
 */
export async function openSqliteLedger(options: LedgerOptions & SqliteLocation): Promise<SqlLedger> {
  // An environment variable that is not set is undefined, whatever the type says.
  if (!("handle" in options) && (typeof options.path !== "string" || options.path === "")) {
    throw invalidOption("path", "Set it to the path of an SQLite file, or pass an open database as `handle`.");
  }
  return SqlLedger.open(await openSqliteDatabase(options), options);
}

/**
 * Opens a ledger in PostgreSQL, for any number of processes on any number of machines. Needs the package `pg`.
 *
 * @throws DatabaseError `DATABASE`, or `SCHEMA_NEWER`
 * @throws ConfigurationError `LEDGER_OPTION` when an option is invalid
 * @example
 * await using ledger = await openPostgresLedger({ connectionString: "postgres://localhost/orders" });
 */
export async function openPostgresLedger(options: LedgerOptions & PostgresLocation): Promise<SqlLedger> {
  // Without a connection string, pg would try the server of this machine.
  if (!("pool" in options) && (typeof options.connectionString !== "string" || options.connectionString === "")) {
    throw invalidOption("connectionString", "Set it to the URL of a database, postgres://…, or pass an open `pool`.");
  }
  return SqlLedger.open(await openPostgresDatabase(options), options);
}
