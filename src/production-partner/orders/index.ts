// The order rules of the Production Partner guide as pure functions over plain data.
export { decideReceived, decideSent } from "./decide.ts";
export { change, factsNeededFor } from "./facts.ts";

export { decideFinished, factsNeededToFinish } from "./request.ts";
export { storableFact } from "./storable-fact.ts";
export { unusableBecause } from "./unusable.ts";

// Readings of the guide.
export { defaultOrderRules } from "./order-rules.ts";

// Corrections by a person.
export { decideCorrection, factsNeededForCorrection } from "./correction.ts";

// What the rules know of orders.
export { digestOfCardProduced, digestOfShipped } from "./content-digest.ts";
export { accessoryKey, cardStates } from "./order.ts";
export { isStorableId, maxIdLength, maxQuantity } from "./unusable.ts";

// Refusals.
export { OrderRefusedError } from "./order-refused-error.ts";
export { describeRefusal } from "./refusal.ts";

export type { Correction } from "./correction.ts";
export type { FactsNeeded, OrderChanges, OrderFacts } from "./facts.ts";
export type { AccessoryOrder, AccessoryQuantity, CardOrder, CardState, ShippedNotice } from "./order.ts";
export type { FactReceived, FactSent } from "./order-message.ts";
export type { OrderRules } from "./order-rules.ts";
export type { Refusal, RefusalReason } from "./refusal.ts";
