import type {
  ColumnDefinitionBuilder,
  Dialect,
  InsertQueryBuilder,
  RawBuilder,
  SelectQueryBuilder,
  SqlBool,
} from "kysely";
import type { SqlStatement } from "./sql-steps.ts";

/**
 * What one database writes differently from another: the only place that knows which database it is. Each driver's
 * folder has one, so that another database is another folder.
 */
export interface SqlDialect {
  /** The parts of Kysely that write this dialect. */
  readonly kysely: Pick<Dialect, "createAdapter" | "createIntrospector" | "createQueryCompiler">;

  /** Whether transactions that write run one after the other, so that nothing needs to be locked. */
  readonly hasOneWriter: boolean;

  /**
   * Statements that let the commit of their transaction end before it is on the disk. None where the caller of the
   * transaction decides: see `WriteOptions.whenCommitted`.
   */
  readonly commitLater: readonly SqlStatement[];

  /** The current time as an SQL expression, in milliseconds since 1970, by a clock that all processes share. */
  readonly nowMs: RawBuilder<number>;

  /** A query that returns one row when there is a table of this name, else none. */
  tableNamed(name: string): RawBuilder<unknown>;

  /** The type of a column that counts up with every row and never repeats a number. */
  readonly counter: {
    readonly type: "integer" | "bigint";
    readonly define: (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder;
  };

  /**
   * Whether a column is one of a list. The list is one parameter, so that the statement is the same however long it is.
   */
  isOneOf(column: string, list: readonly string[]): RawBuilder<SqlBool>;

  /**
   * Writes a list of rows, so that one statement handles any number of them: the same text however long the list is. Its
   * placeholders are the only ones of the statement.
   */
  rows(columns: readonly SqlColumn[]): SqlRows;

  /**
   * A statement that waits until no other transaction holds a key, and holds it until the transaction ends. Does
   * nothing where there is {@link hasOneWriter}.
   */
  lockKey(lock: SqlLock): RawBuilder<unknown>;

  /** The same for many keys, which it waits for in their order. */
  lockKeys(lock: { readonly purpose: number; readonly keys: readonly string[] }): RawBuilder<unknown>;

  /** Locks the selected rows until the transaction ends. */
  forUpdate<Tables, Table extends keyof Tables, Row>(
    select: SelectQueryBuilder<Tables, Table, Row>,
  ): SelectQueryBuilder<Tables, Table, Row>;

  /** Locks the selected rows until the transaction ends, and leaves out those that another transaction has locked. */
  forUpdateSkipLocked<Tables, Table extends keyof Tables, Row>(
    select: SelectQueryBuilder<Tables, Table, Row>,
  ): SelectQueryBuilder<Tables, Table, Row>;

  /** Inserts a row, or updates some columns of the row that has the same key. */
  upsert<Tables, Table extends keyof Tables, Row>(
    insert: InsertQueryBuilder<Tables, Table, Row>,
    conflict: SqlConflict<Tables, Table>,
  ): InsertQueryBuilder<Tables, Table, Row>;
}

/** A column of a list of rows. */
export interface SqlColumn {
  readonly name: string;
  readonly type: "text" | "integer" | "bigint";
}

/** A statement over a list of rows. */
export interface RowsStatement {
  readonly sql: string;
  /** Puts rows into the statement: values in the order of the columns. */
  bind(rows: readonly (readonly unknown[])[]): Pick<SqlStatement, "parameters" | "each" | "returned">;
}

/** A list of rows within a statement, which uses one of its forms. */
export interface SqlRows {
  /** A query that returns the rows, with these columns. */
  readonly query: string;
  /** What an insert inserts for each row: the values of some expressions, made of {@link given}. */
  insert(expressions: readonly string[]): string;
  /** What comes between the changes of an update and its condition, which are made of {@link given}. */
  readonly from: string;
  /** The value of a column, in an insert or update. */
  given(column: string): string;
  /** The end of an insert that returns this column of the rows that it has inserted. */
  returning(column: string): string;
  /** Makes the statement of its text. */
  complete(sql: string): RowsStatement;
}

/** A key that a transaction holds. */
interface SqlLock {
  /** An arbitrary number that keeps the locks of different purposes apart. Fixed: other versions lock the same. */
  readonly purpose: number;
  /** Default: there is one lock for the purpose. */
  readonly key?: string;
}

/** What to do when an inserted row has the same key as an existing one. */
export interface SqlConflict<Tables, Table extends keyof Tables> {
  /** The columns of the unique key. */
  readonly key: readonly (keyof Tables[Table] & string)[];
  /** The columns to update; with none, the existing row stays as it is. */
  readonly update: readonly (keyof Tables[Table] & string)[];
}
