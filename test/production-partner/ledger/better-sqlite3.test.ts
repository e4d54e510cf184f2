import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { openSqliteLedger, type SqliteHandle } from "../../../src/production-partner/ledger/index.ts";
import { handClock } from "../../support/hand-clock.ts";
import { receiveIn, stageIn } from "../../support/ledger.ts";
import { cardProduced, requestSent, toSend } from "../../support/order-messages.ts";
import { describeOrderLedger } from "./conformance.ts";
import { describePersonalData } from "./personal-data-conformance.ts";
import { describeQuarantine } from "./quarantine-conformance.ts";
import { describeReadings } from "./readings-conformance.ts";
import { describeOrderRecords, type SqlLedgerBench } from "./records-conformance.ts";
import { describeReplay } from "./replay-conformance.ts";
import { describeSharedLedger } from "./sql-conformance.ts";

/** As much of `better-sqlite3` as is used here: the package is not a dependency, so its types are not there. */
type BetterSqlite3 = new (
  path: string,
) => SqliteHandle & { pragma(source: string): unknown; close(): unknown; transaction<T>(run: () => T): () => T };

// Found where somebody has installed it; a name in a variable is nobody's dependency.
const packageName = "better-sqlite3";
const Database: BetterSqlite3 | undefined = await import(packageName).then(
  (module) => module.default,
  () => undefined,
);
if (Database === undefined) console.info("better-sqlite3: skipped, it is not installed (npm install --no-save it)");

describe.skipIf(Database === undefined)("better-sqlite3 (needs it: npm install --no-save better-sqlite3)", async () => {
  const folder = await mkdtemp(join(tmpdir(), "cardwright-better-"));
  const handles: InstanceType<BetterSqlite3>[] = [];
  afterAll(async () => {
    for (const handle of handles) handle.close();
    await rm(folder, { recursive: true });
  });

  function openHandle(path: string): InstanceType<BetterSqlite3> {
    if (Database === undefined) throw new Error("not installed");
    const handle = new Database(path);
    handle.pragma("journal_mode = WAL");
    handle.pragma("secure_delete = ON");
    handles.push(handle);
    return handle;
  }

  let databases = 0;
  async function freshDatabase(): Promise<SqlLedgerBench> {
    const path = join(folder, `${++databases}.db`);
    const clock = handClock(1_000_000_000);
    const leaseMs = 30_000;
    return {
      open: (options) => openSqliteLedger({ handle: openHandle(path), leaseMs, clock, ...options }),
      clock,
      leaseMs,
      everything: async () => {
        // What closing the last connection does, and the ledger leaves to the application, whose handle it is.
        openHandle(path).pragma("wal_checkpoint(TRUNCATE)");
        return readFile(path, "latin1");
      },
    };
  }

  describeOrderLedger("better-sqlite3 ledger", freshDatabase);
  describeSharedLedger("better-sqlite3 ledger", freshDatabase);
  describeOrderRecords("better-sqlite3 ledger", freshDatabase);
  describeQuarantine("better-sqlite3 ledger", freshDatabase);
  describeReplay("better-sqlite3 ledger", freshDatabase);
  describeReadings("better-sqlite3 ledger", freshDatabase);
  describePersonalData("better-sqlite3 ledger", freshDatabase);

  test("a report joins its transaction function", async () => {
    const db = openHandle(join(folder, "within.db"));
    db.exec("CREATE TABLE job (card_id TEXT)");
    await using ledger = await openSqliteLedger({ handle: db });
    await receiveIn(ledger, requestSent());
    const report = cardProduced();
    const draft = { cardIds: [], shipmentIds: [], compose: () => [report] };
    const finish = (fails: boolean) =>
      db.transaction(() => {
        db.exec("INSERT INTO job VALUES ('CARD-1')");
        ledger.within(db).stage(draft);
        if (fails) throw new Error("rolled back");
      });
    expect(finish(true)).toThrow("rolled back");
    expect((await ledger.findCard("CARD-1"))?.state).toBe("requested");
    finish(false)();
    expect(db.prepare("SELECT * FROM job").all()).toHaveLength(1);
    expect(await ledger.takeUnsent()).toEqual([toSend(report)]);
    expect(await stageIn(ledger, cardProduced())).toBe("repeated");
  });
});
