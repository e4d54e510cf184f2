import { MemoryLedger } from "../../../src/production-partner/ledger/index.ts";
import { describeOrderLedger } from "./conformance.ts";

describeOrderLedger("MemoryLedger", async () => {
  const clock = { nowMs: 1_000_000 };
  const ledger = new MemoryLedger({ now: () => clock.nowMs });
  return { open: async () => ledger, clock, leaseMs: 30_000 };
});
