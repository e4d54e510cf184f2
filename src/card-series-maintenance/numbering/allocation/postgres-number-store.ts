import { openPostgresDatabase } from "../../../database/postgres/postgres-database.ts";
import type { NumberStore } from "./number-store.ts";
import { openSqlNumberStore } from "./sql-number-store.ts";

/**
 * Keeps pools and leases in PostgreSQL, for any number of machines. Needs the package `pg`.
 *
 * @throws CardwrightError `NUMBER_STORE_UNAVAILABLE` when `pg` is not installed or the server cannot be reached
 * @throws DatabaseError `SCHEMA_NEWER` when a newer version of this package has migrated the tables
 */
export function openPostgresNumberStore(options: { readonly connectionString: string }): Promise<NumberStore> {
  return openSqlNumberStore(() => openPostgresDatabase({ ...options, maxConnections: 2 }));
}
