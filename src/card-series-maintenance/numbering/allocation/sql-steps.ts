import type { SqlDialect } from "../../../database/sql-database.ts";
import type { SqlSteps } from "../../../database/sql-steps.ts";

/** A row of a result; what a database gives as text or bigint is converted by who reads it. */
export type SqlRow = { readonly [column: string]: unknown };

/** What the databases write differently. */
export interface SqlWords {
  readonly dialect: SqlDialect;
  /** An SQL expression for now, in milliseconds since 1970, by the clock that all processes share. */
  readonly nowMs: string;
  /** What follows a SELECT to lock its rows until the transaction ends. */
  readonly forUpdate: string;
}

export const sqliteWords: SqlWords = {
  dialect: "sqlite",
  nowMs: "CAST(unixepoch('subsec') * 1000 AS INTEGER)",
  forUpdate: "",
};

export const postgresWords: SqlWords = {
  dialect: "postgres",
  nowMs: "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)",
  forUpdate: " FOR UPDATE",
};

/** Yields one statement and gives its rows. Its parameters are `$1`, `$2`, … in this order, each once. */
export function* query(
  { dialect }: SqlWords,
  sql: string,
  ...parameters: readonly (string | number)[]
): SqlSteps<readonly SqlRow[]> {
  const rows = yield { sql: dialect === "sqlite" ? sql.replaceAll(/\$\d+/g, "?") : sql, parameters };
  // Both drivers give a row as an object by column.
  return rows as readonly SqlRow[];
}
