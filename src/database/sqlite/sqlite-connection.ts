import type { SqlStatement, SqlSteps } from "../sql-steps.ts";

/** An open SQLite database: `DatabaseSync` of `node:sqlite` and `Database` of `better-sqlite3` fit. */
export interface SqliteHandle {
  prepare(sql: string): SqlitePrepared;
  exec(sql: string): unknown;
  /** Whether a transaction is open, as `node:sqlite` calls it. */
  readonly isTransaction?: boolean;
  /** Whether a transaction is open, as `better-sqlite3` calls it. */
  readonly inTransaction?: boolean;
}

/** A prepared statement of a {@link SqliteHandle}. */
export interface SqlitePrepared {
  /** `better-sqlite3` only: whether the statement returns rows; if not, `all` is forbidden. */
  readonly reader?: boolean;
  all(...parameters: unknown[]): unknown[];
  run(...parameters: unknown[]): unknown;
}

const maxPrepared = 200;

/** A handle that keeps its prepared statements. */
export class SqliteConnection {
  readonly #handle: SqliteHandle;
  readonly #prepared = new Map<string, SqlitePrepared>();

  constructor(handle: SqliteHandle) {
    this.#handle = handle;
  }

  get isInTransaction(): boolean {
    return this.#handle.isTransaction ?? this.#handle.inTransaction ?? this.#cannotBegin();
  }

  exec(sql: string): void {
    this.#handle.exec(sql);
  }

  /** Runs the steps of a transaction one after the other, within the open transaction if there is one. */
  runSteps<Result>(steps: SqlSteps<Result>): Result {
    let step = steps.next();
    while (step.done !== true) {
      let rows: readonly unknown[];
      try {
        const { value } = step;
        rows = "burst" in value ? value.burst.map((statement) => this.#execute(statement)) : this.#execute(value);
      } catch (error) {
        // The steps may have something to undo.
        step = steps.throw(error);
        continue;
      }
      step = steps.next(rows);
    }
    return step.value;
  }

  /** Runs steps so that they have their whole effect or none, within the transaction that is open. */
  runInSavepoint<Result>(steps: SqlSteps<Result>): Result {
    this.exec("SAVEPOINT cardwright");
    try {
      const result = this.runSteps(steps);
      this.exec("RELEASE cardwright");
      return result;
    } catch (error) {
      // Some failures, such as a full disk, end the whole transaction.
      if (this.isInTransaction) this.exec("ROLLBACK TO cardwright; RELEASE cardwright");
      throw error;
    }
  }

  /** `node:sqlite` before Node 22.16 cannot say whether a transaction is open. */
  #cannotBegin(): boolean {
    try {
      this.#handle.exec("BEGIN");
    } catch (error) {
      if (error instanceof Error && error.message.includes("within a transaction")) return true;
      throw error;
    }
    this.#handle.exec("ROLLBACK");
    return false;
  }

  #execute({ sql, parameters, each, returned }: SqlStatement): readonly unknown[] {
    let prepared = this.#prepared.get(sql);
    if (prepared === undefined) {
      prepared = this.#handle.prepare(sql);
      if (this.#prepared.size >= maxPrepared) this.#prepared.clear();
      this.#prepared.set(sql, prepared);
    }
    if (each !== undefined)
      return returned === undefined ? runEach(prepared, each) : insertEach(prepared, each, returned);
    const values = parameters.map((value) => (Array.isArray(value) ? JSON.stringify(value) : value));
    if (prepared.reader !== false) return prepared.all(...values);
    prepared.run(...values);
    return [];
  }
}

/** Runs a statement with each list of parameters; returns the rows of all. */
function runEach(prepared: SqlitePrepared, each: readonly (readonly unknown[])[]): readonly unknown[] {
  const rows: unknown[] = [];
  for (const parameters of each) {
    if (prepared.reader === false) prepared.run(...parameters);
    else for (const row of prepared.all(...parameters)) rows.push(row);
  }
  return rows;
}

/** Runs a statement with each list of parameters; returns one column of those that have changed a row. */
function insertEach(
  prepared: SqlitePrepared,
  each: readonly (readonly unknown[])[],
  { column, index }: NonNullable<SqlStatement["returned"]>,
): readonly unknown[] {
  const rows: unknown[] = [];
  for (const parameters of each) {
    // Both drivers tell it.
    const { changes } = prepared.run(...parameters) as { readonly changes: number | bigint };
    if (Number(changes) > 0) rows.push({ [column]: parameters[index] });
  }
  return rows;
}
