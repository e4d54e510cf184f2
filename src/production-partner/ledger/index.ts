// The ledgers: stores of orders, inbox and outbox.
export { MemoryLedger } from "./memory-ledger.ts";
export { openPostgresLedger, openSqliteLedger } from "./open-ledger.ts";

// Messages that were not handled.
export { quarantineLines } from "./quarantine-lines.ts";

// Options of the ledgers, and the databases they are opened on.
export type {
  PostgresLocation,
  PostgresPool,
  PostgresPoolConnection,
} from "../../database/postgres/postgres-database.ts";
export type { PostgresHandle } from "../../database/postgres/postgres-steps.ts";
export type { SqliteHandle, SqlitePrepared } from "../../database/sqlite/sqlite-connection.ts";
export type { SqliteLocation } from "../../database/sqlite/sqlite-database.ts";
export type { LedgerOptions } from "./ledger-options.ts";
export type { PersonalDataKeys, PersonalDataPolicy } from "./personal-data.ts";

// The ledger as the client uses it.
export type {
  Draft,
  FinishOptions,
  KnownOrders,
  LedgerTraces,
  MessageToSend,
  OrderLedger,
  OutboxFill,
  Receipt,
  ReceivedOrderMessage,
  ReceiveOptions,
  ShipmentView,
  StagedMessage,
  StageOptions,
  StagingWithin,
  TakeOptions,
  TraceQuery,
  TransactionalLedger,
  UnsentMessage,
} from "./order-ledger.ts";

// Queries and corrections.
export type { Correction } from "../orders/index.ts";
export type {
  CardRecord,
  OrderEvent,
  OrderRecords,
  ShipmentProgress,
  StuckItem,
  WaitingNotification,
} from "./order-records.ts";
export type { Page, PageOptions } from "./page.ts";
export type {
  Quarantine,
  QuarantineCause,
  QuarantinedMessage,
  QuarantineEntry,
  QuarantineFill,
  QuarantineFilter,
  QuarantineLimits,
  QuarantineOutcome,
  QuarantineState,
  RawMessage,
  Unhandled,
} from "./quarantine.ts";
export type { SqlLedger } from "./sql-ledger.ts";
