import type {
  Draft,
  OrderLedger,
  ReceivedOrderMessage,
  ReceiveOptions,
  StagedMessage,
} from "../../src/production-partner/ledger/index.ts";
import { OrderRefusedError, type OrderRules, type RefusalReason } from "../../src/production-partner/orders/index.ts";
import { rawOf } from "./order-messages.ts";

/** A draft of messages that are made already. */
export function draftOf(...messages: readonly StagedMessage[]): Draft {
  return { cardIds: [], shipmentIds: [], compose: () => messages };
}

/** How a message from the queue is received. */
export function fromQueue(message: ReceivedOrderMessage, answer?: StagedMessage): ReceiveOptions {
  return { raw: rawOf(message), answerRefusal: () => answer };
}

/** Has a ledger receive a message, without an answer to a refusal; tells the rule that refused it. */
export async function receiveIn(ledger: OrderLedger, message: ReceivedOrderMessage): Promise<RefusalReason | "ok"> {
  const receipt = await ledger.receive(message, fromQueue(message));
  return receipt.kind === "refused" ? receipt.refusal.reason : "ok";
}

/** Has a ledger receive a message, and the application handle it. */
export async function takeIn(ledger: OrderLedger, message: ReceivedOrderMessage): Promise<RefusalReason | "ok"> {
  const outcome = await receiveIn(ledger, message);
  if (outcome === "ok") await ledger.finish(message);
  return outcome;
}

/** Stages messages together; tells the rule that refused them, or that another message stands in place of one. */
export async function stageIn(
  ledger: OrderLedger,
  ...messages: readonly StagedMessage[]
): Promise<RefusalReason | "ok" | "repeated"> {
  return stageUnder(ledger, undefined, ...messages);
}

/** As {@link stageIn}, under other readings of the guide. */
export async function stageUnder(
  ledger: OrderLedger,
  rules: OrderRules | undefined,
  ...messages: readonly StagedMessage[]
): Promise<RefusalReason | "ok" | "repeated"> {
  try {
    const staged = await ledger.stage({ ...draftOf(...messages), ...(rules !== undefined && { rules }) });
    const isRepeated = messages.some(({ messageId }, index) => staged[index]?.messageId !== messageId);
    return isRepeated ? "repeated" : "ok";
  } catch (error) {
    if (error instanceof OrderRefusedError) return error.refusal.reason;
    throw error;
  }
}
