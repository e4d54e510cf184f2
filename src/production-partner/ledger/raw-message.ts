import { messageIdText } from "../messages/message-id.ts";
import type { StagedMessage } from "./order-ledger.ts";
import type { QuarantineCause, QuarantineEntry, RawMessage } from "./quarantine.ts";
import { isText } from "./stored-text.ts";

/** The envelope of a message as it is stored: everything but the body. */
export interface StoredEnvelope {
  readonly subject?: string;
  readonly messageId?: string;
  readonly correlationId?: string;
  readonly contentType?: string;
  readonly applicationProperties?: { readonly [name: string]: unknown };
}

/** The body of a message as it is stored: text where it is text, so that a person can read it. */
export type StoredBody = { readonly text: string } | { readonly base64: string } | { readonly value: unknown };

/** Returns what is stored of the envelope of a message. */
export function envelopeOf(raw: RawMessage): StoredEnvelope {
  const { subject, contentType, applicationProperties } = raw;
  const messageId = messageIdText(raw.messageId);
  const correlationId = messageIdText(raw.correlationId);
  return {
    ...(subject !== undefined && { subject }),
    ...(messageId !== undefined && { messageId }),
    ...(correlationId !== undefined && { correlationId }),
    ...(contentType !== undefined && { contentType }),
    ...(applicationProperties !== undefined && { applicationProperties }),
  };
}

/** Returns what is stored of the body of a message: bytes that are UTF-8 text become text, without loss. */
export function bodyOf({ body }: RawMessage): StoredBody | undefined {
  if (typeof body === "string") return { text: body };
  if (!(body instanceof Uint8Array)) return body === undefined ? undefined : { value: body };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body) };
  } catch {
    return { base64: Buffer.from(body).toString("base64") };
  }
}

/** Writes an envelope or a body as JSON text; `undefined` for a value that JSON cannot write. */
export function rawText(stored: StoredEnvelope | StoredBody): string | undefined {
  try {
    return JSON.stringify(stored, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
  } catch {
    // Nested too deeply, or in itself: only a body that was not sent as text can be.
    return undefined;
  }
}

/** Makes a message of what was stored of it. */
export function rawMessageOf(envelope: StoredEnvelope, body: StoredBody | undefined): RawMessage {
  if (body === undefined) return { ...envelope, body: undefined };
  if ("text" in body) return { ...envelope, body: body.text };
  return { ...envelope, body: "base64" in body ? Buffer.from(body.base64, "base64") : body.value };
}

const maxTypeLength = 256;

/** Returns the message type of a message as a text that can be stored and searched, whatever its sender has set. */
export function typeOf({ subject }: RawMessage): string | undefined {
  if (subject === undefined || (subject.length <= maxTypeLength && isText(subject))) return subject;
  return subject.slice(0, maxTypeLength).toWellFormed().replaceAll("\0", "\u{fffd}");
}

const maxIssues = 20;
const maxIssueLength = 500;

/** Returns a cause with a bounded number of issues: a hostile message may have any number of them. */
export function boundedCause(cause: QuarantineCause): QuarantineCause {
  if (!("issues" in cause)) return cause;
  const cut = (text: string) => text.slice(0, maxIssueLength);
  return {
    ...cause,
    issues: cause.issues.slice(0, maxIssues).map(({ path, keyword, expected, message }) => ({
      path: cut(path),
      keyword: cut(keyword),
      expected: cut(expected),
      message: cut(message),
    })),
  };
}

/** Returns what an entry says of the answer to its message. */
export function answerOf(answer: StagedMessage | undefined): QuarantineEntry["answer"] {
  if (answer?.fact.kind !== "error-sent") return undefined;
  return { messageId: answer.messageId, errorCode: answer.fact.errorCode };
}
