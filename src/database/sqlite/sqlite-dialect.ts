import { SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql } from "kysely";
import { onConflict } from "../on-conflict.ts";
import type { SqlDialect } from "../sql-dialect.ts";

/** SQLite has one writer at a time, so it locks nothing else. */
export const sqliteDialect: SqlDialect = {
  kysely: {
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
  hasOneWriter: true,
  commitLater: [],
  nowMs: sql<number>`cast(unixepoch('subsec') * 1000 as integer)`,
  tableNamed: (name) => sql`select 1 from sqlite_master where type = 'table' and name = ${name}`,
  // Only a column of exactly this type may be "autoincrement".
  counter: { type: "integer", define: (column) => column.primaryKey().autoIncrement() },
  isOneOf: (column, list) => sql`${sql.ref(column)} in (select value from json_each(${list}))`,
  rows(columns) {
    let returned: string | undefined;
    const given = (column: string) => `?${columns.findIndex(({ name }) => name === column) + 1}`;
    return {
      query: `select ${columns.map(({ name }) => `${given(name)} as ${name}`).join(", ")}`,
      // An insert of a query, and an update with "from", might write several rows: SQLite would prepare to undo a part of
      // them, which takes half as long again.
      insert: (expressions) => `values (${expressions.join(", ")})`,
      from: "",
      given,
      // Each run tells how many rows it has inserted. With "returning" it takes twice as long.
      returning(column) {
        returned = column;
        return "";
      },
      complete(sql) {
        // node:sqlite before Node 22.14 takes a numbered placeholder for a named one, which a list of values does not fill.
        const order: number[] = [];
        const plain = sql.replace(/\?(\d+)/g, (_, number) => {
          order.push(Number(number) - 1);
          return "?";
        });
        const isInOrder = order.length === columns.length && order.every((column, place) => column === place);
        const returnedAt = order.indexOf(columns.findIndex(({ name }) => name === returned));
        return {
          sql: plain,
          // A statement of one row, run again and again, costs a third of one that takes a list apart with json_each.
          bind: (rows) => ({
            parameters: [],
            each: isInOrder ? rows : rows.map((row) => order.map((column) => row[column])),
            ...(returned !== undefined && { returned: { column: returned, index: returnedAt } }),
          }),
        };
      },
    };
  },
  lockKey: () => sql`select 1`,
  lockKeys: () => sql`select 1`,
  forUpdate: (select) => select,
  forUpdateSkipLocked: (select) => select,
  upsert: onConflict,
};
