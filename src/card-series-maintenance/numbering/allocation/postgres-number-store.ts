import { openPostgresDatabase } from "../../../database/postgres-database.ts";
import type { NumberStore } from "./number-store.ts";
import { openSqlNumberStore } from "./sql-number-store.ts";
import { postgresWords } from "./sql-steps.ts";

/**
 * Keeps pools and leases in PostgreSQL, for any number of machines. Needs the package `pg`.
 *
 * @throws CardwrightError `NUMBER_STORE_UNAVAILABLE` when `pg` is not installed or the server cannot be reached.
 */
export function openPostgresNumberStore(options: { readonly connectionString: string }): Promise<NumberStore> {
  return openSqlNumberStore(() => openPostgresDatabase({ ...options, maxConnections: 2 }), postgresWords);
}
