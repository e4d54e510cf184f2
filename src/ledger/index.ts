// Where orders, inbox and outbox are kept.

export { MemoryLedger } from "./memory-ledger.ts";

// Types
export type {
  NotificationMessage,
  OrderLedger,
  Receipt,
  ReceivedMessage,
  ShipmentView,
  Staging,
} from "./order-ledger.ts";
