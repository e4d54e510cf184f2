import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createBatch, deliverBatch } from "../../src/card-series-maintenance/index.ts";
import { openNumberAllocator, openSqliteNumberStore } from "../../src/card-series-maintenance/numbering/index.ts";
import { openPostgresLedger, openSqliteLedger } from "../../src/production-partner/ledger/index.ts";
import { ServiceBusBroker } from "../../src/sandbox/index.ts";
import { postgresBinaries, startPostgres } from "../support/postgres.ts";

// What version 0.1.0 has written: its own files, not what this version would have written then.
const fixtures = fileURLToPath(new URL("../fixtures/0.1.0/", import.meta.url));
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cardwright-upgrade-"));
  await cp(fixtures, folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

async function oldDatabase(script: string): Promise<string> {
  const path = join(folder, `${script}.db`);
  const database = new DatabaseSync(path);
  const statements = await readFile(join(folder, script), "utf8");
  database.exec(statements.replace(/^CREATE TABLE sqlite_sequence.*\n/m, ""));
  database.close();
  return path;
}
const oldLedger = () => oldDatabase("ledger.sql");

describe("a ledger of 0.1.0", () => {
  test("is migrated when it is opened to write, with every order in its state", async () => {
    await using ledger = await openSqliteLedger({ path: await oldLedger() });
    expect(await ledger.countCards()).toEqual({ requested: 1, acknowledged: 1, shipped: 1 });
    expect(await ledger.findCard("CARD-REQUESTED")).toMatchObject({ state: "requested", shipmentId: "SHIP-2" });
    const history = await ledger.cardHistory("CARD-SHIPPED");
    expect(history.items.map(({ state }) => state)).toEqual([
      "requested",
      "reported",
      "acknowledged",
      "announced",
      "shipped",
    ]);
  });

  test("is refused, not changed, when it is only looked at", async () => {
    const path = await oldLedger();
    const before = await readFile(path);
    await expect(openSqliteLedger({ path, readOnly: true })).rejects.toMatchObject({ code: "SCHEMA_OLDER" });
    expect(await readFile(path)).toEqual(before);
  });
});

describe.skipIf(postgresBinaries === undefined)("PostgreSQL (needs a server: apt-get install postgresql)", () => {
  test("a ledger of 0.1.0 is migrated with every order in its state", async () => {
    await using server = await startPostgres();
    const connectionString = await server.createDatabase();
    const client = new pg.Client({ connectionString });
    await client.connect();
    await client.query(await readFile(join(folder, "ledger.postgres.sql"), "utf8"));
    await client.end();
    const looking = openPostgresLedger({ connectionString, readOnly: true });
    await expect(looking).rejects.toMatchObject({ code: "SCHEMA_OLDER" });
    await using ledger = await openPostgresLedger({ connectionString });
    expect(await ledger.countCards()).toEqual({ requested: 1, acknowledged: 1, shipped: 1 });
    expect(await ledger.findCard("CARD-REQUESTED")).toMatchObject({ state: "requested", shipmentId: "SHIP-2" });
  });
});

describe("numbers of 0.1.0", () => {
  const pool = { name: "12345-01", first: 1, last: 1000 };

  test("are allocated further: none twice", async () => {
    await using store = await openSqliteNumberStore({ path: await oldDatabase("numbers.sql") });
    await using numbers = await openNumberAllocator({ store, pool, blockSize: 10 });
    const allocated: number[] = [];
    // 0.1.0 used 1 to 3 and gave back 4 to 10.
    for (let count = 0; count < 8; count++) allocated.push(await numbers.allocate());
    expect(allocated.sort((a, b) => a - b)).toEqual([4, 5, 6, 7, 8, 9, 10, 11]);
  });
});

describe("a delivery journal of 0.1.0", () => {
  const deliver = () =>
    deliverBatch({
      files: [join(folder, "outgoing/spring-0001.xml")],
      journal: join(folder, "delivery.jsonl"),
      // Nobody listens here: what was delivered is not sent again.
      services: { baseUrl: "http://127.0.0.1:9", authorization: { bearer: async () => "token" } },
    });

  test("says what was delivered", async () => {
    expect(await deliver()).toEqual({ delivered: 0, already: 1 });
  });

  test("of another content is refused", async () => {
    await writeFile(join(folder, "delivery.jsonl"), '{"file":7}\n');
    await expect(deliver()).rejects.toMatchObject({ code: "DELIVERY_JOURNAL" });
  });
});

describe("a batch job of 0.1.0", () => {
  const again = () =>
    createBatch({
      source: { csv: join(folder, "customers.csv") },
      mapping: {
        columns: { CustomerID: "customer_no", Amount: "gift" },
        constants: { CardPrefix: "12345", CardSeriesSequence: "01", CurrencyID: "USD" },
      },
      folder: join(folder, "outgoing"),
      name: "spring",
      maxBlocks: 2,
    });

  test("is continued, and its files stay as they were", async () => {
    const files = ["spring-0001.xml", "spring-0002.xml"];
    const contents = () => Promise.all(files.map((file) => readFile(join(folder, "outgoing", file), "utf8")));
    const before = await contents();
    expect((await again()).blocks).toBe(3);
    expect(await contents()).toEqual(before);
  });

  test("that no version can have written is refused", async () => {
    await writeFile(join(folder, "outgoing/spring.job.json"), '{"version":99}');
    await expect(again()).rejects.toMatchObject({ code: expect.stringMatching(/^BATCH_/) });
  });
});

describe("a snapshot of the broker of 0.1.0", () => {
  test("gives back its messages", async () => {
    await using broker = await ServiceBusBroker.start({
      queues: [{ name: "requests" }],
      snapshot: { file: join(folder, "broker.json") },
    });
    expect(broker.queue("requests").counts().active).toBe(1);
  });

  test("of another format is refused", async () => {
    const file = join(folder, "broker.json");
    await writeFile(file, (await readFile(file, "utf8")).replace('"version":1', '"version":99'));
    await expect(ServiceBusBroker.start({ snapshot: { file } })).rejects.toMatchObject({ code: "BROKER_SNAPSHOT" });
  });
});
