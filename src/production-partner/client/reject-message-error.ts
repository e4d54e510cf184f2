import { CardwrightError, isCardwrightError } from "../../errors/cardwright-error.ts";
import type { BuiltInContract } from "../contract/built-in.ts";
import type { ErrorCodeOf } from "../contract/index.ts";

/** The error codes of the built-in contract. */
export type ErrorCode = ErrorCodeOf<BuiltInContract>;

/**
 * Thrown by a handler when the *message* is faulty: it is consumed and answered with one Error Notification. Any other
 * error means that the handler itself failed, and the message is delivered again.
 *
 * The error does not know which contract is in use: a code or details that cannot be sent are replaced when the answer is
 * written, and the problem `answer-replaced` is reported. `reject` of the handler's context is typed by the contract.
 *
 * @example
 * client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ payload }) => {
 *   if (payload.card.articleId === "ARTICLE-9") {
 *     throw new RejectMessageError({ errorCode: "ARTICLE_NOT_AVAILABLE", details: "Article is no longer produced" });
 *   }
 * });
 */
export class RejectMessageError<Code extends string = ErrorCode> extends CardwrightError {
  override readonly name: string = "RejectMessageError";
  readonly errorCode: Code;
  /** Sent to NGOC unchanged: it must not contain personal data that NGOC may not have. */
  readonly answerDetails: string;

  constructor(init: { readonly errorCode: Code; readonly details: string; readonly cause?: unknown }) {
    super(`Message rejected with ${init.errorCode}`, {
      code: "MESSAGE_REJECTED",
      details: { errorCode: init.errorCode },
      ...(init.cause !== undefined && { cause: init.cause }),
    });
    this.errorCode = init.errorCode;
    this.answerDetails = init.details;
  }
}

/** Returns whether an error is a {@link RejectMessageError}, also one from the package's other module format. */
export function isRejectMessageError(error: unknown): error is RejectMessageError<string> {
  return isCardwrightError(error) && error.code === "MESSAGE_REJECTED";
}
