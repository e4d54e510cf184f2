import { createHash } from "node:crypto";
import type { RowsStatement, SqlColumn, SqlDialect, SqlRows } from "./sql-dialect.ts";
import type { SqlStatement } from "./sql-steps.ts";

/** The types of the columns of a list of rows, in their order. */
export type BulkColumns<Row> = { readonly [column in keyof Row]-?: SqlColumn["type"] };

/** A list of rows, to write a statement with: see {@link SqlRows}. */
interface BulkParts<Row> extends Pick<SqlRows, "query" | "from" | "insert" | "returning"> {
  /** The names of all columns, joined with commas. */
  readonly columns: string;
  /** What an insert of all columns inserts. */
  readonly values: string;
  /** The value of each column, in an insert or update. */
  readonly given: { readonly [column in keyof Row]-?: string };
}

/**
 * Makes a statement that handles any number of rows at once: it is written once for each dialect, and prepared once.
 *
 * @param columns the columns of the rows. All that the statement is given are written in this order
 * @example
 * const insertWorkers = bulkStatement<{ worker_id: string; alive_until: number }>(
 *   { worker_id: "text", alive_until: "bigint" },
 *   ({ columns, values }) => `insert into cardwright_worker (${columns}) ${values}`,
 * );
 */
export function bulkStatement<Row extends object>(
  columns: BulkColumns<Row>,
  write: (parts: BulkParts<Row>) => string,
): (target: { readonly dialect: SqlDialect }, rows: readonly Required<Row>[]) => SqlStatement {
  const names = Object.keys(columns) as (keyof Row & string)[];
  const written = new WeakMap<SqlDialect, RowsStatement & { readonly name: string }>();
  return ({ dialect }, rows) => {
    let template = written.get(dialect);
    if (template === undefined) {
      const source = dialect.rows(names.map((name) => ({ name, type: columns[name] })));
      const given = Object.fromEntries(names.map((name) => [name, source.given(name)])) as BulkParts<Row>["given"];
      const { query, from, insert, returning } = source;
      const values = insert(names.map((name) => given[name]));
      const { sql, bind } = source.complete(
        write({ query, from, insert, returning, given, values, columns: names.join(", ") }),
      );
      template = { sql, bind, name: `cardwright_${createHash("sha1").update(sql).digest("hex")}` };
      written.set(dialect, template);
    }
    const { sql, name, bind } = template;
    return { sql, name, ...bind(rows.map((row) => names.map((column) => row[column]))) };
  };
}
