import { ngocCodeOfLocalCode } from "../../../generated/error-codes.gen.ts";
import type { ReceivedMessage } from "../ledger/order-ledger.ts";
import {
  answerIdOf,
  createMessage,
  encodeMessage,
  type InvalidMessage,
  type OutgoingMessage,
} from "../messages/index.ts";
import { describeRefusal, type Refusal, type RefusalReason } from "../orders/index.ts";
import type { ErrorCode, RejectMessageError } from "./reject-message-error.ts";

/** The one answer that a message which cannot be used gets. */
export type ErrorAnswer = OutgoingMessage<"EXTERNAL_PRODUCTION_ERROR">;

/**
 * The code that answers each refusal, from `spec/error-codes.yaml` (assumed: the vendor's list of error codes is not public). Fails to
 * compile when a refusal has no code there, or one that the contract does not have.
 */
const codeOfRefusal: { readonly [reason in RefusalReason]: ErrorCode } = ngocCodeOfLocalCode;

/**
 * Answers a message that does not fit the contract.
 *
 * @param messageId identifies the message on every delivery, also when its sender gave it no id
 */
export function answerInvalid(invalid: InvalidMessage, messageId: string): ErrorAnswer {
  const unknownType = invalid.reason === "UNKNOWN_TYPE" || invalid.reason === "WRONG_DIRECTION";
  const details = invalid.issues.map(({ message }) => message).join("; ");
  return answer(messageId, unknownType ? "UNKNOWN_MESSAGE_TYPE" : "INVALID_MESSAGE", details, {});
}

/** Answers a valid message that an order rule forbids. */
export function answerRefusal(message: ReceivedMessage, refusal: Refusal): ErrorAnswer {
  return answer(message.messageId, codeOfRefusal[refusal.reason], describeRefusal(refusal), about(message));
}

/** Answers a valid message that its handler rejected. */
export function answerRejection(message: ReceivedMessage, rejection: RejectMessageError): ErrorAnswer {
  return answer(message.messageId, rejection.errorCode, rejection.answerDetails, about(message));
}

type About = Pick<ErrorAnswer["payload"], "organisationId" | "shipmentId" | "cardId">;

/** The ids that a message is about, for the Error Notification that answers it. */
export function about(message: ReceivedMessage): About {
  const { payload } = message;
  const cardId = "card" in payload ? payload.card.cardId : "cardId" in payload ? payload.cardId : undefined;
  return {
    ...(payload.organisationId === undefined ? {} : { organisationId: payload.organisationId }),
    ...(payload.shipmentId === undefined ? {} : { shipmentId: payload.shipmentId }),
    ...(cardId === undefined ? {} : { cardId }),
  };
}

function answer(messageId: string, errorCode: ErrorCode, details: string, ids: About): ErrorAnswer {
  const payload = { errorCode, details: details.slice(0, maxDetailsLength), ...ids, messageId };
  // The id is derived from the message's, so that an answer sent twice is one answer to the queue.
  const message = createMessage("EXTERNAL_PRODUCTION_ERROR", payload, {
    messageId: answerIdOf(messageId),
    correlationId: messageId,
  });
  // A handler may have rejected with what cannot be sent, which must not reach the outbox.
  encodeMessage(message);
  return message;
}

// A hostile message can have any number of issues; its answer must stay far below the queue's message size limit.
const maxDetailsLength = 4000;
