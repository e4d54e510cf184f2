import type { Contract, ErrorToTell, ReceivedFact, RefusedBecause } from "../contract/index.ts";
import type { ReceivedOrderMessage, StagedMessage } from "../ledger/order-ledger.ts";
import { answerIdOf, type InvalidMessage } from "../messages/index.ts";
import { describeRefusal, isStorableId, type Refusal } from "../orders/index.ts";
import { stagedMessage } from "./staged-message.ts";

/** The ids that an Error Notification names. */
type About = Pick<ErrorToTell<string>, "organisationId" | "shipmentId" | "cardId">;

/** The one answer to a message that was not handled. */
export interface ErrorAnswer {
  /** `undefined` when the contract has no way to say it. */
  readonly message: StagedMessage | undefined;
  /** The code that was asked for. */
  readonly errorCode: string;
  /** Why it does not say what was asked for; `undefined` when it does. */
  readonly replacedBecause?: unknown;
}

/** Whether messages of a type are Error Notifications, which are never answered. */
export function isErrorType({ errorType, receivedErrorType }: Contract, type: string | undefined): boolean {
  return type === errorType || type === receivedErrorType;
}

/** Returns the ids that a fact gives, for the Error Notification that is about it. */
export function aboutFact(fact: ReceivedFact | undefined): About {
  return {
    organisationId: fact?.kind === "card-requested" ? fact.organisationId : undefined,
    shipmentId: fact !== undefined && "shipmentId" in fact ? fact.shipmentId : undefined,
    cardId: fact !== undefined && "cardId" in fact ? fact.cardId : undefined,
  };
}

/**
 * Answers a message that cannot be used.
 *
 * @param messageId identifies the message on every delivery, even if its sender set no id
 */
export function answerInvalid(contract: Contract, { reason, issues }: InvalidMessage, messageId: string): ErrorAnswer {
  const isUnknown = reason === "UNKNOWN_TYPE" || reason === "WRONG_DIRECTION";
  return answer(contract, {
    errorCode: codeOf(contract, isUnknown ? "UNKNOWN_MESSAGE_TYPE" : "INVALID_MESSAGE"),
    details: issues.map(({ message }) => message).join("; "),
    ...aboutFact(undefined),
    messageId,
  });
}

/** Answers a valid message that violates an order rule. */
export function answerRefusal(
  contract: Contract,
  { fact, messageId }: ReceivedOrderMessage,
  refusal: Refusal,
): ErrorAnswer {
  return answer(contract, {
    errorCode: codeOf(contract, refusal.reason),
    details: describeRefusal(refusal),
    ...aboutFact(fact),
    messageId,
  });
}

/** Answers a valid message that its handler rejected. */
export function answerRejection(
  contract: Contract,
  { fact, messageId }: ReceivedOrderMessage,
  rejection: { readonly errorCode: string; readonly answerDetails: string },
): ErrorAnswer {
  const { errorCode, answerDetails } = rejection;
  return answer(contract, { errorCode, details: answerDetails, ...aboutFact(fact), messageId });
}

/** Tells that a valid message was not handled, as its handler failed on every delivery. */
export function answerFailure(contract: Contract, { fact, messageId }: ReceivedOrderMessage): ErrorAnswer {
  const errorCode = codeOf(contract, "HANDLER_FAILED");
  return answer(contract, {
    errorCode,
    details: "The receiver could not handle the message",
    ...aboutFact(fact),
    messageId,
  });
}

function codeOf({ errorCodes }: Contract, reason: RefusedBecause): string {
  return errorCodes[reason] ?? errorCodes.default;
}

// A hostile message can have any number of issues; its answer must stay far below the queue's message size limit.
const maxDetailsLength = 4000;

/** Says what is to be told, or as much of it as the contract can say: a message that is consumed must be answered. */
function answer(contract: Contract, told: ErrorToTell<string> & { readonly messageId: string }): ErrorAnswer {
  const { messageId } = told;
  const answers = isStorableId(messageId) ? messageId : undefined;
  let firstFailure: unknown;
  for (const error of sayable(contract, told)) {
    try {
      const { errorCode, shipmentId, cardId } = error;
      const message = stagedMessage(contract, contract.writeError(error), {
        // The id is derived from the message's, so that the queue treats an answer sent twice as one.
        messageId: answerIdOf(messageId),
        ...(answers !== undefined && { correlationId: answers }),
        fact: () => ({ kind: "error-sent", errorCode, answers, cardId, shipmentId }),
      });
      return {
        message,
        errorCode: told.errorCode,
        ...(firstFailure !== undefined && { replacedBecause: firstFailure }),
      };
    } catch (error) {
      firstFailure ??= error;
    }
  }
  return { message: undefined, errorCode: told.errorCode, replacedBecause: firstFailure };
}

/** What is to be told first, then what is left when its ids, its details or its code cannot be said. */
function* sayable({ errorCodes }: Contract, told: ErrorToTell<string>): Generator<ErrorToTell<string>> {
  // A handler in JavaScript can give any details.
  const details = typeof told.details === "string" ? told.details.slice(0, maxDetailsLength) : told.details;
  for (const errorCode of [told.errorCode, errorCodes.default]) {
    for (const text of [details, "The message was not handled"]) {
      yield { ...told, errorCode, details: text };
      yield { ...told, errorCode, details: text, ...aboutFact(undefined), messageId: undefined };
    }
  }
}
