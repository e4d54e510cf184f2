import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPostgresNumberStore } from "../../../../src/card-series-maintenance/numbering/allocation/postgres-number-store.ts";
import { rejectionCode } from "../../../support/code-of.ts";
import { postgresBinaries, startPostgres, type TestPostgres } from "../../../support/postgres.ts";
import { describeNumberStore } from "./conformance.ts";
import { describeEarlierTables } from "./earlier-tables.ts";

describe.skipIf(postgresBinaries === undefined)("PostgreSQL (needs a server: apt-get install postgresql)", () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.close());

  describeNumberStore("PostgreSQL number store", async () => {
    const connectionString = await server.createDatabase();
    return () => openPostgresNumberStore({ connectionString });
  });

  describeEarlierTables("PostgreSQL number tables", async () => {
    const connectionString = await server.createDatabase();
    return {
      open: () => openPostgresNumberStore({ connectionString }),
      async execute(sql) {
        const client = new pg.Client({ connectionString });
        await client.connect();
        try {
          return (await client.query(sql)).rows;
        } finally {
          await client.end();
        }
      },
    };
  });

  test("makes its tables once when many open it at the same time", async () => {
    const connectionString = await server.createDatabase();
    const stores = await Promise.all(Array.from({ length: 8 }, () => openPostgresNumberStore({ connectionString })));
    await Promise.all(stores.map((store) => store.close()));
  });

  test("says when the server cannot be reached, without the password", async () => {
    const connectionString = "postgres://user:secret@127.0.0.1:1/none";
    const opening = openPostgresNumberStore({ connectionString });
    expect(await rejectionCode(opening)).toBe("NUMBER_STORE_UNAVAILABLE");
    await expect(opening).rejects.toThrow(expect.not.objectContaining({ message: expect.stringContaining("secret") }));
  });
});
