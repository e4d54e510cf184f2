import type { NotificationMessage } from "../ledger/order-ledger.ts";

/** A notification that is recorded in the outbox, and on its way to NGOC. */
export interface SentNotification {
  readonly messageId: string;
  readonly shipmentId: string;
  /** Whether the queue has taken it already. If not, it stays in the outbox and is sent later: do not report again. */
  readonly sent: boolean;
}

export function sentNotification(message: NotificationMessage, sent: boolean): SentNotification {
  const { messageId, payload } = message;
  return { messageId, shipmentId: payload.shipmentId ?? "", sent };
}
