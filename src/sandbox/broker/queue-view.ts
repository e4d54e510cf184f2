import { decodeMessage } from "./amqp/decoded-message.ts";
import type { MessageQueue } from "./engine/message-queue.ts";
import type { MessageEventType } from "./engine/queue-event.ts";
import type { StoredMessage } from "./engine/stored-message.ts";
import { writeStored } from "./front/delivery.ts";

/** How many messages a queue holds, by state. */
export interface QueueCounts {
  /** Waiting to be received. */
  readonly active: number;
  /** Received and not yet settled. */
  readonly locked: number;
  readonly deferred: number;
  readonly scheduled: number;
  /** In the dead-letter queue, whatever their state there. */
  readonly deadLettered: number;
}

/** A message in a queue. */
export interface QueuedMessage {
  readonly sequenceNumber: number;
  readonly messageId: string;
  readonly sessionId: string | undefined;
  readonly subject: string | undefined;
  readonly state: "active" | "locked" | "deferred" | "scheduled";
  readonly deliveryCount: number;
  readonly enqueuedAt: Date;
  readonly expiresAt: Date | undefined;
  readonly scheduledFor: Date | undefined;
  readonly lockedUntil: Date | undefined;
  readonly lockToken: string | undefined;
  readonly deadLetterReason: string | undefined;
  readonly deadLetterDescription: string | undefined;
  readonly applicationProperties: { readonly [name: string]: unknown };
  /** The bytes of the body, a list where it has several parts; AMQP values and sequences as plain values. */
  readonly body: unknown;
}

/** Inspects and manipulates one queue without a client. */
export class QueueView {
  readonly name: string;
  readonly #queue: MessageQueue;

  constructor(queue: MessageQueue) {
    this.name = queue.name;
    this.#queue = queue;
  }

  /** The dead-letter queue of this queue. */
  get deadLetterQueue(): QueueView {
    return new QueueView(this.#queue.deadLetterQueue ?? this.#queue);
  }

  /** Returns the number of messages in each state. */
  counts(): QueueCounts {
    const counts = { active: 0, locked: 0, deferred: 0, scheduled: 0 };
    for (const message of this.#queue.messages) counts[stateOf(message)]++;
    return { ...counts, deadLettered: [...(this.#queue.deadLetterQueue?.messages ?? [])].length };
  }

  /** Returns whether the queue and its dead-letter queue are empty. */
  isEmpty(): boolean {
    return Object.values(this.counts()).every((count) => count === 0);
  }

  /** Returns how many events of each type this queue has had since the start. */
  totals(): { readonly [type in MessageEventType]?: number } {
    return { ...this.#queue.journal.totals };
  }

  /** Returns the messages of the queue, oldest first; only those in `state`, if given. */
  messages(state?: QueuedMessage["state"]): QueuedMessage[] {
    const messages = [...this.#queue.messages].filter((message) => state === undefined || stateOf(message) === state);
    return messages.map(describe);
  }

  /**
   * Expires all locks, or the one with this token, now. Returns how many locks expired.
   *
   * In a queue with sessions these are the session locks; messages received under them become available again.
   */
  expireLocks(lockToken?: string): number {
    return this.#queue.expireLocks(lockToken);
  }

  /** Deletes all unlocked messages, including those in the dead-letter queue. Returns how many were deleted. */
  purge(): number {
    return this.#queue.deleteMessages() + (this.#queue.deadLetterQueue?.deleteMessages() ?? 0);
  }
}

function stateOf(message: StoredMessage): QueuedMessage["state"] {
  return message.lock === undefined ? message.state : "locked";
}

function describe(message: StoredMessage): QueuedMessage {
  const decoded = decodeMessage(writeStored(message));
  const properties = decoded.applicationProperties;
  const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
  return {
    sequenceNumber: message.sequenceNumber,
    messageId: message.messageId,
    sessionId: message.sessionId,
    subject: text(decoded.subject),
    state: stateOf(message),
    deliveryCount: message.deliveryCount,
    enqueuedAt: new Date(message.enqueuedAtMs),
    expiresAt: Number.isFinite(message.expiresAtMs) ? new Date(message.expiresAtMs) : undefined,
    scheduledFor: message.scheduledForMs === undefined ? undefined : new Date(message.scheduledForMs),
    lockedUntil: message.lock === undefined ? undefined : new Date(message.lock.lockedUntilMs),
    lockToken: message.lock?.token,
    deadLetterReason: text(properties["DeadLetterReason"]),
    deadLetterDescription: text(properties["DeadLetterErrorDescription"]),
    applicationProperties: properties,
    body: decoded.body,
  };
}
