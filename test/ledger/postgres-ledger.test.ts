import { afterAll, beforeAll, describe } from "vitest";
import { openPostgresLedger } from "../../src/ledger/index.ts";
import { postgresBinaries, startPostgres, type TestPostgres } from "../support/postgres.ts";
import { describeOrderLedger, type LedgerBench } from "./conformance.ts";
import { describeSharedLedger } from "./sql-conformance.ts";

describe.skipIf(postgresBinaries === undefined)("PostgreSQL (needs a server: apt-get install postgresql)", () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.close());

  async function freshDatabase(): Promise<LedgerBench> {
    const connectionString = await server.createDatabase();
    const clock = { nowMs: 1_000_000_000 };
    const leaseMs = 30_000;
    const open = () => openPostgresLedger({ connectionString, maxConnections: 4, leaseMs, now: () => clock.nowMs });
    return { open, clock, leaseMs };
  }

  describeOrderLedger("PostgreSQL ledger", freshDatabase);
  describeSharedLedger("PostgreSQL ledger", freshDatabase);
});
