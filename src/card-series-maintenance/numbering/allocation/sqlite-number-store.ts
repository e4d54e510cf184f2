import type { NumberStore } from "./number-store.ts";

/**
 * Keeps pools and leases in an SQLite file, for any number of processes on one machine. Uses Node's own SQLite.
 *
 * @throws CardwrightError `NUMBER_STORE_UNAVAILABLE` when the file cannot be opened
 * @throws DatabaseError `SCHEMA_NEWER` when a newer version of this package has migrated the tables
 */
export async function openSqliteNumberStore(options: { readonly path: string }): Promise<NumberStore> {
  // Loaded when asked for: who only makes card numbers needs no query builder.
  const { openSqlNumberStore } = await import("./sql-number-store.ts");
  const { openSqliteDatabase } = await import("../../../database/sqlite/sqlite-database.ts");
  return openSqlNumberStore(() => openSqliteDatabase(options));
}
