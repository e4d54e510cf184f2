import { PriorityHeap } from "./priority-heap.ts";
import type { QueueSessions } from "./queue-sessions.ts";
import type { StoredMessage } from "./stored-message.ts";

/** Selects unlocked messages. */
export interface UnlockedChoice {
  readonly count?: number;
  readonly enqueuedBeforeMs?: number;
  readonly sessionId?: string;
}

/** The messages of one queue, indexed by number, readiness, schedule and expiry. */
export class MessageStore {
  readonly #sessions: QueueSessions | undefined;
  // Numbers only grow, so the order of insertion is the order of numbers.
  readonly #byNumber = new Map<number, StoredMessage>();
  readonly #ready = new PriorityHeap<StoredMessage>();
  readonly #scheduled = new PriorityHeap<StoredMessage>();
  readonly #expiring = new PriorityHeap<StoredMessage>();
  #bytes = 0;

  /** @param sessions index of the waiting messages by session, for a queue that has sessions */
  constructor(sessions: QueueSessions | undefined) {
    this.#sessions = sessions;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get count(): number {
    return this.#byNumber.size;
  }

  /** Every message, lowest number first. */
  values(): Iterable<StoredMessage> {
    return this.#byNumber.values();
  }

  find(sequenceNumber: number): StoredMessage | undefined {
    return this.#byNumber.get(sequenceNumber);
  }

  /** Up to `count` messages from a sequence number on, of one session if given. */
  page(fromSequenceNumber: number, count: number, sessionId?: string): StoredMessage[] {
    const found: StoredMessage[] = [];
    for (const message of this.#byNumber.values()) {
      if (found.length >= count) break;
      if (message.sequenceNumber < fromSequenceNumber) continue;
      if (sessionId === undefined || message.sessionId === sessionId) found.push(message);
    }
    return found;
  }

  /** Returns unlocked messages: up to `count`, older than a time, of one session; each limit is optional. */
  unlocked(chosen: UnlockedChoice): StoredMessage[] {
    const { count = Number.POSITIVE_INFINITY, enqueuedBeforeMs = Number.POSITIVE_INFINITY, sessionId } = chosen;
    const found: StoredMessage[] = [];
    for (const message of this.#byNumber.values()) {
      if (found.length >= count) break;
      if (message.lock !== undefined || message.enqueuedAtMs > enqueuedBeforeMs) continue;
      if (sessionId === undefined || message.sessionId === sessionId) found.push(message);
    }
    return found;
  }

  /** The sessions with messages. */
  sessionIds(): Set<string> {
    const ids = new Set<string>();
    for (const { sessionId } of this.#byNumber.values()) if (sessionId !== undefined) ids.add(sessionId);
    return ids;
  }

  insert(message: StoredMessage): void {
    this.#byNumber.set(message.sequenceNumber, message);
    this.#bytes += message.content.bytes;
  }

  /** Removes a message from all indexes. */
  remove(message: StoredMessage): void {
    this.#byNumber.delete(message.sequenceNumber);
    this.#bytes -= message.content.bytes;
    this.forgetExpiry(message);
    if (message.waiting !== undefined) this.#heapOf(message).remove(message.waiting);
    message.waiting = undefined;
    if (message.sessionId !== undefined) this.#sessions?.forgetIfIdle(message.sessionId);
  }

  change(message: StoredMessage, properties: ReadonlyMap<string, unknown>): void {
    this.#bytes -= message.content.bytes;
    message.content = message.content.withProperties(properties);
    this.#bytes += message.content.bytes;
  }

  /** Lets a message wait for a receiver, or for its time if it is scheduled. */
  wait(message: StoredMessage): void {
    const key = message.state === "scheduled" ? (message.scheduledForMs ?? 0) : message.sequenceNumber;
    message.waiting = this.#heapOf(message).push(key, message);
  }

  /** Takes the next message that waits for a receiver, of a session if one is named. */
  takeReady(sessionId?: string): StoredMessage | undefined {
    const heap = sessionId === undefined ? this.#ready : this.#sessions?.ready(sessionId);
    const message = heap?.pop();
    if (message !== undefined) message.waiting = undefined;
    return message;
  }

  watchExpiry(message: StoredMessage): void {
    if (Number.isFinite(message.expiresAtMs)) message.expiry = this.#expiring.push(message.expiresAtMs, message);
  }

  forgetExpiry(message: StoredMessage): void {
    if (message.expiry !== undefined) this.#expiring.remove(message.expiry);
    message.expiry = undefined;
  }

  /** The scheduled message whose time comes first. */
  get firstScheduled(): StoredMessage | undefined {
    return this.#scheduled.peek()?.item;
  }

  /** The watched message that expires first. */
  get firstExpiring(): StoredMessage | undefined {
    return this.#expiring.peek()?.item;
  }

  #heapOf(message: StoredMessage): PriorityHeap<StoredMessage> {
    if (message.state === "scheduled") return this.#scheduled;
    if (this.#sessions === undefined || message.sessionId === undefined) return this.#ready;
    return this.#sessions.ready(message.sessionId);
  }
}
