import { CardwrightError } from "../errors/cardwright-error.ts";

/** What a failure of Service Bus means to this client: a stable code, and whether trying again may help. */
export interface FailureClass {
  readonly code: string;
  readonly retryable: boolean;
  readonly help: string;
}

/** A call to Service Bus failed. `code` is stable; `cause` is the Azure client's own error. */
export class ServiceBusFailure extends CardwrightError {
  override readonly name: string = "ServiceBusFailure";
}

const classes: { readonly [azureCode: string]: FailureClass } = {
  UnauthorizedAccess: {
    code: "UNAUTHORIZED",
    retryable: false,
    help: "Check the connection string: its key, and that it grants Listen on the inbound or Send on the outbound queue.",
  },
  MessagingEntityNotFound: {
    code: "QUEUE_NOT_FOUND",
    retryable: false,
    help: "Check the queue name and the namespace.",
  },
  MessagingEntityDisabled: { code: "QUEUE_DISABLED", retryable: false, help: "The queue is disabled; ask its owner." },
  MessageSizeExceeded: { code: "MESSAGE_TOO_LARGE", retryable: false, help: "Send less in one message." },
  QuotaExceeded: { code: "QUEUE_FULL", retryable: true, help: "The queue is full until its reader catches up." },
  ServiceBusy: { code: "BUSY", retryable: true, help: "Service Bus is busy; try again later." },
  ServiceTimeout: { code: "TIMEOUT", retryable: true, help: "Check the network, then try again." },
  ServiceCommunicationProblem: { code: "CONNECTION", retryable: true, help: "Check the network and the host name." },
  CredentialFailure: {
    code: "UNAUTHORIZED",
    retryable: false,
    help: "Look at `cause` for why the credential gave no token.",
  },
  MessageLockLost: {
    code: "LOCK_LOST",
    retryable: true,
    help: "The message is delivered again; finish within its lock.",
  },
};

const connection: FailureClass = { code: "CONNECTION", retryable: true, help: "Check the network and the host name." };
// The Azure client keeps a failed connection's code in its text only, behind a code of its own.
const connectionText =
  /\b(ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|EPIPE|EHOSTUNREACH|ENETUNREACH)\b|Failed to connect|Invalid protocol header|[Cc]onnection (was |got )?(lost|closed|disconnected)/;
const unknown: FailureClass = {
  code: "SERVICE_BUS",
  retryable: true,
  help: "Look at `cause` for what Service Bus said.",
};

/** Classifies an error of the Azure client. Total: what it does not know is `SERVICE_BUS`, and worth another try. */
export function classifyFailure(error: unknown): FailureClass {
  const failure: Error & { readonly code?: unknown } = unwrapFailure(error);
  const code = typeof failure.code === "string" ? failure.code : "";
  if (Object.hasOwn(classes, code)) return classes[code] ?? unknown;
  return connectionText.test(`${code} ${failure.message}`) ? connection : unknown;
}

/**
 * Finds the error that tells most: after several tries the Azure client throws an `AggregateError` without a message
 * or a code, whose last entry is the real one (`@azure/core-amqp` from 4.3.5 on).
 */
export function unwrapFailure(error: unknown): Error {
  if (error instanceof AggregateError && error.errors.length > 0) return unwrapFailure(error.errors.at(-1));
  // What is thrown may be anything, even an object that cannot be made a string.
  return error instanceof Error ? error : new Error(typeof error === "string" ? error : `${typeof error} thrown`);
}

/** Makes the error that the application sees. The Azure client's text names hosts and queues, never keys. */
export function serviceBusFailure(doing: string, error: unknown): ServiceBusFailure {
  const { code, retryable, help } = classifyFailure(error);
  return new ServiceBusFailure(`${doing} failed: ${unwrapFailure(error).message || code}`, {
    code,
    retryable,
    help,
    cause: error,
  });
}
