// What users test against: a Service Bus in the process, and a simulated NGOC at the other end of its queues.

export {
  type AccessKey,
  type AccessRight,
  type BrokerEvent,
  type BrokerOptions,
  type Clock,
  type Condition,
  type ConnectionEvent,
  type ConnectionEventType,
  type DeliveryEffect,
  type EmulatorConfig,
  type EventStream,
  type FaultContext,
  type FaultPoint,
  type FaultRule,
  type Faults,
  type InjectedFault,
  ManualClock,
  type MessageEvent,
  type MessageEventType,
  type QueueCounts,
  type QueuedMessage,
  type QueueOptions,
  type QueueView,
  queuesOfEmulatorConfig,
  type RequestEffect,
  ServiceBusBroker,
  type SnapshotOptions,
  type TlsOptions,
  type TokenGrant,
  type TokenVerifier,
} from "./broker/index.ts";
// Types
export type { ExampleRequestOptions } from "./example-request.ts";
export { exampleRequest } from "./example-request.ts";
export type { NgocEvents, NgocOptions, PartnerMessage, RawMessage } from "./ngoc/ngoc.ts";
export { Ngoc } from "./ngoc/ngoc.ts";
export type { Fault, NgocCardState } from "./ngoc/order-book.ts";
export type {
  CardRequest,
  CustomerLookup,
  OrceCard,
  OrceCardType,
  OrceConfiguration,
  OrceCustomer,
  OrceFailure,
  OrceOutcome,
  OrceProgram,
  OrceSandboxOptions,
  OrceSeries,
  OrceSetup,
} from "./orce/index.ts";
// An ORCE that processes batch files
export { OrceSandbox } from "./orce/index.ts";
export type { ProductionPartnerSandboxOptions } from "./production-partner-sandbox.ts";
export { ProductionPartnerSandbox } from "./production-partner-sandbox.ts";
