// The order rules of S1 as pure functions over plain data.

export type { Correction } from "./correction.ts";
export { decideCorrection, factsNeededForCorrection } from "./correction.ts";
export { decideReceived, decideSent } from "./decide.ts";
// Types
export type { FactsNeeded, OrderChanges, OrderFacts, OrderMessage } from "./facts.ts";
export { factsNeededFor } from "./facts.ts";
export type { AccessoryOrder, AccessoryQuantity, CardOrder, CardState, ShippedNotice } from "./order.ts";
export { accessoryKey } from "./order.ts";
export { OrderRefusedError } from "./order-refused-error.ts";
export type { Refusal, RefusalReason } from "./refusal.ts";
export { describeRefusal } from "./refusal.ts";
export { contentDigest } from "./repetition.ts";
