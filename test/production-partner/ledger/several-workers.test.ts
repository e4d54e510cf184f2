import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { postgresBinaries, startPostgres } from "../../support/postgres.ts";
import { failAgainAndAgain } from "../../support/proofs/ledger/faults.ts";
import { shareTheWork } from "../../support/proofs/ledger/share.ts";

// The bounded forms of `npm run soak -- ledger-faults` and `npm run soak -- ledger-workers`.

describe("SQLite", () => {
  test("while queues and database fail under two workers, every order ends right and NGOC sees each effect once", async () => {
    const folder = await mkdtemp(join(tmpdir(), "cardwright-faults-"));
    const database = join(folder, "orders.db");
    const { outcome } = await failAgainAndAgain({ database, cards: 6, shipments: 2, strikes: 4, seed: 3 });
    await rm(folder, { recursive: true });
    expect(outcome.faults).toEqual([]);
  }, 60_000);
});

describe.skipIf(postgresBinaries === undefined)("PostgreSQL (needs a server: apt-get install postgresql)", () => {
  test("two workers share one queue, and every order ends right", async () => {
    await using server = await startPostgres();
    const database = await server.createDatabase();
    const { outcome } = await shareTheWork({
      database,
      cards: 12,
      shipments: 3,
      workers: 2,
      concurrency: 12,
      productionMs: 0,
      courierMs: 100,
      seed: 5,
    });
    expect(outcome.faults).toEqual([]);
  }, 60_000);
});
