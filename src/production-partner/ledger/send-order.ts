import { backoffMs } from "../../timing/backoff.ts";
import type { OrderChanges } from "../orders/index.ts";
import type { NotificationMessage, ReceivedMessage } from "./order-ledger.ts";

/**
 * What must not be overtaken: messages about one card, and those about one shipment. The two need no order between them,
 * as a card is shipped only after NGOC has answered its report.
 */
export function orderKeyOf({ payload, messageId }: NotificationMessage): string {
  if ("cardId" in payload && payload.cardId !== undefined) return `card ${payload.cardId}`;
  return payload.shipmentId === undefined ? `message ${messageId}` : `shipment ${payload.shipmentId}`;
}

/** Messages as they stand: in place of one that only repeats an earlier one, that one. */
export function standing(
  messages: readonly NotificationMessage[],
  repeated: ReadonlyMap<string, string>,
): readonly NotificationMessage[] {
  return messages.map((message) => ({ ...message, messageId: repeated.get(message.messageId) ?? message.messageId }));
}

const firstResendMs = 500;

/** How long to wait before a message is tried again after so many tries: doubled with each, up to a limit. */
export function resendDelayMs(tries: number, maxMs: number): number {
  return Math.round(backoffMs({ initialMs: firstResendMs, maxMs }, tries));
}

/** Our messages that an answer proves to have reached the queue, even if we were killed before we could write that down. */
export function messagesAnswered(answer: ReceivedMessage, changes: OrderChanges): readonly string[] {
  if (answer.type === "EXTERNAL_PRODUCTION_REQUEST_SENT") return [];
  const reports = changes.cards
    .filter(({ state }) => state === "acknowledged" || state === "report-refused")
    .map(({ reportId }) => reportId)
    .filter((reportId) => reportId !== undefined);
  return [...new Set([...reports, ...changes.notices.map(({ messageId }) => messageId)])];
}
