import { describe, expect, test } from "vitest";
import { databases, TestLedgers } from "../../support/proofs/contract/test-ledgers.ts";
import { mixed } from "../../support/proofs/liveness/mixed.ts";
import { ledgerAway, lostSettlements, slowHandlers } from "../../support/proofs/liveness/proofs.ts";

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

  test.each(databases)(
    "when the ledger on %s is away for three minutes: nothing is dead-lettered",
    async (database) => {
      await using ledgers = new TestLedgers();
      await using ledger = await ledgers.open(database);
      const outcome = await ledgerAway({ ledger, messages: 150, minutes: 3, maxMs: 30_000 });
      expect(outcome).toMatchObject({ handled: 150, deadLettered: 0, abandoned: 0 });
      expect([...new Set(outcome.told)]).toEqual(["ledger-unavailable", "ledger-restored"]);
    },
  );

  test("when all of that happens by chance: every request ends", async () => {
    const outcome = await mixed({ seed: 1, seconds: 3, maxWaitMs: 30_000 });
    expect(outcome.ended).toBe(outcome.sent);
    expect(outcome.deadLettered).toBe(0);
  });
});
