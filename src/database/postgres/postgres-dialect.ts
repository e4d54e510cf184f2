import { PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql } from "kysely";
import { onConflict } from "../on-conflict.ts";
import type { SqlDialect } from "../sql-dialect.ts";

/** PostgreSQL has many writers at a time, which keep out of each other's way by locks. */
export const postgresDialect: SqlDialect = {
  kysely: {
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
  hasOneWriter: false,
  commitLater: [{ sql: "set local synchronous_commit to off", parameters: [] }],
  nowMs: sql<number>`cast(extract(epoch from clock_timestamp()) * 1000 as bigint)`,
  tableNamed: (name) => sql`select 1 where to_regclass(${name}) is not null`,
  counter: { type: "bigint", define: (column) => column.primaryKey().generatedAlwaysAsIdentity() },
  isOneOf: (column, list) => sql`${sql.ref(column)} = any(${list})`,
  rows(columns) {
    const lists = columns.map(({ type }, index) => `$${index + 1}::${type}[]`).join(", ");
    const from = `from unnest(${lists}) as given(${columns.map(({ name }) => name).join(", ")})`;
    return {
      query: `select * ${from}`,
      insert: (expressions) => `select ${expressions.join(", ")} ${from}`,
      from,
      given: (column) => `given.${column}`,
      returning: (column) => `returning ${column}`,
      complete: (sql) => ({
        sql,
        bind: (rows) => ({ parameters: columns.map((_, index) => rows.map((row) => row[index])) }),
      }),
    };
  },
  lockKeys: ({ purpose, keys }) =>
    sql`select pg_advisory_xact_lock(hashtextextended(key, ${sql.lit(purpose)})) from unnest(${keys}::text[]) as key`,
  lockKey({ purpose, key }) {
    const number = sql.lit(purpose);
    return key === undefined
      ? sql`select pg_advisory_xact_lock(${number})`
      : sql`select pg_advisory_xact_lock(hashtextextended(${key}, ${number}))`;
  },
  forUpdate: (select) => select.forUpdate(),
  forUpdateSkipLocked: (select) => select.forUpdate().skipLocked(),
  upsert: onConflict,
};
