import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, describe, expect, test } from "vitest";
import { migrate } from "../../../src/database/migrate.ts";
import { openSqliteDatabase } from "../../../src/database/sqlite/sqlite-database.ts";
import {
  openSqliteLedger,
  type SqliteHandle,
  type SqlitePrepared,
} from "../../../src/production-partner/ledger/index.ts";
import { ledgerMigrations } from "../../../src/production-partner/ledger/schema/migrations.ts";
import { handClock } from "../../support/hand-clock.ts";
import { receiveIn, stageIn, takeIn } from "../../support/ledger.ts";
import { cardProduced, reportOk, requestSent } from "../../support/order-messages.ts";
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

const folder = await mkdtemp(join(tmpdir(), "cardwright-ledger-"));
afterAll(() => rm(folder, { recursive: true }));

let databases = 0;
async function freshDatabase(): Promise<SqlLedgerBench> {
  databases++;
  const path = join(folder, `${databases}.db`);
  const clock = handClock(1_000_000_000);
  const leaseMs = 30_000;
  return {
    open: (options) => openSqliteLedger({ path, leaseMs, clock, ...options }),
    clock,
    leaseMs,
    everything: async () =>
      (await readFile(path, "latin1")) + (await readFile(`${path}-wal`, "latin1").catch(() => "")),
  };
}

describeOrderLedger("SQLite ledger", freshDatabase);
describeGroups("SQLite ledger", async () => {
  const bench = await freshDatabase();
  const path = join(folder, `${databases}.db`);
  const refuseCard = async (cardId: string) => {
    const db = new DatabaseSync(path);
    db.exec(`CREATE TRIGGER refused BEFORE INSERT ON cardwright_card WHEN NEW.card_id = '${cardId}'
      BEGIN SELECT raise(ABORT, 'refused'); END`);
    db.close();
  };
  return { ...bench, refuseCard };
});
describeSharedLedger("SQLite ledger", freshDatabase);
describeWrongClocks("SQLite ledger", freshDatabase);
describeOrderRecords("SQLite ledger", freshDatabase);
describeQuarantine("SQLite ledger", freshDatabase);
describeReplay("SQLite ledger", freshDatabase);
describeReadings("SQLite ledger", freshDatabase);
describePersonalData("SQLite ledger", freshDatabase);
describeContractChange("SQLite ledger", freshDatabase);

describe("SQLite ledger", () => {
  test("what waits at the same moment shares one commit", async () => {
    const db = new DatabaseSync(":memory:");
    let commits = 0;
    const handle: SqliteHandle = {
      prepare: (sql) => db.prepare(sql) as SqlitePrepared,
      exec: (sql) => {
        if (sql === "COMMIT") commits++;
        db.exec(sql);
      },
      get isTransaction() {
        return db.isTransaction;
      },
    };
    await using ledger = await openSqliteLedger({ handle });
    commits = 0;
    const requests = Array.from({ length: 32 }, (_, index) => requestSent({ cardId: `C${index}` }));
    await Promise.all(requests.map((request) => takeIn(ledger, request)));
    // One for what was received, one for what was finished.
    expect(commits).toBe(2);
  });
});

describe("SQLite ledger migrations", () => {
  test("tables of an earlier version are brought up to date with what they hold", async () => {
    const path = join(folder, "earlier.db");
    const earlier = await openSqliteDatabase({ path });
    await migrate(earlier, { name: "ledger", migrations: ledgerMigrations.slice(0, 1) });
    await earlier.close();
    const db = new DatabaseSync(path);
    db.exec(`INSERT INTO cardwright_card VALUES ('CARD-1', 'SHIP-1', 'ORG-1', 'reported', 1, 1, 'R', '[]', '[]', 'M', null, null);
      INSERT INTO cardwright_outbox (message_id, type, order_key, body, staged_at, tries, not_before)
      VALUES ('M', 'EXTERNAL_PRODUCTION_CARD_PRODUCED', 'card CARD-1', '{}', 1, 0, 0)`);
    db.close();
    await using ledger = await openSqliteLedger({ path });
    expect((await ledger.takeUnsent()).map(({ messageId }) => messageId)).toEqual(["M"]);
    // What an earlier version wrote has no digest to compare with.
    expect(await stageIn(ledger, cardProduced())).toBe("ALREADY_PRODUCED");
    expect(await receiveIn(ledger, reportOk())).toBe("ok");
  });
});
