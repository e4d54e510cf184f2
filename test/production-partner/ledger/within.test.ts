import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ProductionPartnerClient } from "../../../src/index.ts";
import {
  MemoryLedger,
  openPostgresLedger,
  openSqliteLedger,
  type SqlLedger,
} from "../../../src/production-partner/ledger/index.ts";
import { exampleRequest, ProductionPartnerSandbox } from "../../../src/sandbox/index.ts";
import { codeOf, rejectionCode } from "../../support/code-of.ts";
import { receiveIn } from "../../support/ledger.ts";
import { requestSent } from "../../support/order-messages.ts";
import { postgresBinaries, startPostgres, type TestPostgres } from "../../support/postgres.ts";

const folder = await mkdtemp(join(tmpdir(), "cardwright-within-"));
let sandbox: ProductionPartnerSandbox;
beforeAll(async () => {
  sandbox = await ProductionPartnerSandbox.start();
});
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true });
});

/** A client that has the order of a card, and NGOC knows of it. */
async function withOrder(ledger: SqlLedger, cardId: string): Promise<ProductionPartnerClient> {
  const client = new ProductionPartnerClient({ ...sandbox.partner, ledger });
  await sandbox.ngoc.sendRequest(exampleRequest({ cardId }));
  await receiveIn(ledger, requestSent({ cardId }));
  return client;
}

const arrived = async (cardId: string) => {
  await sandbox.ngoc.until(() => sandbox.ngoc.book.stateOf(cardId) === "produced", {
    signal: AbortSignal.timeout(10_000),
  });
};

describe("a report within the application's own SQLite transaction", () => {
  test("that the queue can never take is refused, also before the queue was asked", async () => {
    const path = join(folder, "large.db");
    await using ledger = await openSqliteLedger({ path });
    await using client = await withOrder(ledger, "LARGE-1");
    const db = new DatabaseSync(path);
    db.exec("BEGIN IMMEDIATE");
    const report = () =>
      client.within(db).reportCardProduced({ cardId: "LARGE-1", reportData: { photo: "x".repeat(400_000) } });
    expect(codeOf(report)).toBe("MESSAGE_TOO_LARGE");
    db.exec("COMMIT");
    db.close();
    expect(await ledger.findCard("LARGE-1")).toMatchObject({ state: "requested" });
  });

  test("is sent when that is committed, and never when it is rolled back", async () => {
    const path = join(folder, "orders.db");
    await using ledger = await openSqliteLedger({ path });
    await using client = await withOrder(ledger, "LITE-1");
    const db = new DatabaseSync(path);
    db.exec("CREATE TABLE job (card_id TEXT, message_id TEXT)");
    const finish = () => {
      db.exec("BEGIN IMMEDIATE");
      const { messageId } = client.within(db).reportCardProduced({ cardId: "LITE-1", reportData: {} });
      db.prepare("INSERT INTO job VALUES (?, ?)").run("LITE-1", messageId);
    };

    finish();
    db.exec("ROLLBACK");
    await client.flush();
    expect(await ledger.findCard("LITE-1")).toMatchObject({ state: "requested" });
    expect(sandbox.ngoc.book.stateOf("LITE-1")).toBe("ordered");

    finish();
    // A refusal undoes itself, not the application's transaction.
    const other = () => client.within(db).reportCardProduced({ cardId: "LITE-1", reportData: { MIFARE_UID: "04" } });
    expect(codeOf(other)).toBe("ORDER_REFUSED");
    db.exec("COMMIT");
    await client.flush();
    await arrived("LITE-1");
    expect(db.prepare("SELECT message_id FROM job").all()).toEqual([
      { message_id: (await ledger.findCard("LITE-1"))?.reportId },
    ]);
    db.close();
  });

  test("works on a handle that the ledger shares, while the ledger waits", async () => {
    const db = new DatabaseSync(join(folder, "shared.db"));
    await using ledger = await openSqliteLedger({ handle: db });
    await using client = await withOrder(ledger, "LITE-2");
    db.exec("BEGIN IMMEDIATE");
    const other = receiveIn(ledger, requestSent({ cardId: "LITE-3" }));
    await new Promise(setImmediate);
    client.within(db).reportCardProduced({ cardId: "LITE-2", reportData: {} });
    db.exec("ROLLBACK");
    expect(await other).toBe("ok");
    expect(await ledger.findCard("LITE-2")).toMatchObject({ state: "requested" });
    expect(await ledger.findCard("LITE-3")).toMatchObject({ state: "requested" });
  });

  test("says when there is no transaction, or no such database", async () => {
    const db = new DatabaseSync(":memory:");
    await using ledger = await openSqliteLedger({ handle: db });
    await using client = new ProductionPartnerClient({ ...sandbox.partner, ledger });
    const report = { cardId: "CARD-1", reportData: {} };
    expect(codeOf(() => client.within(db).reportCardProduced(report))).toBe("TRANSACTION_HANDLE");
    expect(codeOf(() => client.within(new pg.Client()))).toBe("TRANSACTION_HANDLE");
    await using plain = new ProductionPartnerClient({ ...sandbox.partner, ledger: new MemoryLedger() });
    expect(codeOf(() => plain.within(db))).toBe("NO_TRANSACTIONS");
  });
});

describe.skipIf(postgresBinaries === undefined)(
  "a report within the application's own PostgreSQL transaction (needs a server: apt-get install postgresql)",
  () => {
    let server: TestPostgres;
    beforeAll(async () => {
      server = await startPostgres();
    });
    afterAll(() => server.close());

    test("is sent when that is committed, and never when it is rolled back", async () => {
      const connectionString = await server.createDatabase();
      await using ledger = await openPostgresLedger({ connectionString });
      await using client = await withOrder(ledger, "PG-1");
      const db = new pg.Client({ connectionString });
      await db.connect();
      await db.query("CREATE TABLE job (card_id TEXT, message_id TEXT)");
      const finish = async () => {
        await db.query("BEGIN");
        const { messageId } = await client.within(db).reportCardProduced({ cardId: "PG-1", reportData: {} });
        await db.query("INSERT INTO job VALUES ($1, $2)", ["PG-1", messageId]);
      };

      await finish();
      await db.query("ROLLBACK");
      await client.flush();
      expect(sandbox.ngoc.book.stateOf("PG-1")).toBe("ordered");

      await finish();
      const other = client.within(db).reportCardProduced({ cardId: "PG-1", reportData: { MIFARE_UID: "04" } });
      expect(await rejectionCode(other)).toBe("ORDER_REFUSED");
      await client.flush();
      expect(sandbox.ngoc.book.stateOf("PG-1")).toBe("ordered");
      await db.query("COMMIT");
      await client.flush();
      await arrived("PG-1");
      expect((await db.query("SELECT message_id FROM job")).rows).toEqual([
        { message_id: (await ledger.findCard("PG-1"))?.reportId },
      ]);
      const outside = client.within(db).reportCardProduced({ cardId: "PG-1", reportData: {} });
      expect(await rejectionCode(outside)).toBe("DATABASE");
      await db.end();
    });
  },
);
