import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { openSqliteLedger } from "../../src/ledger/index.ts";
import { describeOrderLedger } from "./conformance.ts";
import { describeOrderRecords, type SqlLedgerBench } from "./records-conformance.ts";
import { describeSharedLedger } from "./sql-conformance.ts";

const folder = await mkdtemp(join(tmpdir(), "cardwright-ledger-"));
afterAll(() => rm(folder, { recursive: true }));

let databases = 0;
async function freshDatabase(): Promise<SqlLedgerBench> {
  databases += 1;
  const path = join(folder, `${databases}.db`);
  const clock = { nowMs: 1_000_000_000 };
  const leaseMs = 30_000;
  return {
    open: (options) => openSqliteLedger({ path, leaseMs, now: () => clock.nowMs, ...options }),
    clock,
    leaseMs,
    everything: async () =>
      (await readFile(path, "latin1")) + (await readFile(`${path}-wal`, "latin1").catch(() => "")),
  };
}

describeOrderLedger("SQLite ledger", freshDatabase);
describeSharedLedger("SQLite ledger", freshDatabase);
describeOrderRecords("SQLite ledger", freshDatabase);
