import { InvalidMessageError } from "../../errors/invalid-message-error.ts";
import { type BuiltInContract, builtInContract } from "../contract/built-in.ts";
import type { Contract } from "../contract/contract.ts";
import { utf8Of } from "./bytes.ts";
import { discreet } from "./discreet.ts";
import type { EncodedMessage, MessageTypeOf, OutgoingMessage, WrittenMessage } from "./message.ts";
import { createMessageId } from "./message-id.ts";

/**
 * Creates a message with a new `messageId`. Keep the message and send the same one again after a failure: the queues
 * de-duplicate by its id.
 *
 * @example
 * const produced = createMessage("EXTERNAL_PRODUCTION_CARD_PRODUCED", {
 *   organisationId: "ORG1", shipmentId: "SHIP1", cardId: "CA1", reportData: { MIFARE_UID: "04A2" },
 * });
 *
 * @param contract the contract whose message it is. Default: the built-in one
 */
export function createMessage<T extends MessageTypeOf<C>, C extends Contract = BuiltInContract>(
  type: T,
  payload: OutgoingMessage<T, C>["payload"],
  options: { readonly messageId?: string; readonly correlationId?: string } = {},
  _contract?: C,
): OutgoingMessage<T, C> {
  const { messageId = createMessageId(), correlationId } = options;
  const message = { type, messageId, payload, ...(correlationId !== undefined && { correlationId }) };
  // The compiler cannot see that the parts of one generic T make a member of the union over T.
  return message as unknown as OutgoingMessage<T, C>;
}

/**
 * Checks a message strictly and turns it into what the queue carries: `subject` = type, JSON body.
 *
 * @param contract the contract whose message it is. Default: the built-in one
 * @throws InvalidMessageError `INVALID_MESSAGE` when the payload is not exactly what the contract declares, or the contract
 *   has no such message type
 */
export function encodeMessage<C extends Contract = BuiltInContract>(
  message: OutgoingMessage<MessageTypeOf<C>, C>,
  contract?: C,
): EncodedMessage;
export function encodeMessage(message: WrittenMessage, contract: Contract): EncodedMessage;
export function encodeMessage(message: WrittenMessage, contract: Contract = builtInContract): EncodedMessage {
  const { type } = message;
  const definition = contract.definitionOf(type);
  const validation = definition?.strict(message.payload);
  if (definition === undefined || validation === undefined) {
    const expected = "a message type of the contract";
    throw new InvalidMessageError(`Unknown message type ${type}, so it was not sent`, {
      reason: "UNKNOWN_TYPE",
      issues: [{ path: "/subject", keyword: "enum", expected, message: `/subject: expected ${expected}` }],
    });
  }
  if (!validation.valid) {
    throw new InvalidMessageError(`Invalid ${type}: it does not fit the contract, so it was not sent`, {
      reason: "INVALID_PAYLOAD",
      type,
      issues: discreet(validation.issues, definition),
    });
  }
  return {
    subject: type,
    messageId: message.messageId,
    ...(message.correlationId !== undefined && { correlationId: message.correlationId }),
    contentType: "application/json",
    body: utf8Of(JSON.stringify(message.payload)),
  };
}
