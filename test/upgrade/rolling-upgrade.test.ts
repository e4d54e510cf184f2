import { describe, expect, test } from "vitest";
import { postgresBinaries, startPostgres } from "../support/postgres.ts";
import { upgradeWhileWorking } from "../support/proofs/ledger/rolling-upgrade.ts";

// The bounded form of `npm run soak -- rolling-upgrade`.
describe.skipIf(postgresBinaries === undefined)("PostgreSQL (needs a server: apt-get install postgresql)", () => {
  test("workers of two versions at once lose nothing, and one of the old version is refused afterwards", async () => {
    await using server = await startPostgres();
    const database = await server.createDatabase();
    const outcome = await upgradeWhileWorking({ database, cards: 24, shipments: 6, seed: 3 });
    expect(outcome.faults).toEqual([]);
    expect(outcome.oldWorkerRefused).toBe("SCHEMA_NEWER");
    // A worker that stumbles over the new columns gets its messages again only after a minute.
    expect(outcome.seconds).toBeLessThan(40);
  }, 60_000);
});
