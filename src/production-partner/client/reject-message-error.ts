import type { StrictPayloads } from "../../../generated/index.gen.ts";
import { CardwrightError, isCardwrightError } from "../../errors/cardwright-error.ts";
import { ConfigurationError } from "../../errors/configuration-error.ts";
import { messageTable } from "../messages/index.ts";

/** The error codes of the contract. */
export type ErrorCode = StrictPayloads["EXTERNAL_PRODUCTION_ERROR"]["errorCode"];

/**
 * Thrown by a handler to say that the *message* is at fault: it is consumed and answered with one Error Notification.
 * Any other error means that the handler failed for its own reasons, and the message is delivered again.
 *
 * @example
 * client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ payload }) => {
 *   if (!stock.has(payload.card.articleId)) {
 *     throw new RejectMessageError({ errorCode: "ARTICLE_NOT_AVAILABLE", details: "Article is no longer produced" });
 *   }
 * });
 */
export class RejectMessageError extends CardwrightError {
  override readonly name: string = "RejectMessageError";
  readonly errorCode: ErrorCode;
  /** Sent to NGOC as it is: no personal data that NGOC must not have. */
  readonly answerDetails: string;

  /** @throws ConfigurationError `REJECTION` when these are not what an Error Notification may hold */
  constructor(init: { readonly errorCode: ErrorCode; readonly details: string; readonly cause?: unknown }) {
    super(`The message is rejected with ${init.errorCode}`, {
      code: "MESSAGE_REJECTED",
      details: { errorCode: init.errorCode },
      ...(init.cause === undefined ? {} : { cause: init.cause }),
    });
    const { errorCode, details } = init;
    const validation = messageTable.EXTERNAL_PRODUCTION_ERROR.strict({ errorCode, details });
    if (!validation.valid) {
      throw new ConfigurationError("A message cannot be rejected like that", {
        code: "REJECTION",
        help: `${validation.issues[0]?.message ?? "Give an errorCode of the contract and details"}.`,
      });
    }
    this.errorCode = init.errorCode;
    this.answerDetails = init.details;
  }
}

/** Tells whether a handler threw a {@link RejectMessageError}, also one from the package's other module format. */
export function isRejectMessageError(error: unknown): error is RejectMessageError {
  return isCardwrightError(error) && error.code === "MESSAGE_REJECTED";
}
