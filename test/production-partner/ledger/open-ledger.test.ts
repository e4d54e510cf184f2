import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { inspect } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { openPostgresLedger, openSqliteLedger } from "../../../src/production-partner/ledger/index.ts";
import { receiveIn } from "../../support/ledger.ts";
import { requestSent } from "../../support/order-messages.ts";
import { postgresBinaries, startPostgres } from "../../support/postgres.ts";

const folder = await mkdtemp(join(tmpdir(), "cardwright-open-"));
afterAll(() => rm(folder, { recursive: true }));
const path = join(folder, "orders.db");

describe("opening a ledger refuses", () => {
  // As JavaScript, or an environment variable that is not set, gives them.
  test.each<[string, object]>([
    ["no path", { path: undefined }],
    ["an empty path", { path: "" }],
    ["a lease of no length", { path, leaseMs: 0 }],
    ["a lease in words", { path, leaseMs: "30s" }],
    ["a window that is not a number", { path, duplicateWindowMs: Number.NaN }],
    ["an unknown policy", { path, personalData: "leaveout" }],
    ["keys without a current one", { path, personalData: { key: () => new Uint8Array(32) } }],
    ["a key id that cannot be stored", { path, personalData: { current: "a:b", key: () => new Uint8Array(32) } }],
    ["a key that is too short", { path, personalData: { current: "a", key: () => new Uint8Array(16) } }],
  ])("%s", async (_, options) => {
    const opened = openSqliteLedger(options as Parameters<typeof openSqliteLedger>[0]);
    await expect(opened).rejects.toMatchObject({ code: "LEDGER_OPTION" });
  });

  test("no address of a PostgreSQL database, instead of trying this machine's", async () => {
    const opened = openPostgresLedger({ connectionString: undefined as unknown as string });
    await expect(opened).rejects.toMatchObject({ code: "LEDGER_OPTION" });
  });

  test("tables of a newer version", async () => {
    const newer = join(folder, "newer.db");
    await (await openSqliteLedger({ path: newer })).close();
    const db = new DatabaseSync(newer);
    db.exec("INSERT INTO cardwright_migration VALUES ('ledger', 99, 'of the future', 1)");
    db.close();
    await expect(openSqliteLedger({ path: newer })).rejects.toMatchObject({ code: "SCHEMA_NEWER" });
  });

  test.each([
    ["a folder that is not there", join(folder, "nowhere", "orders.db"), /folder does not exist/],
    ["a file that is not a database", join(folder, "text.db"), /not an SQLite database/],
  ])("%s", async (_, file, message) => {
    await writeFile(join(folder, "text.db"), "Example Recipient ".repeat(100));
    await expect(openSqliteLedger({ path: file })).rejects.toThrow(message);
  });
});

describe("a database that fails", () => {
  test("may only be read: says so", async () => {
    const readOnly = join(folder, "read-only.db");
    await (await openSqliteLedger({ path: readOnly })).close();
    await chmod(readOnly, 0o444);
    const db = new DatabaseSync(readOnly, { readOnly: true });
    await expect(openSqliteLedger({ handle: db })).rejects.toMatchObject({
      code: "DATABASE",
      message: expect.stringContaining("it is read-only"),
    });
    db.close();
  });

  test("is full: the message is not kept, the others are, and it works again when there is room", async () => {
    const db = new DatabaseSync(join(folder, "full.db"));
    await using ledger = await openSqliteLedger({ handle: db });
    const pages = Number(db.prepare("PRAGMA page_count").get()?.["page_count"]);
    const request = requestSent({ cardId: "LARGE", kept: { cardElements: { X: "x".repeat(50_000) } } });
    db.exec(`PRAGMA max_page_count = ${pages + 2}`);
    await expect(receiveIn(ledger, request)).rejects.toThrow("the disk is full");
    expect(await receiveIn(ledger, requestSent({ cardId: "SMALL" }))).toBe("ok");
    expect(await ledger.findCard("LARGE")).toBeUndefined();
    db.exec("PRAGMA max_page_count = 100000");
    expect(await receiveIn(ledger, request)).toBe("ok");
    await ledger.close();
    db.close();
  });

  test("is closed: says so", async () => {
    const ledger = await openSqliteLedger({ path: ":memory:" });
    await ledger.close();
    await expect(ledger.findCard("CARD-1")).rejects.toThrow("it is closed");
    await expect(ledger.resend("message")).rejects.toThrow("it is closed");
  });
});

describe.skipIf(postgresBinaries === undefined)("PostgreSQL (needs a server: apt-get install postgresql)", () => {
  test("says what is wrong with a connection string, without its password", async () => {
    await using server = await startPostgres();
    const right = await server.createDatabase();
    for (const [connectionString, message] of [
      [`${right}-of-another-name`, "no database has that name"],
      [right.replace("cardwright@", "nobody:hunter2@"), "may not connect"],
      ["postgres://nobody:hunter2@127.0.0.1:1/orders", "no server answers"],
      ["postgres://nobody:hun ter2@:bad:port/orders", "not a valid URL"],
    ] as const) {
      const failure: unknown = await openPostgresLedger({ connectionString }).catch((error: unknown) => error);
      expect(String(failure)).toContain(message);
      expect(failure).toMatchObject({ code: "DATABASE" });
      expect(inspect(failure, { depth: 9 }) + JSON.stringify(failure)).not.toContain("ter2");
    }
  });
});
