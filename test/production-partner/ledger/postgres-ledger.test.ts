import pg from "pg";
import { afterAll, beforeAll, describe } from "vitest";
import { openPostgresLedger } from "../../../src/production-partner/ledger/index.ts";
import { handClock } from "../../support/hand-clock.ts";
import { postgresBinaries, startPostgres, type TestPostgres } from "../../support/postgres.ts";
import { describeWrongClocks } from "./clock-conformance.ts";
import { describeOrderLedger } from "./conformance.ts";
import { describeContractChange } from "./contract-change.ts";
import { describeGroups } from "./groups-conformance.ts";
import { describePersonalData } from "./personal-data-conformance.ts";
import { describeQuarantine } from "./quarantine-conformance.ts";
import { describeReadings } from "./readings-conformance.ts";
import { describeOrderRecords, type SqlLedgerBench } from "./records-conformance.ts";
import { describeReplay } from "./replay-conformance.ts";
import { describeSharedLedger } from "./sql-conformance.ts";

describe.skipIf(postgresBinaries === undefined)("PostgreSQL (needs a server: apt-get install postgresql)", () => {
  let server: TestPostgres;
  let connectionString: string;
  beforeAll(async () => {
    server = await startPostgres();
    connectionString = await server.createDatabase();
  });
  afterAll(() => server.close());

  async function freshDatabase(): Promise<SqlLedgerBench> {
    await empty(connectionString);
    const clock = handClock(1_000_000_000);
    const leaseMs = 30_000;
    return {
      open: (options) => openPostgresLedger({ connectionString, maxConnections: 4, leaseMs, clock, ...options }),
      clock,
      leaseMs,
      everything: () => everyRow(connectionString),
    };
  }

  describeOrderLedger("PostgreSQL ledger", freshDatabase);
  describeGroups("PostgreSQL ledger", async () => {
    const bench = await freshDatabase();
    const refuseCard = (cardId: string) =>
      withTables(connectionString, async (client) => {
        await client.query(`ALTER TABLE cardwright_card DROP CONSTRAINT IF EXISTS refused`);
        await client.query(`ALTER TABLE cardwright_card ADD CONSTRAINT refused CHECK (card_id <> '${cardId}')`);
      });
    return { ...bench, refuseCard };
  });
  describeSharedLedger("PostgreSQL ledger", freshDatabase);
  describeWrongClocks("PostgreSQL ledger", freshDatabase);
  describeOrderRecords("PostgreSQL ledger", freshDatabase);
  describeQuarantine("PostgreSQL ledger", freshDatabase);
  describeReplay("PostgreSQL ledger", freshDatabase);
  describeReadings("PostgreSQL ledger", freshDatabase);
  describePersonalData("PostgreSQL ledger", freshDatabase);
  describeContractChange("PostgreSQL ledger", freshDatabase);

  /** A pool as an application has it, which `pg` before 8.23 only knows: one statement at a time. */
  async function withPool(): Promise<SqlLedgerBench> {
    const bench = await freshDatabase();
    const pool = new pg.Pool({ connectionString, max: 4 });
    pool.on("error", () => {});
    pools.push(pool);
    return { ...bench, open: (options) => openPostgresLedger({ pool, clock: bench.clock, ...options }) };
  }
  const pools: pg.Pool[] = [];
  afterAll(async () => {
    for (const pool of pools) await pool.end();
  });
  describeOrderLedger("PostgreSQL ledger on the application's pool", withPool);
});

/** Empties the tables, which takes a tenth of the time that another database does. */
async function empty(connectionString: string): Promise<void> {
  await withTables(connectionString, async (client, tables) => {
    const emptied = tables.filter((table) => table !== "cardwright_migration");
    if (emptied.length > 0) await client.query(`TRUNCATE ${emptied.join(", ")}`);
  });
}

/** All that the tables hold, as text. */
function everyRow(connectionString: string): Promise<string> {
  return withTables(connectionString, async (client, tables) => {
    const contents = [];
    for (const table of tables) contents.push((await client.query(`SELECT * FROM ${table}`)).rows);
    return JSON.stringify(contents);
  });
}

async function withTables<T>(
  connectionString: string,
  use: (client: pg.Client, tables: readonly string[]) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
    );
    return await use(
      client,
      rows.map(({ name }) => name),
    );
  } finally {
    await client.end();
  }
}
