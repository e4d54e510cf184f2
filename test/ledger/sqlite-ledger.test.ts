import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { openSqliteLedger } from "../../src/ledger/index.ts";
import { describeOrderLedger, type LedgerBench } from "./conformance.ts";
import { describeSharedLedger } from "./sql-conformance.ts";

const folder = await mkdtemp(join(tmpdir(), "cardwright-ledger-"));
afterAll(() => rm(folder, { recursive: true }));

let databases = 0;
async function freshDatabase(): Promise<LedgerBench> {
  databases += 1;
  const path = join(folder, `${databases}.db`);
  const clock = { nowMs: 1_000_000_000 };
  const leaseMs = 30_000;
  return { open: () => openSqliteLedger({ path, leaseMs, now: () => clock.nowMs }), clock, leaseMs };
}

describeOrderLedger("SQLite ledger", freshDatabase);
describeSharedLedger("SQLite ledger", freshDatabase);
