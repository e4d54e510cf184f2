import { readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { createQueryBuilder } from "../../src/database/query-builder.ts";
import { sqliteDialect } from "../../src/database/sqlite/sqlite-dialect.ts";
import { ledgerMigrations } from "../../src/production-partner/ledger/schema/migrations.ts";

const statementsOf = (migrations: typeof ledgerMigrations): readonly string[] =>
  migrations.flatMap((migration) => {
    const statements = migration.statements(createQueryBuilder<unknown>(sqliteDialect), sqliteDialect);
    return statements.map((statement) => statement.compile().sql);
  });

/** How many migrations the first version of each minor has: those after them come within a minor version. */
const firstOfMinor: { readonly [version: string]: number } = {
  "0.1.0": 2,
  // A number from its release on.
  "0.2.0": ledgerMigrations.length,
};
const withinMinor = ledgerMigrations.slice(Math.max(...Object.values(firstOfMinor)));

/** Whether workers of the version before can go on while a statement is there: it adds, and asks nothing of those who write. */
function onlyAdds(sql: string): boolean {
  if (/^create table |^create index /.test(sql)) return true;
  return /^alter table "\w+" add column "\w+" \w+( default .+| not null default .+|)$/.test(
    sql.replaceAll(/ default (\S+) not null$/g, " not null default $1"),
  );
}

describe("migrations of the ledger", () => {
  test("that 0.1.0 has applied make the same tables as then", () => {
    const database = new DatabaseSync(":memory:");
    for (const sql of statementsOf(ledgerMigrations.slice(0, firstOfMinor["0.1.0"]))) database.exec(sql);
    const made = database.prepare("select sql from sqlite_master where sql is not null").all();
    const then = readFileSync(new URL("../fixtures/0.1.0/ledger.sql", import.meta.url), "utf8").split("\n");
    const expected = then.filter((line) => /^CREATE /.test(line) && !/_migration"|sqlite_sequence/.test(line));
    const sorted = made.map(({ sql }) => `${sql};`).filter((sql) => !sql.includes("sqlite_sequence"));
    expect(sorted.sort()).toEqual(expected.sort());
  });

  test("within a minor version only add, so that workers of both versions run at once", () => {
    expect(statementsOf(withinMinor).filter((sql) => !onlyAdds(sql))).toEqual([]);
  });

  test.each([
    ['alter table "a" add column "b" text', true],
    ['alter table "a" add column "b" integer default 0 not null', true],
    ['alter table "a" add column "b" text not null', false],
    ['create index "a" on "b" ("c")', true],
    ['create unique index "a" on "b" ("c")', false],
    ['drop index "a"', false],
    ['update "a" set "b" = 1', false],
  ])("%s adds only: %s", (sql, expected) => {
    expect(onlyAdds(sql)).toBe(expected);
  });
});
