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
  // Without the condition, a following "on conflict" would be taken for that of a join.
  rows: (columns) => ({
    query: `select ${columns.map(({ name }) => `? as ${name}`).join(", ")} where true`,
    // A statement of one row, run again and again, costs a third of one that takes a list apart with json_each.
    bind: (rows) => ({ parameters: [], each: rows }),
  }),
  lockKey: () => sql`select 1`,
  lockKeys: () => sql`select 1`,
  forUpdate: (select) => select,
  forUpdateSkipLocked: (select) => select,
  upsert: onConflict,
};
