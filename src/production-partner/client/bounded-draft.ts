import { QueueError } from "../../service-bus/queue-error.ts";
import type { Draft } from "../ledger/order-ledger.ts";

/**
 * Returns a draft whose messages are measured before they are staged: one that the queue can never take must not reach the
 * ledger.
 *
 * @param limit the largest body that the queue accepts, in bytes
 */
export function boundedDraft(draft: Draft, limit: number): Draft {
  return {
    ...draft,
    compose(known) {
      const messages = draft.compose(known);
      for (const { type, body } of messages) {
        const bytes = Buffer.byteLength(body);
        if (bytes <= limit) continue;
        throw new QueueError(`${type} exceeds the message size limit of the queue, so it was not sent`, {
          code: "MESSAGE_TOO_LARGE",
          details: { bytes, limit },
          help: "Send a smaller message.",
        });
      }
      return messages;
    },
  };
}
