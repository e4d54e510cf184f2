import { describe, expect, test } from "vitest";
import { failingDatabases } from "../../support/proofs/liveness/failing-database.ts";
import { mixed } from "../../support/proofs/liveness/mixed.ts";
import { ledgerAway, lostSettlements, networkAway, slowHandlers } from "../../support/proofs/liveness/proofs.ts";

// The full sizes: npm run soak -- liveness.
describe("nothing stands still", () => {
  test("when handlers never return or take ten times the lock: all the others are handled", async () => {
    const outcome = await slowHandlers({
      good: 90,
      hung: 20,
      slow: 5,
      workers: 2,
      seed: 1,
      usualMs: 10,
      lockMs: 1_000,
      maxMs: 30_000,
    });
    expect(outcome.handledGood).toBe(90);
  });

  test("when answers to settlements are lost: all is handled once", async () => {
    const outcome = await lostSettlements({ messages: 300, rate: 0.03, seed: 1, settleTimeoutMs: 500, maxMs: 30_000 });
    expect(outcome).toMatchObject({ handled: 300, handledTwice: 0 });
    expect(outcome.lost).toBeGreaterThan(3);
  });

  test.each(Object.keys(failingDatabases))(
    "when the database of a ledger on %s fails for two minutes: nothing is dead-lettered",
    async (name) => {
      await using database = await failingDatabases[name]?.();
      if (database === undefined) return;
      const outcome = await ledgerAway({ database, messages: 100, minutes: 2, maxMs: 30_000 });
      expect(outcome).toMatchObject({ handled: 100, deadLettered: 0, abandoned: 0 });
      expect(outcome.told).toEqual(expect.arrayContaining(["ledger-unavailable", "ledger-restored"]));
    },
  );

  test("when a network swallows packets for two minutes: nothing is dead-lettered", async () => {
    const outcome = await networkAway({ messages: 100, minutes: 2, maxMs: 30_000 });
    expect(outcome).toMatchObject({ handled: 100, deadLettered: 0, abandoned: 0 });
  });

  // Beside each other: most of the time they wait.
  test.concurrent.for(Object.keys(failingDatabases))(
    "when all of that happens by chance, with a ledger on %s: every request ends and is reported",
    async (name, { expect }) => {
      await using database = await failingDatabases[name]?.();
      if (database === undefined) return;
      const outcome = await mixed({ database, seed: 1, seconds: 2, maxWaitMs: 30_000 });
      expect(outcome).toMatchObject({ ended: outcome.sent, unreported: 0, deadLettered: 0 });
    },
  );
});
