import { type NgocErrorCode, ngocCodeOfLocalCode, ngocErrors } from "../../generated/error-codes.gen.ts";
import { type CardwrightError, isCardwrightError } from "./cardwright-error.ts";
import { type CounterpartError, errorFor } from "./counterpart-error.ts";
import { explainError } from "./explain-error.ts";

/** The ids that an Error Notification refers to. */
export interface ErrorNotificationSubject {
  readonly organisationId?: string;
  readonly shipmentId?: string;
  readonly cardId?: string;
  /** The message being answered. */
  readonly messageId?: string;
}

/**
 * What an Error Notification says, in words that are the same under every contract: the contract's binding writes the
 * payload. The set of codes is open: NGOC may send others.
 */
export interface ErrorNotificationFields<Code extends string = string> extends ErrorNotificationSubject {
  readonly errorCode: Code;
  readonly details: string;
}

/** The code for what has none of its own: that of an unknown failure. */
const [generalCode] = (Object.keys(ngocErrors) as NgocErrorCode[]).sort(
  (a, b) => Number(ngocErrors[b].category === "unknown") - Number(ngocErrors[a].category === "unknown"),
) as [NgocErrorCode];

/**
 * Returns the NGOC code for a code of ORCE, of NGOC or of this package; that of an unknown failure, `INTERNAL_ERROR`, for
 * any other text. The mapping is assumed: NGOC's list of error codes is not public.
 */
export function ngocCodeFor(code: string): NgocErrorCode {
  return knownNgocCode(code) ?? generalCode;
}

/**
 * Turns a failure into what to tell NGOC with `sendError`. The failure is a code that ORCE reported, an error
 * of this package, or any other thrown value. The text of a foreign error is left out: it may contain personal data.
 *
 * @example
 * errorNotificationFor("GENERATE_CARD_ERROR_DUPLICATES_FOUND", { cardId: "CARD-1" }).errorCode; // "DUPLICATE_CARD"
 */
export function errorNotificationFor(
  failure: unknown,
  about: ErrorNotificationSubject = {},
): ErrorNotificationFields<NgocErrorCode> {
  if (typeof failure === "string") {
    const facts = explainError(failure);
    const details =
      facts.system === "unknown"
        ? "Failed for an unknown reason"
        : `${facts.code}: ${facts.causes.map((one) => one.cause).join(" Or: ")}`;
    return { errorCode: ngocCodeFor(failure), details, ...about };
  }
  if (!isCardwrightError(failure)) {
    return {
      errorCode: generalCode,
      details: "Unexpected failure in the production partner's system",
      ...about,
    };
  }
  return { errorCode: ngocCodeOfError(failure), details: detailsOfError(failure), ...about };
}

/**
 * Turns what a received Error Notification says into a typed error. Total, like {@link errorFor}. A payload of the built-in
 * contract can be passed as it is; of another contract, pass the values in these words.
 */
export function errorForNotification(notification: Partial<ErrorNotificationFields>): CounterpartError {
  const { errorCode = "UNKNOWN", details, organisationId, shipmentId, cardId, messageId } = notification;
  return errorFor(errorCode, {
    ...(details !== undefined && { details }),
    ...(organisationId !== undefined && { organisationId }),
    ...(shipmentId !== undefined && { shipmentId }),
    ...(cardId !== undefined && { cardId }),
    ...(messageId !== undefined && { messageId }),
  });
}

// `RejectMessageError` carries the text that its handler wrote for NGOC.
function detailsOfError(error: CardwrightError): string {
  return "answerDetails" in error && typeof error.answerDetails === "string" ? error.answerDetails : error.message;
}

// An error may be general (ORDER_REFUSED, MESSAGE_REJECTED) and give the specific reason in its details.
function ngocCodeOfError({ code, details }: CardwrightError): NgocErrorCode {
  for (const candidate of [details["errorCode"], details["reason"], code]) {
    const found = typeof candidate === "string" ? knownNgocCode(candidate) : undefined;
    if (found !== undefined) return found;
  }
  return generalCode;
}

function knownNgocCode(code: string): NgocErrorCode | undefined {
  const facts = explainError(code);
  if (facts.system === "ngoc") return facts.code;
  if (facts.system === "orce") return facts.ngocCode;
  const ofLocalCode: { readonly [local: string]: NgocErrorCode } = ngocCodeOfLocalCode;
  return Object.hasOwn(ofLocalCode, code) ? ofLocalCode[code] : undefined;
}
