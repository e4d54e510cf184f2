// Where orders, inbox and outbox are kept.

// Types
export type { PostgresLocation } from "../database/postgres-database.ts";
export type { SqliteHandle, SqlitePrepared } from "../database/sqlite-connection.ts";
export type { SqliteLocation } from "../database/sqlite-database.ts";
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
} from "./order-ledger.ts";
export type { PersonalDataKeys, PersonalDataPolicy } from "./personal-data.ts";
export type { LedgerOptions, SqlLedger } from "./sql-ledger.ts";
