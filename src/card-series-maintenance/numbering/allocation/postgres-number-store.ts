import type { NumberStore } from "./number-store.ts";

/**
 * Keeps pools and leases in PostgreSQL, for any number of machines. Needs the package `pg`.
 *
 * @throws CardwrightError `NUMBER_STORE_UNAVAILABLE` when `pg` is not installed or the server cannot be reached
 * @throws DatabaseError `SCHEMA_NEWER` when a newer version of this package has migrated the tables
 */
export async function openPostgresNumberStore(options: { readonly connectionString: string }): Promise<NumberStore> {
  // Loaded when asked for: who only makes card numbers needs no query builder.
  const { openSqlNumberStore } = await import("./sql-number-store.ts");
  const { openPostgresDatabase } = await import("../../../database/postgres/postgres-database.ts");
  return openSqlNumberStore(() => openPostgresDatabase({ ...options, maxConnections: 2 }));
}
