// What a contract is, and how a binding makes one of a compiled message table.
export { defineContract } from "./contract.ts";
export { part } from "./payload.ts";

// The contract that is used unless another is given.
export { messageTable } from "../../../generated/index.gen.ts";
export { builtInContract } from "./built-in.ts";

export type {
  Binding,
  ErrorCodes,
  ErrorToTell,
  KnownCard,
  Readers,
  ShippedPart,
  Terms,
  Writer,
} from "./binding.ts";
export type { BuiltInContract } from "./built-in.ts";
export type {
  Contract,
  ContractOf,
  ErrorCodeOf,
  RequestOf,
  RequestTypeOf,
  TermsOf,
  Written,
} from "./contract.ts";
export type {
  AccessoryQuantity,
  CardProducedFact,
  CardRequested,
  CardWithdrawn,
  ErrorSentFact,
  NoOrderMatter,
  OrderedAccessory,
  ReceivedFact,
  Refused,
  ReportAcknowledged,
  SentFact,
  ShipmentAcknowledged,
  ShippedFact,
  Unusable,
} from "./facts.ts";
export type { Messages, ReceivedPayload, ReceivedType, SentPayload, SentType } from "./messages.ts";
export type { EveryField, Made, Make } from "./payload.ts";
export type { RefusalReason, RefusedBecause } from "./refusal-reason.ts";
export type { CardProducedReport, ShippedAccessoryReport, ShippedReport } from "./reports.ts";
export type { MessageTable } from "../../../generated/index.gen.ts";
export type { Direction, MessageDefinition } from "../../validation/index.ts";
