import { DummyDriver, Kysely } from "kysely";
import type { SqlDialect } from "./sql-dialect.ts";

/**
 * Creates the query builder of a dialect. It only builds: statements are run as {@link SqlSteps}, because its own
 * SQLite driver would wait between the statements of a transaction, and on a shared handle let others' statements in.
 */
export function createQueryBuilder<Tables>(dialect: SqlDialect): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: { ...dialect.kysely, createDriver: () => new DummyDriver() } });
}
