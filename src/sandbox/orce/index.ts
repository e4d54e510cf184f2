export type { CardRequest } from "../../card-series-maintenance/file/read-request.ts";
export type { OrceCard, OrceFailure, OrceOutcome, OrceSandboxOptions } from "./orce-sandbox.ts";
export { OrceSandbox } from "./orce-sandbox.ts";
export type {
  CustomerLookup,
  OrceCardType,
  OrceConfiguration,
  OrceCustomer,
  OrceProgram,
  OrceSeries,
  OrceSetup,
} from "./orce-setup.ts";
