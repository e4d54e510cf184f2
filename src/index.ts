// Client
export { describeProblem, ProductionPartnerClient, RejectMessageError } from "./production-partner/client/index.ts";

// The contract
export { builtInContract, defineContract } from "./production-partner/contract/index.ts";

// Orders and the ledger that keeps them
export { MemoryLedger } from "./production-partner/ledger/memory-ledger.ts";
export { describeRefusal, OrderRefusedError } from "./production-partner/orders/index.ts";

// Errors
export { CardwrightError, isCardwrightError } from "./errors/cardwright-error.ts";
export { ConfigurationError } from "./errors/configuration-error.ts";
export { InvalidMessageError } from "./errors/invalid-message-error.ts";
export { UsageError } from "./errors/usage-error.ts";
export { QueueError } from "./service-bus/queue-error.ts";

// Types of the client
export type {
  CallOptions,
  CardProducedReport,
  ClientAilment,
  ClientHealth,
  ClientQuarantine,
  ConsumerHealth,
  DeadLetter,
  DeadLetterHandling,
  DeadLetterPage,
  DeadLetters,
  DeadLetterWithContent,
  ErrorCode,
  ErrorReport,
  HandlerContext,
  Logger,
  LoggerLevel,
  MessageHandler,
  Problem,
  ProblemListener,
  ProductionPartnerClientOptions,
  ProducerHealth,
  QueueEndpoint,
  ReceivedMessage,
  Replay,
  ReplayOptions,
  ReplayOutcome,
  ReportsWithinPostgres,
  ReportsWithinSqlite,
  RetryOptions,
  SentNotification,
  ShippedAccessoryReport,
  ShippedReport,
  Transport,
  UnknownMessage,
} from "./production-partner/client/index.ts";

// Types of telemetry, which cardwright/opentelemetry makes
export type { Telemetry } from "./telemetry/telemetry.ts";

// Types of the contract
export type { BuiltInContract, Contract, TermsOf } from "./production-partner/contract/index.ts";

// Types of messages, orders and the ledger
export type { OrderLedger, ShipmentView } from "./production-partner/ledger/order-ledger.ts";
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

// Types of errors
export type { InvalidMessageReason } from "./errors/invalid-message-error.ts";
