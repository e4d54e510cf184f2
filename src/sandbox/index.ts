// What users test against: a Service Bus in the process, and a simulated NGOC at the other end of its queues.

export {
  type AccessKey,
  type AccessRight,
  type BrokerEvent,
  type BrokerOptions,
  type Clock,
  type ConnectionEvent,
  type EventStream,
  ManualClock,
  type MessageEvent,
  type MessageEventType,
  type QueueCounts,
  type QueuedMessage,
  type QueueOptions,
  type QueueView,
  ServiceBusBroker,
} from "./broker/index.ts";
// Types
export type { ExampleRequestOptions } from "./example-request.ts";
export { exampleRequest } from "./example-request.ts";
export type { NgocEvents, NgocOptions, PartnerMessage, RawMessage } from "./ngoc/ngoc.ts";
export { Ngoc } from "./ngoc/ngoc.ts";
export type { Fault, NgocCardState } from "./ngoc/order-book.ts";
export type { ProductionPartnerSandboxOptions } from "./production-partner-sandbox.ts";
export { ProductionPartnerSandbox } from "./production-partner-sandbox.ts";
