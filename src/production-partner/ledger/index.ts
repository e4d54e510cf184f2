// Where orders, inbox and outbox are kept.

export type { PostgresLocation, PostgresPool, PostgresPoolConnection } from "../../database/postgres-database.ts";
export type { PostgresHandle } from "../../database/postgres-steps.ts";
export type { SqliteHandle, SqlitePrepared } from "../../database/sqlite-connection.ts";
export type { SqliteLocation } from "../../database/sqlite-database.ts";
// Types
export type { Correction } from "../orders/index.ts";
export type { LedgerOptions } from "./ledger-options.ts";
export { MemoryLedger } from "./memory-ledger.ts";
export { openPostgresLedger, openSqliteLedger } from "./open-ledger.ts";
export type {
  Draft,
  KnownOrders,
  NotificationMessage,
  OrderLedger,
  Receipt,
  ReceivedMessage,
  ShipmentView,
  StagingWithin,
  TransactionalLedger,
  UnsentMessage,
} from "./order-ledger.ts";
export type {
  CardRecord,
  OrderEvent,
  OrderRecords,
  Page,
  PageOptions,
  RequestData,
  ShipmentProgress,
  StuckItem,
  WaitingNotification,
} from "./order-records.ts";
export type { PersonalDataKeys, PersonalDataPolicy } from "./personal-data.ts";
export type { SqlLedger } from "./sql-ledger.ts";
