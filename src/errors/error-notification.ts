import { type NgocErrorCode, ngocCodeOfLocalCode } from "../../generated/error-codes.gen.ts";
import { type CardwrightError, isCardwrightError } from "./cardwright-error.ts";
import { type CounterpartError, errorFor } from "./counterpart-error.ts";
import { explainError } from "./explain-error.ts";

/** What an Error Notification is about. */
export interface ErrorNotificationSubject {
  readonly organisationId?: string;
  readonly shipmentId?: string;
  readonly cardId?: string;
  /** The message that is answered. */
  readonly messageId?: string;
}

/** The payload of an Error Notification; its code is one of a known, open set. */
export interface ErrorNotificationFields<Code extends string = string> extends ErrorNotificationSubject {
  readonly errorCode: Code;
  readonly details: string;
}

/** The NGOC code for a code of ORCE, of NGOC or of this package; `INTERNAL_ERROR` for any other text. Assumed. */
export function ngocCodeFor(code: string): NgocErrorCode {
  return knownNgocCode(code) ?? "INTERNAL_ERROR";
}

/**
 * Turns a failure into the payload of an Error Notification to NGOC: a code that ORCE reported, an error of this package, or anything
 * else that was thrown. Nothing of an error that is not ours gets out: its message could hold personal data.
 *
 * @example
 * errorNotificationFor("GENERATE_CARD_ERROR_DUPLICATES_FOUND", { cardId }).errorCode; // "DUPLICATE_CARD"
 */
export function errorNotificationFor(
  failure: unknown,
  about: ErrorNotificationSubject = {},
): ErrorNotificationFields<NgocErrorCode> {
  if (typeof failure === "string") {
    const facts = explainError(failure);
    const details =
      facts.system === "unknown"
        ? "Failed for an unknown reason."
        : `${facts.code}: ${facts.causes.map((one) => one.cause).join(" Or: ")}`;
    return { errorCode: ngocCodeFor(failure), details, ...about };
  }
  if (!isCardwrightError(failure)) {
    return {
      errorCode: "INTERNAL_ERROR",
      details: "An unexpected failure inside the production partner's system.",
      ...about,
    };
  }
  return { errorCode: ngocCodeOfError(failure), details: failure.message, ...about };
}

/** Turns the payload of an Error Notification into a typed error; total, as {@link errorFor} is. */
export function errorForNotification(notification: ErrorNotificationFields): CounterpartError {
  const { errorCode, details, organisationId, shipmentId, cardId, messageId } = notification;
  return errorFor(errorCode, {
    details,
    ...(organisationId === undefined ? {} : { organisationId }),
    ...(shipmentId === undefined ? {} : { shipmentId }),
    ...(cardId === undefined ? {} : { cardId }),
    ...(messageId === undefined ? {} : { messageId }),
  });
}

// An error may be general (ORDER_REFUSED, MESSAGE_REJECTED) and say the particular reason in its details.
function ngocCodeOfError({ code, details }: CardwrightError): NgocErrorCode {
  for (const candidate of [details["errorCode"], details["reason"], code]) {
    const found = typeof candidate === "string" ? knownNgocCode(candidate) : undefined;
    if (found !== undefined) return found;
  }
  return "INTERNAL_ERROR";
}

function knownNgocCode(code: string): NgocErrorCode | undefined {
  const facts = explainError(code);
  if (facts.system === "ngoc") return facts.code;
  if (facts.system === "orce") return facts.ngocCode;
  const ofLocalCode: { readonly [local: string]: NgocErrorCode } = ngocCodeOfLocalCode;
  return Object.hasOwn(ofLocalCode, code) ? ofLocalCode[code] : undefined;
}
