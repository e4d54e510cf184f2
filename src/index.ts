// The production partner client, with the messages, orders and errors that it deals in.

// Errors
export { CardwrightError, isCardwrightError } from "./errors/cardwright-error.ts";
export type { InvalidMessageReason } from "./errors/invalid-message-error.ts";
export { InvalidMessageError } from "./errors/invalid-message-error.ts";
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
} from "./production-partner/client/index.ts";
// Client
export {
  ConfigurationError,
  ProductionPartnerClient,
  RejectMessageError,
  ServiceBusFailure,
} from "./production-partner/client/index.ts";
// Ledger
export { MemoryLedger } from "./production-partner/ledger/memory-ledger.ts";
export type { OrderLedger, ReceivedMessage, ShipmentView } from "./production-partner/ledger/order-ledger.ts";
export type { IncomingMessage, InvalidMessage, OutgoingMessage } from "./production-partner/messages/index.ts";
export type {
  AccessoryOrder,
  AccessoryQuantity,
  CardOrder,
  CardState,
  Refusal,
  RefusalReason,
  ShippedNotice,
} from "./production-partner/orders/index.ts";
// Orders
export { describeRefusal, OrderRefusedError } from "./production-partner/orders/index.ts";
