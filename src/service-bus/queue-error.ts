import { CardwrightError } from "../errors/cardwright-error.ts";
import type { ErrorCode } from "../errors/error-code.ts";

/** How a Service Bus failure is classified: a stable code, and whether a retry may help. */
export interface FailureClass {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly help: string;
}

/**
 * A call to a queue failed. `code` is one of `UNAUTHORIZED`, `QUEUE_NOT_FOUND`, `QUEUE_DISABLED`, `MESSAGE_TOO_LARGE`,
 * `QUEUE_FULL`, `BUSY`, `TIMEOUT`, `CONNECTION`, `LOCK_LOST` or `SERVICE_BUS`; `cause` is the Azure client's own error.
 */
export class QueueError extends CardwrightError {
  override readonly name: string = "QueueError";
}

const classes: { readonly [azureCode: string]: FailureClass } = {
  UnauthorizedAccess: {
    code: "UNAUTHORIZED",
    retryable: false,
    help: "Check the key of the connection string, and that it grants Listen on the inbound or Send on the outbound queue.",
  },
  MessagingEntityNotFound: {
    code: "QUEUE_NOT_FOUND",
    retryable: false,
    help: "Check the queue name and the namespace.",
  },
  MessagingEntityDisabled: {
    code: "QUEUE_DISABLED",
    retryable: false,
    help: "Ask the owner of the queue to enable it.",
  },
  MessageSizeExceeded: { code: "MESSAGE_TOO_LARGE", retryable: false, help: "Send a smaller message." },
  QuotaExceeded: {
    code: "QUEUE_FULL",
    retryable: true,
    help: "Wait until the receiver of the queue has caught up, then retry.",
  },
  ServiceBusy: { code: "BUSY", retryable: true, help: "Retry later: Service Bus is throttling requests." },
  ServiceTimeout: { code: "TIMEOUT", retryable: true, help: "Check the network, then retry." },
  ServiceCommunicationProblem: { code: "CONNECTION", retryable: true, help: "Check the network and the host name." },
  CredentialError: {
    code: "UNAUTHORIZED",
    retryable: false,
    help: "See `cause` for why the credential did not return a token.",
  },
  MessageLockLost: {
    code: "LOCK_LOST",
    retryable: true,
    help: "The message is delivered again. Finish handling it before its lock expires.",
  },
};

const connection: FailureClass = { code: "CONNECTION", retryable: true, help: "Check the network and the host name." };
// The Azure client keeps the code of a failed connection in its message text only.
const connectionText =
  /\b(ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|EPIPE|EHOSTUNREACH|ENETUNREACH)\b|Failed to connect|Invalid protocol header|[Cc]onnection (was |got )?(lost|closed|disconnected)/;
/** What an HTTP proxy, or the host itself, answers in place of a WebSocket. */
const refusedByProxy: FailureClass = {
  code: "CONNECTION",
  retryable: true,
  help: "The proxy or the host refused the WebSocket: check transport.proxy with its user and password, and the host name.",
};
const refusalText = /Unexpected server response: \d{3}|[Pp]roxy connection/;
const unknown: FailureClass = {
  code: "SERVICE_BUS",
  retryable: true,
  help: "See `cause` for the error of Service Bus.",
};

/** Classifies an error of the Azure client. Total: an unknown error is `SERVICE_BUS` and may be retried. */
export function classifyFailure(error: unknown): FailureClass {
  const failure: Error & { readonly code?: unknown } = unwrapFailure(error);
  const code = typeof failure.code === "string" ? failure.code : "";
  if (Object.hasOwn(classes, code)) return classes[code] ?? unknown;
  if (refusalText.test(failure.message)) return refusedByProxy;
  return connectionText.test(`${code} ${failure.message}`) ? connection : unknown;
}

/**
 * Finds the most specific error: after several attempts the Azure client throws an `AggregateError` without a message
 * or a code, whose last entry is the real error (`@azure/core-amqp` from 4.3.5 on).
 */
export function unwrapFailure(error: unknown): Error {
  if (error instanceof AggregateError && error.errors.length > 0) return unwrapFailure(error.errors.at(-1));
  // Any value may be thrown, even an object that cannot be converted to a string.
  return error instanceof Error ? error : new Error(typeof error === "string" ? error : `${typeof error} thrown`);
}

/** Creates the error for the application. The Azure client's message names hosts and queues, never keys. */
export function queueError(operation: string, error: unknown): QueueError {
  const { code, retryable, help } = classifyFailure(error);
  return new QueueError(`${operation} failed: ${unwrapFailure(error).message || code}`, {
    code,
    retryable,
    help,
    cause: error,
  });
}
