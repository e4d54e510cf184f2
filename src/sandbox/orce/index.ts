// A simulated ORCE
export { OrceSandbox } from "./orce-sandbox.ts";

// Types of its options, events and results
export type { CardRequest } from "../../card-series-maintenance/file/index.ts";
export type { OrceCards } from "./card-register.ts";
export type { OrceAccount } from "./orce-account.ts";
export type { OrceCard, OrceHistoryEntry } from "./orce-card.ts";
export type { OrceEvent, OrceFailure, OrceOutcome, OrceSandboxOptions } from "./orce-sandbox.ts";
export type {
  CustomerLookup,
  OrceCardType,
  OrceConfiguration,
  OrceCustomer,
  OrceExistingAccount,
  OrceProgram,
  OrceSeries,
  OrceSetup,
  OrceTransactionField,
} from "./orce-setup.ts";
export type { MixedSeries } from "../../card-series-maintenance/file/index.ts";
