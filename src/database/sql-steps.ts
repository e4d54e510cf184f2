import type { CompiledQuery } from "kysely";

/** One statement with its parameters, placeholders as the database writes them. */
export interface SqlStatement {
  readonly sql: string;
  /** A list is an array on PostgreSQL and becomes JSON on SQLite. */
  readonly parameters: readonly unknown[];
  /** The statement is run once with each of these lists, and returns the rows of all; for a database in this process. */
  readonly each?: readonly (readonly unknown[])[];
  /** With `each`: it returns this column, the parameter at the index, of each run that has changed a row. */
  readonly returned?: { readonly column: string; readonly index: number };
  /** Set for a statement that is the same each time; the database prepares it once. */
  readonly name?: string;
  /** Whether the steps continue before it has run. Default false. */
  readonly isDeferred?: boolean;
}

/**
 * A transaction as a generator: it yields statements and is resumed with their rows. Written once, it runs on
 * PostgreSQL with waits in between and on SQLite without: there a transaction begins and ends in one turn of the event
 * loop, so that nothing else of this process, on the same handle or on another, can come between.
 *
 * @example
 * function* findFirst<Row>(statement: CompiledQuery<Row>): SqlSteps<Row | undefined> {
 *   const [row] = yield* query(statement);
 *   return row;
 * }
 */
export type SqlSteps<Result> = Generator<SqlStatement | SqlBurst, Result, readonly unknown[]>;

/** Statements that are sent one after the other without a wait in between; the steps are resumed with the rows of each. */
interface SqlBurst {
  readonly burst: readonly SqlStatement[];
  /** Whether the steps continue before they have run. Default false. */
  readonly isDeferred?: boolean;
}

/** Yields one statement and returns its rows, typed by the query builder. */
export function* query<Row>(statement: CompiledQuery<Row>): SqlSteps<readonly Row[]> {
  // The query builder has derived the row from the columns that the statement selects.
  return (yield statement) as readonly Row[];
}

/** Yields one statement whose rows are not needed: over a network it travels with the next one. */
export function* run(statement: CompiledQuery<unknown>): SqlSteps<void> {
  yield { ...statement, isDeferred: true };
}

/** Yields statements that need nothing of each other's rows, and returns the rows of each. */
export function* queryAll(statements: readonly SqlStatement[]): SqlSteps<readonly (readonly unknown[])[]> {
  return statements.length === 0 ? [] : ((yield { burst: statements }) as readonly (readonly unknown[])[]);
}

/** Yields statements whose rows are not needed, to run in this order. */
export function* runAll(statements: readonly SqlStatement[]): SqlSteps<void> {
  if (statements.length > 0) yield { burst: statements, isDeferred: true };
}
