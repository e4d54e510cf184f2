import { type MessageType, messageTable } from "../../../generated/index.gen.ts";
import type { InvalidMessageReason } from "../../errors/invalid-message-error.ts";
import type { ValidationIssue } from "../../errors/validation-issue.ts";
import type { Envelope, IncomingMessage, Party, TypeReceivedBy } from "./message.ts";
import { messageIdText } from "./message-id.ts";
import { readJson } from "./read-json.ts";

/** Why a message cannot be used. Holds no personal data: values of the payload are left out. */
export interface InvalidMessage {
  readonly reason: InvalidMessageReason;
  /** The message type, when the subject names one of the contract. */
  readonly type?: MessageType;
  readonly messageId?: string;
  readonly issues: readonly ValidationIssue[];
}

/** The outcome of {@link decodeMessage}. */
export type Decoded<P extends Party = "partner"> =
  | { readonly ok: true; readonly message: IncomingMessage<TypeReceivedBy<P>> }
  | { readonly ok: false; readonly invalid: InvalidMessage };

/**
 * Reads a message from the queue, tolerantly: unknown properties and unknown enum values are kept.
 *
 * Never throws on bad input: says what is wrong and where, so that the message can be consumed and answered with an
 * Error Notification (S1, "Error handling").
 *
 * @param envelope the message as the Azure client gives it
 * @param receiver which end reads it. Default `"partner"`
 */
export function decodeMessage(envelope: Envelope): Decoded;
export function decodeMessage<P extends Party>(envelope: Envelope, receiver: P): Decoded<P>;
export function decodeMessage<P extends Party>(envelope: Envelope, receiver?: P): Decoded<P> {
  const type = envelope.subject;
  const messageId = messageIdText(envelope.messageId);
  const known = isMessageType(type) ? type : undefined;
  const invalid = (reason: InvalidMessageReason, issues: readonly ValidationIssue[]): Decoded<P> => ({
    ok: false,
    invalid: {
      reason,
      ...(known === undefined ? {} : { type: known }),
      ...(messageId === undefined ? {} : { messageId }),
      issues,
    },
  });

  if (known === undefined) {
    return invalid("UNKNOWN_TYPE", [
      issue("/subject", "enum", "a message type of the contract", type ? "is not a known message type" : "is missing"),
    ]);
  }
  const entry = messageTable[known];
  if (entry.direction !== "both" && entry.direction !== (receiver === "ngoc" ? "send" : "receive")) {
    return invalid("WRONG_DIRECTION", [
      issue("/subject", "direction", "a message type that this end receives", "travels in the other direction"),
    ]);
  }
  if (messageId === undefined) {
    return invalid("INVALID_PAYLOAD", [issue("/messageId", "required", "a UUID", "is missing")]);
  }
  const reading = readJson(envelope.body);
  if (!reading.ok) return invalid("NOT_JSON", [reading.issue]);
  const validation = entry.tolerant(reading.value);
  if (!validation.valid) return invalid("INVALID_PAYLOAD", bounded(validation.issues));

  const correlationId = messageIdText(envelope.correlationId);
  const message = {
    type: known,
    messageId,
    ...(correlationId === undefined ? {} : { correlationId }),
    payload: validation.value,
  };
  // The table pairs each type with its own validator; the compiler cannot follow that pairing through a union.
  return { ok: true, message: message as unknown as IncomingMessage<TypeReceivedBy<P>> };
}

function isMessageType(subject: string | undefined): subject is MessageType {
  return subject !== undefined && Object.hasOwn(messageTable, subject);
}

/** The first issues, with paths of a bounded length: a hostile message can have any number of both. */
function bounded(issues: readonly ValidationIssue[]): readonly ValidationIssue[] {
  return issues.slice(0, maxIssues).map((one) => {
    if (one.path.length <= maxPathLength) return one;
    const path = `${one.path.slice(0, maxPathLength)}…`;
    return { ...one, path, message: `${path}: expected ${one.expected}` };
  });
}

const maxIssues = 50;
const maxPathLength = 200;

function issue(path: string, keyword: string, expected: string, message: string): ValidationIssue {
  return { path, keyword, expected, message: `${path}: expected ${expected}, but it ${message}` };
}
