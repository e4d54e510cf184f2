import { backoffMs } from "../../timing/backoff.ts";
import { isStorableId, type OrderChanges } from "../orders/index.ts";
import { aboutOf } from "./about.ts";
import type { ReceivedOrderMessage, StagedMessage } from "./order-ledger.ts";

/**
 * Returns the key of messages that are sent one after the other: those about one card, and those about one shipment.
 * The two need no order between them, as a card is shipped only after NGOC has answered its report.
 */
export function orderKeyOf({ fact, messageId }: StagedMessage): string {
  const { cardId, shipmentId } = aboutOf(fact);
  // An answer may name ids that no database can store; there are no other messages about these.
  if (cardId !== undefined && isStorableId(cardId)) return `card ${cardId}`;
  return shipmentId !== undefined && isStorableId(shipmentId) ? `shipment ${shipmentId}` : `message ${messageId}`;
}

/** Replaces messages by the existing ones that have the same content, given by their ids. */
export function withExisting(
  messages: readonly StagedMessage[],
  existing: ReadonlyMap<string, string>,
): readonly StagedMessage[] {
  return messages.map((message) => ({ ...message, messageId: existing.get(message.messageId) ?? message.messageId }));
}

const firstResendMs = 500;

/** Returns the wait before a message is sent again after a number of tries: doubled with each, up to a limit. */
export function resendDelayMs(tries: number, maxMs: number): number {
  return Math.round(backoffMs({ initialMs: firstResendMs, maxMs }, tries));
}

/** Returns our messages that an answer proves to have been sent, even if we were killed before we recorded it. */
export function messagesAnswered({ fact }: ReceivedOrderMessage, changes: OrderChanges): readonly string[] {
  if (fact.kind === "card-requested") return [];
  const reports = changes.cards
    .filter(({ state }) => state === "acknowledged" || state === "report-refused")
    .map(({ reportId }) => reportId)
    .filter((reportId) => reportId !== undefined);
  return [...new Set([...reports, ...changes.notices.map(({ messageId }) => messageId)])];
}
