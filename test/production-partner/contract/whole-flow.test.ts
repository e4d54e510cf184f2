import { afterAll, describe, expect, test } from "vitest";
import { databases, TestLedgers } from "../../support/proofs/contract/test-ledgers.ts";
import { vendorFlows } from "../../support/proofs/contract/vendor-flows.ts";

const ledgers = new TestLedgers();
afterAll(() => ledgers[Symbol.asyncDispose]());

describe.each(databases)("on %s", (database) => {
  test.each(Object.keys(vendorFlows))(
    "orders of the contract %s end, refusals and unreadable messages included",
    async (vendor) => {
      await using ledger = await ledgers.open(database);
      const outcome = await vendorFlows[vendor]?.({ ledger, cards: 20, seed: 5 });
      expect(outcome).toMatchObject({
        cards: { shipped: 18, rejected: 2 },
        ngoc: { shipped: 18, refused: 2 },
        openAccessories: 0,
        unreadable: 4,
        answeredUnreadable: 4,
        unexplained: [],
        left: 0,
      });
      expect(outcome?.refusedByNgoc).toBeGreaterThan(2);
    },
  );
});
