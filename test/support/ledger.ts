import type {
  Draft,
  NotificationMessage,
  OrderLedger,
  ReceivedMessage,
} from "../../src/production-partner/ledger/index.ts";
import { OrderRefusedError, type RefusalReason } from "../../src/production-partner/orders/index.ts";

/** A draft of messages that are made already. */
export function draftOf(...messages: readonly NotificationMessage[]): Draft {
  return { cardIds: [], shipmentIds: [], compose: () => messages };
}

/** Has a ledger receive a message, without an answer to a refusal; tells the rule that refused it. */
export async function receiveIn(ledger: OrderLedger, message: ReceivedMessage): Promise<RefusalReason | "ok"> {
  const receipt = await ledger.receive(message, () => undefined);
  return receipt.kind === "refused" ? receipt.refusal.reason : "ok";
}

/** Stages messages together; tells the rule that refused them, or that another message stands in place of one. */
export async function stageIn(
  ledger: OrderLedger,
  ...messages: readonly NotificationMessage[]
): Promise<RefusalReason | "ok" | "repeated"> {
  try {
    const staged = await ledger.stage(draftOf(...messages));
    const isRepeated = messages.some(({ messageId }, index) => staged[index]?.messageId !== messageId);
    return isRepeated ? "repeated" : "ok";
  } catch (error) {
    if (error instanceof OrderRefusedError) return error.refusal.reason;
    throw error;
  }
}
