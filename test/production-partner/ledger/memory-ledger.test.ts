import { MemoryLedger } from "../../../src/production-partner/ledger/index.ts";
import { handClock } from "../../support/hand-clock.ts";
import { describeOrderLedger } from "./conformance.ts";
import { describeQuarantine } from "./quarantine-conformance.ts";
import { describeReadings } from "./readings-conformance.ts";
import { describeReplay } from "./replay-conformance.ts";

const sameLedger = async () => {
  const clock = handClock(1_000_000);
  const ledger = new MemoryLedger({ clock });
  return { open: async () => ledger, clock, leaseMs: 30_000 };
};
const newLedgers = async () => {
  const clock = handClock(1_000_000_000);
  return {
    open: async (options = {}) => new MemoryLedger({ clock, ...options }),
    clock,
    leaseMs: 30_000,
  };
};

describeOrderLedger("MemoryLedger", sameLedger);
describeReadings("MemoryLedger", sameLedger);
describeQuarantine("MemoryLedger", newLedgers);
describeReplay("MemoryLedger", newLedgers);
