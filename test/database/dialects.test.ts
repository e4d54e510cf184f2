import type { RawBuilder } from "kysely";
import { describe, expect, test } from "vitest";
import { postgresDialect } from "../../src/database/postgres/postgres-dialect.ts";
import { createQueryBuilder } from "../../src/database/query-builder.ts";
import type { SqlDialect } from "../../src/database/sql-dialect.ts";
import { sqliteDialect } from "../../src/database/sqlite/sqlite-dialect.ts";

interface Tables {
  job: { id: string; pages: number };
}

/** The SQL of everything that dialects write differently. */
function sqlOf(dialect: SqlDialect): { readonly [part: string]: string } {
  const db = createQueryBuilder<Tables>(dialect);
  const raw = (builder: RawBuilder<unknown>) => builder.compile(db).sql;
  const jobs = db.selectFrom("job").select("id");
  const insert = db.insertInto("job").values({ id: "a", pages: 1 });
  return {
    isOneOf: jobs.where(dialect.isOneOf("id", ["a", "b"])).compile().sql,
    lockPurpose: raw(dialect.lockKey({ purpose: 7 })),
    lockKey: raw(dialect.lockKey({ purpose: 7, key: "a" })),
    forUpdate: dialect.forUpdate(jobs).compile().sql,
    forUpdateSkipLocked: dialect.forUpdateSkipLocked(jobs).compile().sql,
    upsert: dialect.upsert(insert, { key: ["id"], update: ["pages"] }).compile().sql,
    insertIfNew: dialect.upsert(insert, { key: ["id"], update: [] }).compile().sql,
    counter: db.schema.createTable("t").addColumn("n", dialect.counter.type, dialect.counter.define).compile().sql,
  };
}

describe("dialects", () => {
  test("SQLite locks nothing, as it has one writer at a time", () => {
    expect(sqlOf(sqliteDialect)).toEqual({
      isOneOf: 'select "id" from "job" where "id" in (select value from json_each(?))',
      lockPurpose: "select 1",
      lockKey: "select 1",
      forUpdate: 'select "id" from "job"',
      forUpdateSkipLocked: 'select "id" from "job"',
      upsert:
        'insert into "job" ("id", "pages") values (?, ?) on conflict ("id") do update set "pages" = "excluded"."pages"',
      insertIfNew: 'insert into "job" ("id", "pages") values (?, ?) on conflict ("id") do nothing',
      counter: 'create table "t" ("n" integer primary key autoincrement)',
    });
  });

  test("PostgreSQL locks keys and rows", () => {
    expect(sqlOf(postgresDialect)).toEqual({
      isOneOf: 'select "id" from "job" where "id" = any($1)',
      lockPurpose: "select pg_advisory_xact_lock(7)",
      lockKey: "select pg_advisory_xact_lock(hashtextextended($1, 7))",
      forUpdate: 'select "id" from "job" for update',
      forUpdateSkipLocked: 'select "id" from "job" for update skip locked',
      upsert:
        'insert into "job" ("id", "pages") values ($1, $2) on conflict ("id") do update set "pages" = "excluded"."pages"',
      insertIfNew: 'insert into "job" ("id", "pages") values ($1, $2) on conflict ("id") do nothing',
      counter: 'create table "t" ("n" bigint generated always as identity primary key)',
    });
  });
});
