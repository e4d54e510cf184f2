import { type MessageType, messageTable } from "../../../generated/index.gen.ts";
import { InvalidMessageError } from "../../errors/invalid-message-error.ts";
import type { EncodedMessage, OutgoingMessage } from "./message.ts";
import { createMessageId } from "./message-id.ts";

/**
 * Creates a message with a fresh `messageId`. Keep the message and send the same one again after a failure: the queues
 * de-duplicate by its id.
 *
 * @example
 * const produced = createMessage("EXTERNAL_PRODUCTION_CARD_PRODUCED", {
 *   organisationId: "ORG1", shipmentId: "S1", cardId: "CA1", reportData: { MIFARE_UID: "04A2" },
 * });
 */
export function createMessage<T extends MessageType>(
  type: T,
  payload: OutgoingMessage<T>["payload"],
  options: { readonly messageId?: string; readonly correlationId?: string } = {},
): OutgoingMessage<T> {
  const { messageId = createMessageId(), correlationId } = options;
  const message = { type, messageId, payload, ...(correlationId === undefined ? {} : { correlationId }) };
  // The compiler cannot see that the parts of one generic T make a member of the union over T.
  return message as unknown as OutgoingMessage<T>;
}

/**
 * Checks a message strictly and turns it into what the queue carries: `subject` = type, JSON body.
 *
 * @throws InvalidMessageError `INVALID_MESSAGE` when the payload is not exactly what the contract declares.
 */
export function encodeMessage(message: OutgoingMessage): EncodedMessage {
  const validation = messageTable[message.type].strict(message.payload);
  if (!validation.valid) {
    throw new InvalidMessageError(`${message.type} does not fit the contract, so it was not sent`, {
      reason: "INVALID_PAYLOAD",
      type: message.type,
      issues: validation.issues,
    });
  }
  return {
    subject: message.type,
    messageId: message.messageId,
    ...(message.correlationId === undefined ? {} : { correlationId: message.correlationId }),
    contentType: "application/json",
    body: Buffer.from(JSON.stringify(message.payload)),
  };
}
