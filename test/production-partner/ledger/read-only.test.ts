import { chmod, copyFile, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPostgresLedger, openSqliteLedger } from "../../../src/production-partner/ledger/index.ts";
import { fromQueue, receiveIn } from "../../support/ledger.ts";
import { requestSent } from "../../support/order-messages.ts";
import { postgresBinaries, startPostgres, type TestPostgres } from "../../support/postgres.ts";

const folder = await mkdtemp(join(tmpdir(), "cardwright-read-only-"));
afterAll(() => rm(folder, { recursive: true }));

async function ledgerFile(name: string): Promise<string> {
  const path = join(folder, name);
  await using ledger = await openSqliteLedger({ path });
  await receiveIn(ledger, requestSent());
  return path;
}

describe("an SQLite ledger that is opened to look", () => {
  test("shows everything, and changes nothing in the file", async () => {
    const path = await ledgerFile("look.db");
    const before = await readFile(path);
    await using ledger = await openSqliteLedger({ path, readOnly: true });
    expect((await ledger.listCards()).items).toHaveLength(1);
    expect(await ledger.listStuck({ olderThanMs: 0 })).toMatchObject([{ kind: "not-handled" }]);
    expect(await readFile(path)).toEqual(before);
  });

  test("refuses to change something", async () => {
    await using ledger = await openSqliteLedger({ path: await ledgerFile("write.db"), readOnly: true });
    const request = requestSent({ cardId: "B" });
    await expect(ledger.receive(request, fromQueue(request))).rejects.toMatchObject({
      code: "DATABASE",
      message: "Database unavailable: it is read-only",
    });
  });

  test("leaves the tables of an older version as they are, and says what to do", async () => {
    const path = await ledgerFile("older.db");
    const handle = new DatabaseSync(path);
    handle.exec("DELETE FROM cardwright_migration WHERE version > 1");
    handle.close();
    const older = openSqliteLedger({ path, readOnly: true });
    await expect(older).rejects.toMatchObject({
      code: "SCHEMA_OLDER",
      message: "The ledger tables were created by an older version of cardwright",
    });
    await expect(older).rejects.toHaveProperty("help", expect.stringContaining("cardwright ledger migrate"));
  });

  test("does not create a file, and refuses one without tables", async () => {
    const path = join(folder, "none.db");
    await expect(openSqliteLedger({ path, readOnly: true })).rejects.toMatchObject({ code: "DATABASE" });
    await expect(stat(path)).rejects.toThrow("ENOENT");
    new DatabaseSync(path).close();
    await expect(openSqliteLedger({ path, readOnly: true })).rejects.toMatchObject({
      code: "SCHEMA_OLDER",
      message: "The database has no ledger tables",
    });
  });
});

describe("the file of an SQLite ledger", () => {
  test("is for its owner alone, and so are the files beside it", async () => {
    const path = join(folder, "private.db");
    await using ledger = await openSqliteLedger({ path });
    await receiveIn(ledger, requestSent());
    for (const file of [path, `${path}-wal`, `${path}-shm`]) expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test("keeps the mode that somebody gave it", async () => {
    const path = join(folder, "shared.db");
    await copyFile(await ledgerFile("origin.db"), path);
    await chmod(path, 0o640);
    await using ledger = await openSqliteLedger({ path });
    await receiveIn(ledger, requestSent({ cardId: "B" }));
    expect((await stat(path)).mode & 0o777).toBe(0o640);
  });
});

describe.skipIf(postgresBinaries === undefined)(
  "a PostgreSQL ledger that is opened to look (needs PostgreSQL: apt-get install postgresql)",
  () => {
    let server: TestPostgres;
    beforeAll(async () => {
      server = await startPostgres();
    });
    afterAll(() => server.close());

    test("needs tables that are there, and writes nothing", async () => {
      const connectionString = await server.createDatabase();
      const look = () => openPostgresLedger({ connectionString, readOnly: true });
      await expect(look()).rejects.toMatchObject({ code: "SCHEMA_OLDER" });
      await using writing = await openPostgresLedger({ connectionString });
      await receiveIn(writing, requestSent());
      await using ledger = await look();
      expect((await ledger.listCards()).items).toHaveLength(1);
      const request = requestSent({ cardId: "B" });
      await expect(ledger.receive(request, fromQueue(request))).rejects.toMatchObject({
        code: "DATABASE",
        message: "Database unavailable: it is read-only",
      });
    });
  },
);
