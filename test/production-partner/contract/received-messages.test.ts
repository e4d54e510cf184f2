import { afterAll, describe, expect, test } from "vitest";
import { receiveDeviations } from "../../support/proofs/contract/deviating-messages.ts";
import { databases, TestLedgers } from "../../support/proofs/contract/test-ledgers.ts";
import { receiveUnreadable } from "../../support/proofs/contract/unreadable-messages.ts";

const ledgers = new TestLedgers();
afterAll(() => ledgers[Symbol.asyncDispose]());

// npm run soak -- quarantine does the same with a hundred thousand messages each.
describe.each(databases)("on %s", (database) => {
  test("every message that breaks a rule which nobody has confirmed reaches its handler, and its order ends", async () => {
    await using ledger = await ledgers.open(database);
    const outcome = await receiveDeviations({ ledger, size: 400, seed: 3 });
    expect(outcome).toMatchObject({
      received: 400,
      mishandled: 0,
      unremarked: 0,
      refused: 0,
      unfinished: 0,
      culprits: [],
      problems: [],
    });
    expect(outcome.rules).toBeGreaterThan(80);
  });

  test("every message that cannot be read is answered once, kept, and replayed under a corrected contract", async () => {
    await using ledger = await ledgers.open(database);
    const outcome = await receiveUnreadable({ ledger, size: 300, seed: 3 });
    expect(outcome).toMatchObject({
      misanswered: 0,
      notKept: 0,
      lost: 0,
      forgotten: 0,
      answeredAgain: 0,
      problems: [],
    });
    expect(outcome.readable).toBeGreaterThan(100);
  });
});
