import { DatabaseSync } from "node:sqlite";
import { sql } from "kysely";
import { expect, it } from "vitest";
import { query, type SqlSteps } from "../../src/database/sql-steps.ts";
import { SqliteConnection } from "../../src/database/sqlite-connection.ts";
import { isOneOf, type StatementTarget, statement } from "../../src/database/statement.ts";
import { statementsFor } from "../../src/database/statements.ts";

interface Tables {
  job: { id: string; pages: number };
}
const target: StatementTarget<Tables> = { db: statementsFor<Tables>("sqlite"), dialect: "sqlite" };

it("is built once, and run with other values each time", () => {
  let times = 0;
  const jobs = statement(({ db, dialect }: StatementTarget<Tables>, of: { ids: readonly string[]; most: number }) => {
    times++;
    return db
      .selectFrom("job")
      .selectAll()
      .where(isOneOf(dialect, "id", of.ids))
      .where("pages", "<=", of.most);
  });
  const connection = new SqliteConnection(new DatabaseSync(":memory:"));
  connection.exec("CREATE TABLE job (id TEXT, pages INTEGER); INSERT INTO job VALUES ('a', 1), ('b', 2), ('c', 3)");
  function* idsOf(ids: readonly string[], most: number): SqlSteps<readonly string[]> {
    return (yield* query(jobs(target, { ids, most }))).map(({ id }) => id);
  }
  expect(connection.runSteps(idsOf(["a", "b", "c"], 2))).toEqual(["a", "b"]);
  expect(connection.runSteps(idsOf(["c", "'; DROP TABLE job"], 3))).toEqual(["c"]);
  expect(connection.runSteps(idsOf([], 3))).toEqual([]);
  expect(times).toBe(1);
});

it("cannot be computed with values that it does not have yet", () => {
  const wrong = statement(({ db }: StatementTarget<Tables>, { most }: { most: number }) =>
    db
      .selectFrom("job")
      .selectAll()
      .where(sql<number>`pages`, "<", most + 1),
  );
  expect(() => wrong(target, { most: 1 })).toThrow("before the value of most is known");
});
