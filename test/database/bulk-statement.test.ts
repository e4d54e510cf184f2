import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { bulkStatement } from "../../src/database/bulk-statement.ts";
import { postgresDialect } from "../../src/database/postgres/postgres-dialect.ts";
import { queryAll, runAll, type SqlSteps } from "../../src/database/sql-steps.ts";
import { SqliteConnection } from "../../src/database/sqlite/sqlite-connection.ts";
import { sqliteDialect } from "../../src/database/sqlite/sqlite-dialect.ts";

interface Job {
  readonly id: string;
  readonly pages: number;
  readonly note: string | null;
}

const insertJobs = bulkStatement<Job>(
  { id: "text", pages: "integer", note: "text" },
  ({ columns, values }) => `insert into job (${columns}) ${values} on conflict (id) do nothing returning id`,
);

describe("bulkStatement", () => {
  test("writes any number of rows with one statement, in the order of its columns", () => {
    const connection = new SqliteConnection(new DatabaseSync(":memory:"));
    connection.exec("CREATE TABLE job (id TEXT PRIMARY KEY, pages INTEGER, note TEXT)");
    const jobs: Job[] = [
      // The columns of a row may come in any order.
      { note: 'a "note", with \\ and \n', pages: 2 ** 31, id: "A" },
      { id: "B", pages: 0, note: null },
    ];
    function* steps(): SqlSteps<unknown> {
      yield* runAll([insertJobs({ dialect: sqliteDialect }, jobs.slice(1))]);
      const [inserted] = yield* queryAll([insertJobs({ dialect: sqliteDialect }, jobs)]);
      const [all] = yield* queryAll([{ sql: "select id, pages, note from job order by id", parameters: [] }]);
      return [inserted, all];
    }
    expect(connection.runSteps(steps())).toEqual([
      [{ id: "A" }],
      jobs.map(({ id, pages, note }) => ({ id, pages, note })),
    ]);
  });

  test("writes values at any place of it, with plain placeholders, which every version of Node fills", () => {
    const updateJobs = bulkStatement<Job>(
      { id: "text", pages: "integer", note: "text" },
      ({ given, from }) =>
        `update job set note = ${given.note}, pages = case when ${given.pages} > pages then ${given.pages} else pages end
         ${from} where job.id = ${given.id}`,
    );
    const connection = new SqliteConnection(new DatabaseSync(":memory:"));
    connection.exec("CREATE TABLE job (id TEXT PRIMARY KEY, pages INTEGER, note TEXT)");
    connection.exec("INSERT INTO job VALUES ('A', 5, NULL), ('B', 5, NULL)");
    const update = updateJobs({ dialect: sqliteDialect }, [
      { id: "A", pages: 3, note: "x" },
      { id: "B", pages: 9, note: "y" },
    ]);
    expect(update.sql).not.toMatch(/\?\d/);
    function* steps(): SqlSteps<unknown> {
      yield* runAll([update]);
      return yield* queryAll([{ sql: "select id, pages, note from job order by id", parameters: [] }]);
    }
    expect(connection.runSteps(steps())).toEqual([
      [
        { id: "A", pages: 5, note: "x" },
        { id: "B", pages: 9, note: "y" },
      ],
    ]);
  });

  test("is the same statement however many rows it writes", () => {
    const target = { dialect: postgresDialect };
    const [none, two] = [
      [],
      [
        { id: "A", pages: 1, note: null },
        { id: "B", pages: 2, note: "x" },
      ],
    ].map((rows) => insertJobs(target, rows));
    expect(two?.sql).toBe(none?.sql);
    expect(two?.name).toBe(none?.name);
    expect(two?.parameters).toEqual([
      ["A", "B"],
      [1, 2],
      [null, "x"],
    ]);
  });
});
