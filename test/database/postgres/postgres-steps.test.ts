import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runPostgresSteps, together } from "../../../src/database/postgres/postgres-steps.ts";
import type { SqlStatement, SqlSteps } from "../../../src/database/sql-steps.ts";
import { postgresBinaries, startPostgres, type TestPostgres } from "../../support/postgres.ts";

describe("together", () => {
  const insert = (table: string): SqlStatement => ({ sql: `insert into ${table} values ($1)`, parameters: [table] });

  test("joins statements into one, with a name to prepare it by", () => {
    const { sql, name, parameters } = together([insert("a"), insert("b")]);
    expect(sql).toBe("with part_0 as (insert into a values ($1)), part_1 as (insert into b values ($2)) select");
    expect(name).toMatch(/^cardwright_[0-9a-f]{40}$/);
    expect(parameters).toEqual(["a", "b"]);
    expect(together([insert("a"), insert("b")]).name).toBe(name);
  });

  test("keeps and prepares a bounded number of joined statements, and joins all others just the same", () => {
    const joined = Array.from({ length: 1_000 }, (_, index) => together([insert(`t${index}`), insert("b")]));
    expect(joined.filter(({ name }) => name !== undefined).length).toBeLessThanOrEqual(500);
    expect(joined.at(-1)).toMatchObject({
      sql: "with part_0 as (insert into t999 values ($1)), part_1 as (insert into b values ($2)) select",
      parameters: ["t999", "b"],
    });
  });
});

const around = { begin: "BEGIN", end: "COMMIT", isOptional: true };

describe.skipIf(postgresBinaries === undefined)("PostgreSQL (needs a server: apt-get install postgresql)", () => {
  let server: TestPostgres;
  let connectionString: string;
  beforeAll(async () => {
    server = await startPostgres();
    connectionString = await server.createDatabase();
    await withClient(false, (client) =>
      client.query("CREATE TABLE log (n serial, word text UNIQUE); CREATE TABLE b (word text)"),
    );
  });
  afterAll(() => server.close());

  async function withClient<T>(pipeline: boolean, use: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client({ connectionString, pipeline });
    await client.connect();
    try {
      return await use(client);
    } finally {
      await client.end();
    }
  }

  const deferred = (sql: string, ...parameters: unknown[]): SqlStatement => ({ sql, parameters, isDeferred: true });
  const log = (word: string) => deferred("insert into log (word) values ($1)", word);
  const words = { sql: "select word from log order by n", parameters: [] };
  const wordsIn = async (client: pg.Client) =>
    (await client.query<{ word: string }>(words.sql)).rows.map(({ word }) => word);

  describe.each([true, false])("pipeline: %s", (pipeline) => {
    test("runs deferred statements in their order, before the next one that is waited for; also deferred reads", () =>
      withClient(pipeline, async (client) => {
        await client.query("TRUNCATE log, b RESTART IDENTITY");
        function* steps(): SqlSteps<unknown> {
          for (const word of ["one", "two"]) {
            yield log(word);
            yield deferred("insert into b values ($1)", word);
          }
          yield deferred("select setval('log_n_seq', 100)");
          yield log("three");
          const rows = yield words;
          yield log("four");
          yield log("five");
          return rows;
        }
        expect(await runPostgresSteps(client, around, steps())).toEqual([
          { word: "one" },
          { word: "two" },
          { word: "three" },
        ]);
        expect(await wordsIn(client)).toEqual(["one", "two", "three", "four", "five"]);
        expect((await client.query("SELECT max(n) AS n FROM log")).rows).toEqual([{ n: 103 }]);
      }));

    test("reports the failure of a deferred statement, and none of them has an effect", () =>
      withClient(pipeline, async (client) => {
        await client.query("TRUNCATE log, b RESTART IDENTITY");
        function* steps(): SqlSteps<void> {
          yield deferred("insert into b values ($1)", "one");
          yield log("one");
          yield log("one");
          yield words;
        }
        await expect(runPostgresSteps(client, around, steps())).rejects.toMatchObject({ code: "23505" });
        await client.query("ROLLBACK");
        function* atTheEnd(): SqlSteps<void> {
          yield log("two");
          yield log("two");
        }
        await expect(runPostgresSteps(client, around, atTheEnd())).rejects.toMatchObject({ code: "23505" });
        await client.query("ROLLBACK");
        expect(await wordsIn(client)).toEqual([]);
      }));
  });
});
