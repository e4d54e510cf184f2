import pg from "pg";
import { describe, expect, test } from "vitest";
import { postgresBinaries, startPostgres } from "./postgres.ts";

describe.skipIf(postgresBinaries === undefined)("startPostgres (needs a PostgreSQL server)", () => {
  test("creates separate databases and stops", async () => {
    const server = await startPostgres();
    const [first, second] = [await server.createDatabase(), await server.createDatabase()];
    expect(first).not.toBe(second);
    const client = new pg.Client({ connectionString: second });
    await client.connect();
    expect((await client.query("SELECT current_database() AS name")).rows).toEqual([
      { name: second.split("/").at(-1) },
    ]);
    await client.end();
    await server.close();
    await server.close();
    await expect(new pg.Client({ connectionString: first }).connect()).rejects.toThrow();
  });
});
