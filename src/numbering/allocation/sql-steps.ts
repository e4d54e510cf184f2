/** A row of a result; what a database gives as text or bigint is converted by who reads it. */
export type SqlRow = { readonly [column: string]: unknown };

/** One statement. Its parameters are `$1`, `$2`, …, which SQLite and PostgreSQL both understand. */
interface SqlStatement {
  readonly sql: string;
  readonly parameters: readonly (string | number)[];
}

/**
 * A transaction as a generator: it yields statements and is resumed with their rows. Written once, it runs on PostgreSQL with
 * waits in between and on SQLite without, where a wait inside a transaction could lock out another connection of the same thread.
 */
export type SqlSteps<Result> = Generator<SqlStatement, Result, readonly SqlRow[]>;

/** A database that runs transactions; they are durable once `run` returns. */
export interface SqlDatabase {
  /** An SQL expression for now, in milliseconds since 1970. */
  readonly nowMs: string;
  /** What follows a SELECT to lock its rows until the transaction ends. */
  readonly forUpdate: string;
  run<Result>(steps: SqlSteps<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** Yields one statement and gives its rows. */
export function* query(sql: string, ...parameters: readonly (string | number)[]): SqlSteps<readonly SqlRow[]> {
  return yield { sql, parameters };
}
