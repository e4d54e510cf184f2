import { type InsertQueryBuilder, type OnConflictBuilder, sql } from "kysely";
import type { SqlConflict } from "./sql-dialect.ts";

/** {@link SqlDialect.upsert} with `on conflict`, as SQLite and PostgreSQL have it. */
export function onConflict<Tables, Table extends keyof Tables, Row>(
  insert: InsertQueryBuilder<Tables, Table, Row>,
  { key, update }: SqlConflict<Tables, Table>,
): InsertQueryBuilder<Tables, Table, Row> {
  return insert.onConflict((conflict) => {
    // Kysely's own names for columns cannot be derived from a table that is a type parameter.
    const onKey = (conflict as OnConflictBuilder<Record<string, Record<string, unknown>>, string>).columns(key);
    if (update.length === 0) return onKey.doNothing();
    return onKey.doUpdateSet(Object.fromEntries(update.map((column) => [column, sql.ref(`excluded.${column}`)])));
  });
}
