import { MemoryLedger } from "../../../src/production-partner/ledger/index.ts";
import { describeOrderLedger } from "./conformance.ts";
import { describeQuarantine } from "./quarantine-conformance.ts";
import { describeReadings } from "./readings-conformance.ts";
import { describeReplay } from "./replay-conformance.ts";

const sameLedger = async () => {
  const clock = { nowMs: 1_000_000 };
  const ledger = new MemoryLedger({ now: () => clock.nowMs });
  return { open: async () => ledger, clock, leaseMs: 30_000 };
};
const newLedgers = async () => {
  const clock = { nowMs: 1_000_000_000 };
  return {
    open: async (options = {}) => new MemoryLedger({ now: () => clock.nowMs, ...options }),
    clock,
    leaseMs: 30_000,
  };
};

describeOrderLedger("MemoryLedger", sameLedger);
describeReadings("MemoryLedger", sameLedger);
describeQuarantine("MemoryLedger", newLedgers);
describeReplay("MemoryLedger", newLedgers);
