import { types } from "../amqp/codec.ts";
import { parseMessage } from "../amqp/message-content.ts";
import type { Typed } from "../amqp/typed.ts";
import { BrokerError, type Condition } from "../engine/broker-error.ts";
import type { MessageQueue } from "../engine/message-queue.ts";
import type { HandedOut } from "../engine/queue-ports.ts";
import type { QueueSessions } from "../engine/queue-sessions.ts";
import type { SessionLock } from "../engine/stored-message.ts";
import type { AccessRight } from "../security/access-key.ts";
import { writeStored } from "./delivery.ts";
import { uuidBytes, uuidText } from "./lock-token.ts";

type Body = { readonly [name: string]: unknown };

interface ManagementOperation {
  readonly right: AccessRight;
  /** Does it and gives the body of the answer; `undefined` for "no content". */
  run(queue: MessageQueue, body: Body): Typed | undefined;
  /** The condition that clients want to read in a "no content". */
  readonly emptyCondition?: Condition;
}

// One answer must not hold a whole queue: the client asks on from the last number it has seen.
const maxPeekBytes = 4 * 1024 * 1024;
const longCode = 0x81;
const timestampCode = 0x83;

/** The operations of "Azure Service Bus: request-response-based operations", by name. */
export const managementOperations: { readonly [name: string]: ManagementOperation } = {
  "com.microsoft:peek-message": { right: "Listen", run: peek },
  "com.microsoft:renew-lock": { right: "Listen", run: renewLock },
  "com.microsoft:schedule-message": { right: "Send", run: schedule },
  "com.microsoft:cancel-scheduled-message": { right: "Send", run: cancelScheduled },
  "com.microsoft:receive-by-sequence-number": { right: "Listen", run: receiveBySequenceNumber },
  "com.microsoft:update-disposition": { right: "Listen", run: updateDisposition },
  "com.microsoft:renew-session-lock": { right: "Listen", run: renewSessionLock },
  "com.microsoft:get-session-state": { right: "Listen", run: getSessionState },
  "com.microsoft:set-session-state": { right: "Listen", run: setSessionState },
  "com.microsoft:get-message-sessions": { right: "Listen", run: listSessions },
  "com.microsoft:batch-delete-messages": {
    right: "Listen",
    run: deleteMessages,
    emptyCondition: "com.microsoft:message-not-found",
  },
};

function peek(queue: MessageQueue, body: Body): Typed | undefined {
  const found = queue.peek(numberOf(body, "from-sequence-number"), numberOf(body, "message-count"), sessionOf(body));
  if (found.length === 0) return undefined;
  const omitBody = body["omit-message-body"] === true;
  const entries: Typed[] = [];
  let bytes = 0;
  for (const stored of found) {
    const message = writeStored(stored, { omitBody });
    bytes += message.length;
    if (bytes > maxPeekBytes && entries.length > 0) break;
    entries.push(types.wrap_map({ message: types.wrap_binary(message) }));
  }
  return types.wrap_map({ messages: types.wrap(entries) });
}

function renewLock(queue: MessageQueue, body: Body): Typed {
  const expirations = lockTokensOf(body).map((token) => queue.renewLock(token));
  return types.wrap_map({ expirations: types.wrap_array(expirations, timestampCode) });
}

function schedule(queue: MessageQueue, body: Body): Typed {
  const entries = Array.isArray(body["messages"]) ? (body["messages"] as unknown[]) : [];
  const messages = entries.map((entry) => {
    const encoded = (entry as Body | null)?.["message"];
    if (!Buffer.isBuffer(encoded)) throw argumentError("messages");
    return parseMessage(encoded);
  });
  const numbers = queue.enqueue(messages).map((number) => number ?? 0);
  return types.wrap_map({ "sequence-numbers": types.wrap_array(numbers, longCode) });
}

function cancelScheduled(queue: MessageQueue, body: Body): Typed {
  queue.cancelScheduled(sequenceNumbersOf(body));
  return types.wrap_map({});
}

function receiveBySequenceNumber(queue: MessageQueue, body: Body): Typed {
  const mode = numberOf(body, "receiver-settle-mode") === 0 ? "delete" : "lock";
  const sessionId = sessionOf(body);
  const sessionLock = sessionId === undefined ? undefined : queue.sessions?.mustHold(sessionId);
  const entry = ({ message, lock }: HandedOut): Typed =>
    types.wrap_map({
      message: types.wrap_binary(writeStored(message, lock === undefined ? {} : { lock, nameToken: true })),
      ...(lock !== undefined && { "lock-token": types.wrap_uuid(uuidBytes(lock.token)) }),
    });
  const handedOut = queue.receiveDeferred(sequenceNumbersOf(body), mode, sessionLock);
  return types.wrap_map({ messages: types.wrap(handedOut.map(entry)) });
}

function updateDisposition(queue: MessageQueue, body: Body): Typed {
  const changes = new Map(Object.entries((body["properties-to-modify"] ?? {}) as Body));
  for (const token of lockTokensOf(body)) {
    switch (body["disposition-status"]) {
      case "completed":
        queue.complete(token);
        break;
      case "abandoned":
        queue.abandon(token, changes);
        break;
      case "defered":
        queue.defer(token, changes);
        break;
      case "suspended":
        queue.deadLetter(token, {
          reason: textOf(body, "deadletter-reason"),
          description: textOf(body, "deadletter-description"),
          changes,
        });
        break;
      default:
        throw argumentError("disposition-status");
    }
  }
  return types.wrap_map({});
}

function renewSessionLock(queue: MessageQueue, body: Body): Typed {
  const { sessions, lock } = heldSession(queue, body);
  return types.wrap_map({ expiration: types.wrap_timestamp(sessions.renew(lock)) });
}

function getSessionState(queue: MessageQueue, body: Body): Typed {
  const { sessions, lock } = heldSession(queue, body);
  const state = sessions.state(lock.sessionId);
  return types.wrap_map({ "session-state": state === undefined ? types.Null() : types.wrap_binary(state) });
}

function setSessionState(queue: MessageQueue, body: Body): Typed {
  const { sessions, lock } = heldSession(queue, body);
  const state = body["session-state"];
  sessions.setState(lock.sessionId, Buffer.isBuffer(state) ? state : undefined);
  return types.wrap_map({});
}

function heldSession(queue: MessageQueue, body: Body): { sessions: QueueSessions; lock: SessionLock } {
  const sessionId = sessionOf(body);
  if (sessionId === undefined) throw argumentError("session-id");
  if (queue.sessions === undefined) throw new BrokerError("amqp:not-allowed", `'${queue.name}' has no sessions.`);
  return { sessions: queue.sessions, lock: queue.sessions.mustHold(sessionId) };
}

// .NET's largest time asks for all sessions; any other time for those whose state was set since.
const endOfTimeMs = Date.UTC(9999, 11, 31);

function listSessions(queue: MessageQueue, body: Body): Typed | undefined {
  const since = body["last-updated-time"];
  const sinceMs = since instanceof Date && since.getTime() < endOfTimeMs ? since.getTime() : undefined;
  const ids = queue.sessionIds(sinceMs);
  const skip = numberOf(body, "skip");
  const page = ids.slice(skip, skip + numberOf(body, "top"));
  if (page.length === 0) return undefined;
  return types.wrap_map({ skip: types.wrap_int(skip + page.length), "sessions-ids": types.wrap(page) });
}

function deleteMessages(queue: MessageQueue, body: Body): Typed | undefined {
  const before = body["enqueued-time-utc"];
  const sessionId = sessionOf(body);
  const count = queue.deleteMessages({
    ...(sessionId !== undefined && { sessionId }),
    count: numberOf(body, "message-count"),
    ...(before instanceof Date && { enqueuedBeforeMs: before.getTime() }),
  });
  return count === 0 ? undefined : types.wrap_map({ "message-count": types.wrap_int(count) });
}

function argumentError(name: string): BrokerError {
  return new BrokerError("com.microsoft:argument-error", `The request lacks a valid '${name}'.`);
}

function numberOf(body: Body, name: string): number {
  const value = body[name];
  if (typeof value === "number") return value;
  // rhea leaves longs beyond 2^53 as bytes; no message has such a number.
  if (Buffer.isBuffer(value)) return Number.MAX_SAFE_INTEGER;
  throw argumentError(name);
}

function textOf(body: Body, name: string): string | undefined {
  const value = body[name];
  return typeof value === "string" ? value : undefined;
}

function sessionOf(body: Body): string | undefined {
  return textOf(body, "session-id");
}

function sequenceNumbersOf(body: Body): number[] {
  const numbers = body["sequence-numbers"];
  if (!Array.isArray(numbers)) throw argumentError("sequence-numbers");
  return numbers.map((number) => (typeof number === "number" ? number : Number.MAX_SAFE_INTEGER));
}

function lockTokensOf(body: Body): string[] {
  const tokens = body["lock-tokens"];
  if (!Array.isArray(tokens)) throw argumentError("lock-tokens");
  return tokens.map((token) => {
    if (!Buffer.isBuffer(token)) throw argumentError("lock-tokens");
    return uuidText(token);
  });
}
