import type { NewMessage } from "./arrival.ts";
import type { MessageContent } from "./message-content.ts";
import type { HeapEntry } from "./priority-heap.ts";

/** The state of a message: `deferred` ones are received by number only, `scheduled` ones wait for their time. */
type MessageState = "active" | "deferred" | "scheduled";

/** A message in a queue. */
export interface StoredMessage {
  readonly sequenceNumber: number;
  /** The number at first arrival; differs from `sequenceNumber` after scheduling or dead-lettering. */
  readonly enqueuedSequenceNumber: number;
  readonly messageId: string;
  readonly sessionId: string | undefined;
  readonly enqueuedAtMs: number;
  /** When it expires; infinity for never. */
  readonly expiresAtMs: number;
  readonly scheduledForMs: number | undefined;
  content: MessageContent;
  state: MessageState;
  /** How many deliveries have failed before. */
  deliveryCount: number;
  lock: MessageLock | undefined;
  /** Its place among those that wait for a receiver, or for their time. */
  waiting: HeapEntry<StoredMessage> | undefined;
  /** Its place among those that may expire. */
  expiry: HeapEntry<StoredMessage> | undefined;
}

/** Creates a message as it arrives: active, never delivered, without expiry. */
export function storedMessage(arrival: NewMessage, sequenceNumber: number, nowMs: number): StoredMessage {
  return {
    sequenceNumber,
    enqueuedSequenceNumber: sequenceNumber,
    messageId: arrival.messageId,
    sessionId: arrival.sessionId,
    enqueuedAtMs: nowMs,
    expiresAtMs: Number.POSITIVE_INFINITY,
    scheduledForMs: arrival.scheduledForMs,
    content: arrival.content,
    state: "active",
    deliveryCount: 0,
    lock: undefined,
    waiting: undefined,
    expiry: undefined,
  };
}

/** The right to settle one message, until a time. */
export interface MessageLock {
  /** A UUID in its usual order and lower case. */
  readonly token: string;
  readonly message: StoredMessage;
  readonly sessionLock: SessionLock | undefined;
  lockedUntilMs: number;
}

/** The right to receive from one session, until a time. */
export interface SessionLock {
  readonly sessionId: string;
  lockedUntilMs: number;
  isHeld: boolean;
  /** Called once when the lock runs out. */
  onLost: (() => void) | undefined;
}
