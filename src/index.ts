// The production partner client, with the messages, orders and errors that it deals in.

// Types
export type {
  CallOptions,
  CardProducedReport,
  ErrorCode,
  ErrorReport,
  HandlerContext,
  MessageHandler,
  Problem,
  ProblemListener,
  ProductionPartnerClientOptions,
  QueueEndpoint,
  ReportsWithinPostgres,
  ReportsWithinSqlite,
  RetryOptions,
  SentNotification,
  ShippedAccessoryReport,
  ShippedReport,
} from "./client/index.ts";
// Client
export {
  ConfigurationError,
  ProductionPartnerClient,
  RejectMessageError,
  ServiceBusFailure,
} from "./client/index.ts";
// Errors
export { CardwrightError, isCardwrightError } from "./errors/cardwright-error.ts";
export type { InvalidMessageReason } from "./errors/invalid-message-error.ts";
export { InvalidMessageError } from "./errors/invalid-message-error.ts";
// Ledger
export { MemoryLedger } from "./ledger/memory-ledger.ts";
export type { OrderLedger, ReceivedMessage, ShipmentView } from "./ledger/order-ledger.ts";
export type { IncomingMessage, InvalidMessage, OutgoingMessage } from "./messages/index.ts";
export type {
  AccessoryOrder,
  AccessoryQuantity,
  CardOrder,
  CardState,
  Refusal,
  RefusalReason,
  ShippedNotice,
} from "./orders/index.ts";
// Orders
export { describeRefusal, OrderRefusedError } from "./orders/index.ts";
