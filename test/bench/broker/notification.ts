import type { EncodedMessage } from "../../../src/production-partner/messages/index.ts";

/** The message that the sending cases send: every client the same, with the properties that the contract asks for. */
export function notification(index: number, payload: Uint8Array): EncodedMessage {
  return {
    subject: "EXTERNAL_PRODUCTION_CARD_PRODUCED",
    messageId: `${index}`,
    contentType: "application/json",
    body: payload,
  };
}
