import { DatabaseSync } from "node:sqlite";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { createQueryBuilder } from "../../src/database/query-builder.ts";
import { query, type SqlSteps } from "../../src/database/sql-steps.ts";
import { SqliteConnection } from "../../src/database/sqlite/sqlite-connection.ts";
import { sqliteDialect } from "../../src/database/sqlite/sqlite-dialect.ts";
import { type StatementTarget, statement } from "../../src/database/statement.ts";

interface Tables {
  job: { id: string; pages: number; note: string | null };
}
type Target = StatementTarget<Tables>;
const target: Target = { db: createQueryBuilder<Tables>(sqliteDialect), dialect: sqliteDialect };

interface Bounds {
  readonly ids: readonly string[];
  readonly max: number;
}

interface NewJob {
  readonly id: string;
  readonly pages: number;
  /** Optional, as columns that may be null are in the types of the query builder. */
  readonly note?: string | null;
}

const openJobs = () => {
  const connection = new SqliteConnection(new DatabaseSync(":memory:"));
  connection.exec("CREATE TABLE job (id TEXT, pages INTEGER, note TEXT)");
  return connection;
};

describe("statement", () => {
  test("is built once, and run with other values each time", () => {
    let times = 0;
    const jobs = statement(["ids", "max"], ({ db, dialect }: Target, { ids, max }: Bounds) => {
      times++;
      return db.selectFrom("job").selectAll().where(dialect.isOneOf("id", ids)).where("pages", "<=", max);
    });
    const connection = openJobs();
    connection.exec("INSERT INTO job VALUES ('a', 1, NULL), ('b', 2, NULL), ('c', 3, NULL)");
    function* idsOf(ids: readonly string[], max: number): SqlSteps<readonly string[]> {
      return (yield* query(jobs(target, { ids, max }))).map(({ id }) => id);
    }
    expect(connection.runSteps(idsOf(["a", "b", "c"], 2))).toEqual(["a", "b"]);
    expect(connection.runSteps(idsOf(["c", "'; DROP TABLE job"], 3))).toEqual(["c"]);
    expect(connection.runSteps(idsOf([], 3))).toEqual([]);
    expect(times).toBe(1);
  });

  test("cannot be computed with values that it does not have yet", () => {
    const wrong = statement(["max"], ({ db }: Target, { max }: Pick<Bounds, "max">) =>
      db
        .selectFrom("job")
        .selectAll()
        .where(sql<number>`pages`, "<", max + 1),
    );
    expect(() => wrong(target, { max: 1 })).toThrow("before the value of max is known");
  });

  test("takes every value of every call, whichever values the first call has", () => {
    const insertJob = statement(["id", "pages", "note"], ({ db }: Target, row: NewJob) =>
      db.insertInto("job").values(row),
    );
    const connection = openJobs();
    function* insert(row: Required<NewJob>): SqlSteps<unknown> {
      yield* query(insertJob(target, row));
      return yield* query(target.db.selectFrom("job").select(["id", "note"]).orderBy("id").compile());
    }
    connection.runSteps(insert({ id: "a", pages: 1, note: null }));
    expect(connection.runSteps(insert({ pages: 2, note: "urgent", id: "b" }))).toEqual([
      { id: "a", note: null },
      { id: "b", note: "urgent" },
    ]);
  });

  test("refuses a value that is missing, and one that is too many", () => {
    const insertJob = statement(["id", "pages", "note"], ({ db }: Target, row: NewJob) =>
      db.insertInto("job").values(row),
    );
    // @ts-expect-error A call must have every value, also the optional ones.
    expect(() => insertJob(target, { id: "a", pages: 1 })).toThrow(
      "needs values for id, pages, note, but got id, pages",
    );
    const wider = { id: "a", pages: 1, note: null, ink: "black" };
    expect(() => insertJob(target, wider)).toThrow("but got id, pages, note, ink");
    const undefinedNote = { id: "a", pages: 1, note: undefined as unknown as null };
    expect(() => insertJob(target, undefinedNote)).toThrow("needs values for note");
  });

  test("must list every value, and no other", () => {
    const build = ({ db }: Target, row: NewJob) => db.insertInto("job").values(row);
    // @ts-expect-error The note is not listed.
    statement(["id", "pages"], build);
    // @ts-expect-error There is no value of this name.
    statement(["id", "pages", "note", "ink"], build);
  });
});
