import type { NotificationMessage } from "../ledger/order-ledger.ts";

/** A notification that the queue has taken, or that is written to the outbox in a transaction of the application. */
export interface SentNotification {
  readonly messageId: string;
  readonly shipmentId: string;
}

export function sentNotification(message: NotificationMessage | undefined): SentNotification {
  const { messageId = "", payload: { shipmentId = "" } = {} } = message ?? {};
  return { messageId, shipmentId };
}
