import { openSqliteDatabase } from "../../../database/sqlite/sqlite-database.ts";
import type { NumberStore } from "./number-store.ts";
import { openSqlNumberStore } from "./sql-number-store.ts";

/**
 * Keeps pools and leases in an SQLite file, for any number of processes on one machine. Uses Node's own SQLite.
 *
 * @throws CardwrightError `NUMBER_STORE_UNAVAILABLE` when the file cannot be opened
 * @throws DatabaseError `SCHEMA_NEWER` when a newer version of this package has migrated the tables
 */
export function openSqliteNumberStore(options: { readonly path: string }): Promise<NumberStore> {
  return openSqlNumberStore(() => openSqliteDatabase(options));
}
