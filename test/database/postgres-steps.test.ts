import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runPostgresSteps } from "../../src/database/postgres-steps.ts";
import type { SqlStatement, SqlSteps } from "../../src/database/sql-steps.ts";
import { postgresBinaries, startPostgres, type TestPostgres } from "../support/postgres.ts";

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
    it("runs what is deferred in its order, before what is waited for, and reads that are deferred, too", () =>
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

    it("tells the failure of what is deferred, and none of it happens", () =>
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
