import type { StagedMessage } from "../ledger/order-ledger.ts";

/** A notification that is recorded in the outbox. */
export interface SentNotification {
  readonly messageId: string;
  readonly shipmentId: string;
  /** Whether the queue has accepted it. If not, it stays in the outbox and is sent later: do not report again. */
  readonly sent: boolean;
}

export function sentNotification({ messageId, fact }: StagedMessage, sent: boolean): SentNotification {
  return { messageId, shipmentId: fact.shipmentId ?? "", sent };
}
