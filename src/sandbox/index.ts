// A Service Bus in this process
export { developmentKey, ManualClock, queuesOfEmulatorConfig, ServiceBusBroker } from "./broker/index.ts";

// NGOC at the other end of the partner's queues, and example data
export { exampleRequest } from "./example-request.ts";
export { Ngoc } from "./ngoc/ngoc.ts";
export { ProductionPartnerSandbox } from "./production-partner-sandbox.ts";

// An ORCE that processes batch files
export { OrceSandbox } from "./orce/index.ts";

// Types of the Service Bus
export type {
  AccessKey,
  AccessRight,
  BrokerEvent,
  BrokerOptions,
  Clock,
  Condition,
  ConnectionEvent,
  ConnectionEventType,
  ConnectionStringOptions,
  DeliveryEffect,
  EmulatorConfig,
  FaultContext,
  FaultPoint,
  FaultRule,
  Faults,
  InjectedFault,
  MessageEvent,
  MessageEventType,
  QueueCounts,
  QueuedMessage,
  QueueOptions,
  QueueView,
  RequestEffect,
  SnapshotOptions,
  TlsOptions,
  TokenGrant,
  TokenVerifier,
} from "./broker/index.ts";
export type { EventStream } from "./event-stream.ts";

// Types of NGOC
export type { ExampleRequestOptions } from "./example-request.ts";
export type { CardToOrder, Counterpart, CounterpartOf, NgocWriter, PartnerFact } from "./ngoc/counterpart.ts";
export type {
  Fault,
  MessageIds,
  NgocContract,
  NgocEvent,
  NgocOptions,
  PartnerMessage,
  RawMessage,
} from "./ngoc/ngoc-options.ts";
export type { AnswerPlan } from "./ngoc/answer-plan.ts";
export type { Judgement } from "./ngoc/judgement.ts";
export type { SavedNgoc } from "./ngoc/saved-ngoc.ts";
export type { NgocCard, NgocCardState } from "./ngoc/order-book.ts";
export type { ProductionPartnerSandboxOptions } from "./production-partner-sandbox.ts";

// Types of ORCE
export type {
  CardRequest,
  CustomerLookup,
  MixedSeries,
  OrceAccount,
  OrceCard,
  OrceCards,
  OrceCardType,
  OrceConfiguration,
  OrceCustomer,
  OrceEvent,
  OrceExistingAccount,
  OrceFailure,
  OrceHistoryEntry,
  OrceOutcome,
  OrceProgram,
  OrceSandboxOptions,
  OrceSeries,
  OrceSetup,
  OrceTransactionField,
} from "./orce/index.ts";
