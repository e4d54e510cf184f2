import { builtInContract } from "../../../../src/production-partner/contract/index.ts";
import type { OrderLedger } from "../../../../src/production-partner/ledger/index.ts";
import { builtInCounterpart } from "../../../../src/sandbox/ngoc/built-in-counterpart.ts";
import { counterpart as vendorA } from "../../contracts/vendor-a/counterpart.ts";
import { vendorAContract } from "../../contracts/vendor-a/index.ts";
import { counterpart as vendorB } from "../../contracts/vendor-b/counterpart.ts";
import { vendorBContract } from "../../contracts/vendor-b/index.ts";
import { counterpart as vendorC } from "../../contracts/vendor-c/counterpart.ts";
import { vendorCContract } from "../../contracts/vendor-c/index.ts";
import { type WholeFlowOutcome, wholeFlow } from "./whole-flow.ts";

interface FlowOptions {
  readonly ledger: OrderLedger;
  readonly cards: number;
  readonly seed: number;
}

/** The whole flow under each contract that the tests have. */
export const vendorFlows: { readonly [vendor: string]: (options: FlowOptions) => Promise<WholeFlowOutcome> } = {
  "built-in": (options) => wholeFlow({ ...options, contract: builtInContract, counterpart: builtInCounterpart }),
  "vendor-a": (options) => wholeFlow({ ...options, contract: vendorAContract, counterpart: vendorA }),
  "vendor-b": (options) => wholeFlow({ ...options, contract: vendorBContract, counterpart: vendorB }),
  "vendor-c": (options) => wholeFlow({ ...options, contract: vendorCContract, counterpart: vendorC }),
};
