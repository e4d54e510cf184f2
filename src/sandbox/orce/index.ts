// A simulated ORCE
export { OrceSandbox } from "./orce-sandbox.ts";

// Types of its options, events and results
export type { CardRequest } from "../../card-series-maintenance/file/index.ts";
export type { OrceCard, OrceEvent, OrceFailure, OrceOutcome, OrceSandboxOptions } from "./orce-sandbox.ts";
export type {
  CustomerLookup,
  OrceCardType,
  OrceConfiguration,
  OrceCustomer,
  OrceProgram,
  OrceSeries,
  OrceSetup,
} from "./orce-setup.ts";
