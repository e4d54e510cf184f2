import { Alarm } from "./alarm.ts";
import { checkArrivals, type NewMessage } from "./arrival.ts";
import { BrokerError } from "./broker-error.ts";
import { type DeadLetterReason, deadLetter } from "./dead-letter.ts";
import { DuplicateHistory } from "./duplicate-history.ts";
import { Forwarding } from "./forwarding.ts";
import { MessageLocks } from "./message-locks.ts";
import { MessageStore, type UnlockedChoice } from "./message-store.ts";
import type { MessageEventType } from "./queue-event.ts";
import { QueueJournal } from "./queue-journal.ts";
import type { QueueSettings } from "./queue-options.ts";
import type { HandedOut, QueueHost, ReceiveMode } from "./queue-ports.ts";
import { QueueSessions } from "./queue-sessions.ts";
import type { QueueSnapshot } from "./queue-snapshot.ts";
import { type SessionLock, type StoredMessage, storedMessage } from "./stored-message.ts";

const noChanges: ReadonlyMap<string, unknown> = new Map();
const never = Number.POSITIVE_INFINITY;

/**
 * One queue: messages and their states, locks, sessions, expiry, schedule, duplicate window and dead-letter queue.
 *
 * Plain data and a clock; knows no protocol. Every refusal is a {@link BrokerError}.
 */
export class MessageQueue {
  readonly name: string;
  readonly settings: QueueSettings;
  /** The queue's dead-letter queue; a dead-letter queue has none itself. */
  readonly deadLetterQueue: MessageQueue | undefined;
  /** The sessions of a queue that requires them. */
  readonly sessions: QueueSessions | undefined;
  /** Called when messages may be waiting, for the session if they belong to one. */
  onReady: ((sessionId: string | undefined) => void) | undefined;
  readonly journal: QueueJournal;
  readonly #host: QueueHost;
  readonly #store: MessageStore;
  readonly #locks: MessageLocks;
  // Messages in a dead-letter queue never expire.
  readonly #forwarding: Forwarding | undefined;
  readonly #duplicates: DuplicateHistory | undefined;
  readonly #alarm: Alarm;
  #nextSequenceNumber = 1;

  constructor(settings: QueueSettings, host: QueueHost, kind: "queue" | "dead-letter" = "queue") {
    const isMain = kind === "queue";
    this.name = isMain ? settings.name : `${settings.name}/$DeadLetterQueue`;
    this.settings = settings;
    this.journal = new QueueJournal(this.name, host);
    this.#host = host;
    this.#alarm = new Alarm(host.clock, () => this.catchUp());
    this.deadLetterQueue = isMain ? new MessageQueue(settings, host, "dead-letter") : undefined;
    this.sessions = isMain && settings.requiresSession ? this.#makeSessions() : undefined;
    this.#store = new MessageStore(this.sessions);
    this.#locks = new MessageLocks(host.clock, settings.lockDurationMs, this.sessions);
    this.#forwarding = isMain ? new Forwarding(settings, host.find) : undefined;
    this.#duplicates =
      isMain && settings.duplicateDetectionWindowMs > 0
        ? new DuplicateHistory(settings.duplicateDetectionWindowMs)
        : undefined;
  }

  /** The size of the queue with its dead-letter queue, in bytes. */
  get bytes(): number {
    return this.#store.bytes + (this.deadLetterQueue?.bytes ?? 0);
  }

  /** The messages of the queue, lowest sequence number first. */
  get messages(): Iterable<StoredMessage> {
    return this.#store.values();
  }

  // --- in ---

  /**
   * Takes in messages, all or none, and gives their sequence numbers; a dropped duplicate has none.
   *
   * @throws BrokerError for a message too large, without the session it needs, or beyond the size of the queue.
   */
  enqueue(arrivals: readonly NewMessage[], hops = 0): readonly (number | undefined)[] {
    const keep = (later: readonly NewMessage[]) => this.#takeIn(later);
    const numbers = this.#forwarding?.enqueue(arrivals, { hops, nowMs: this.#now, keep }) ?? this.#takeIn(arrivals);
    if (hops === 0) this.#host.accepted(this.name, arrivals);
    return numbers;
  }

  #takeIn(arrivals: readonly NewMessage[]): readonly (number | undefined)[] {
    checkArrivals(arrivals, this.settings, this.bytes);
    const nowMs = this.#now;
    return arrivals.map((arrival) => {
      if (this.#duplicates?.note(arrival.messageId, nowMs) === false) {
        this.journal.report("duplicate-dropped", { sequenceNumber: 0, messageId: arrival.messageId, deliveryCount: 0 });
        return undefined;
      }
      return this.#add(arrival).sequenceNumber;
    });
  }

  /** Takes in a copy of a message, past the duplicate window: what a fault makes of a delivery. */
  addCopy({ content, messageId, sessionId }: StoredMessage): void {
    this.#add({ content, messageId, sessionId, timeToLiveMs: undefined, scheduledForMs: undefined });
  }

  /** Takes back scheduled messages. @throws BrokerError when one of them is not scheduled. */
  cancelScheduled(sequenceNumbers: readonly number[]): void {
    const messages = [...new Set(sequenceNumbers)].map((number) => this.#store.find(number));
    for (const message of messages) if (message?.state !== "scheduled") throw notFound("scheduled");
    for (const message of messages) if (message !== undefined) this.#remove(message, "schedule-cancelled");
  }

  // --- out ---

  /** Hands out the next waiting message, of a session if its lock is given. */
  receive(mode: ReceiveMode, sessionLock?: SessionLock): HandedOut | undefined {
    for (;;) {
      const message = this.#store.takeReady(sessionLock?.sessionId);
      if (message === undefined) return undefined;
      if (message.expiresAtMs > this.#now) return this.#handOut(message, mode, sessionLock);
      this.#expire(message);
    }
  }

  /**
   * Hands out deferred messages by number, all or none.
   *
   * @throws BrokerError when one of them is not deferred or is locked.
   */
  receiveDeferred(numbers: readonly number[], mode: ReceiveMode, sessionLock?: SessionLock): HandedOut[] {
    const messages = [...new Set(numbers)].map((number) => {
      const message = this.#store.find(number);
      const isMine = this.sessions === undefined || message?.sessionId === sessionLock?.sessionId;
      if (message?.state !== "deferred" || message.lock !== undefined || !isMine) throw notFound("deferred");
      return message;
    });
    return messages.map((message) => this.#handOut(message, mode, sessionLock));
  }

  /** Shows up to `count` messages from a sequence number on, of one session if given, without locking them. */
  peek(fromSequenceNumber: number, count: number, sessionId?: string): StoredMessage[] {
    return this.#store.page(fromSequenceNumber, count, sessionId);
  }

  // --- settle ---

  complete(token: string): void {
    this.#remove(this.#locks.held(token).message, "completed");
  }

  /** Puts a message back, with one more failed delivery; a deferred one stays deferred. */
  abandon(token: string, changes: ReadonlyMap<string, unknown> = noChanges): void {
    const { message } = this.#locks.held(token);
    this.#store.change(message, changes);
    this.#putBack(message, "abandoned");
  }

  /** Puts a message back as if it had never been delivered. */
  release(token: string): void {
    this.#putBack(this.#locks.held(token).message, "released");
  }

  /** Sets a message aside, to be received by its sequence number. */
  defer(token: string, changes: ReadonlyMap<string, unknown> = noChanges): void {
    const { message } = this.#locks.held(token);
    this.#store.change(message, changes);
    message.state = "deferred";
    this.#putBack(message, "deferred");
  }

  /** Moves a message to the dead-letter queue. */
  deadLetter(token: string, reason: DeadLetterReason): void {
    const { message } = this.#locks.held(token);
    if (this.deadLetterQueue === undefined) {
      throw new BrokerError("amqp:not-allowed", "A message in a dead-letter queue cannot be dead-lettered again.");
    }
    this.#moveToDeadLetters(message, reason);
  }

  /** Renews a lock. Returns the new end of the lock. */
  renewLock(token: string): number {
    const lock = this.#locks.held(token);
    this.#locks.renew(lock);
    this.journal.report("lock-renewed", lock.message);
    return lock.lockedUntilMs;
  }

  /** Expires one lock or all now; a session's lock with those of its messages. Returns how many locks expired. */
  expireLocks(token?: string): number {
    const locks = this.#locks.chosen(token);
    if (this.sessions !== undefined) {
      return this.sessions.expire(token === undefined ? undefined : locks.map((lock) => lock.sessionLock));
    }
    for (const lock of locks) this.#putBack(lock.message, "lock-expired");
    return locks.length;
  }

  // --- upkeep ---

  /** The sessions with messages or a state; with a time, those whose state was set since. */
  sessionIds(sinceMs?: number): string[] {
    const ids = sinceMs === undefined ? this.#store.sessionIds() : new Set<string>();
    for (const { id, stateSetAtMs } of this.sessions?.states() ?? []) if (stateSetAtMs >= (sinceMs ?? 0)) ids.add(id);
    return [...ids];
  }

  /** Deletes unlocked messages: up to `count`, older than a time, of one session. Returns how many were deleted. */
  deleteMessages(chosen: UnlockedChoice = {}): number {
    const messages = this.#store.unlocked(chosen);
    for (const message of messages) this.#remove(message, "deleted");
    return messages.length;
  }

  /** Processes everything that is due: schedules, expiry, locks. */
  catchUp(): void {
    const nowMs = this.#now;
    for (
      let due = this.#store.firstScheduled;
      (due?.scheduledForMs ?? never) <= nowMs;
      due = this.#store.firstScheduled
    ) {
      if (due !== undefined) this.#activate(due);
    }
    for (let due = this.#store.firstExpiring; (due?.expiresAtMs ?? never) <= nowMs; due = this.#store.firstExpiring) {
      if (due === undefined) break;
      this.#store.forgetExpiry(due);
      // A locked message does not expire before it is unlocked.
      if (due.lock === undefined) this.#expire(due);
    }
    for (let lock = this.#locks.first; lock !== undefined && lock.lockedUntilMs <= nowMs; lock = this.#locks.first) {
      this.#putBack(lock.message, "lock-expired");
    }
    this.sessions?.releaseExpired(nowMs);
    this.#setAlarm();
  }

  /** Everything to remember across a restart; locks are not. */
  snapshot(): QueueSnapshot {
    return {
      nextSequenceNumber: this.#nextSequenceNumber,
      messages: [...this.#store.values()].map(({ lock, waiting, expiry, ...message }) => message),
      duplicates: [...(this.#duplicates?.entries() ?? [])],
      sessionStates: [...(this.sessions?.states() ?? [])].map(({ id, state }) => [id, state] as const),
    };
  }

  /** Takes up what a snapshot remembers, in an empty queue; {@link catchUp} then does what fell due meanwhile. */
  restore(snapshot: QueueSnapshot): void {
    this.#nextSequenceNumber = snapshot.nextSequenceNumber;
    for (const [messageId, arrivedMs] of snapshot.duplicates) this.#duplicates?.note(messageId, arrivedMs);
    for (const [sessionId, state] of snapshot.sessionStates) this.sessions?.setState(sessionId, state);
    for (const saved of snapshot.messages) {
      const message: StoredMessage = { ...saved, lock: undefined, waiting: undefined, expiry: undefined };
      this.#store.insert(message);
      if (message.state === "active") this.#store.watchExpiry(message);
      if (message.state !== "deferred") this.#store.wait(message);
    }
  }

  /** Stops the clockwork of the queue. */
  close(): void {
    this.#alarm.clear();
    this.deadLetterQueue?.close();
  }

  // --- inside ---

  get #now(): number {
    return this.#host.clock.now();
  }

  #makeSessions(): QueueSessions {
    return new QueueSessions({
      clock: this.#host.clock,
      lockDurationMs: this.settings.lockDurationMs,
      watch: (lockedUntilMs) => this.#alarm.setFor(lockedUntilMs),
      stateSet: () => this.#host.changed(),
      released: (lock, messageLocks, why) => {
        // Only a lost lock counts as a failed delivery ("Message sessions", delivery count).
        for (const held of messageLocks) this.#putBack(held.message, why === "lost" ? "lock-expired" : "released");
        if (why === "lost") lock.onLost?.();
        this.onReady?.(lock.sessionId);
      },
    });
  }

  #setAlarm(): void {
    const store = this.#store;
    const next = [store.firstScheduled?.scheduledForMs, store.firstExpiring?.expiresAtMs, this.#locks.nextEndMs];
    for (const timeMs of next) if (timeMs !== undefined) this.#alarm.setFor(timeMs);
  }

  #add(arrival: NewMessage, before?: Partial<StoredMessage>): StoredMessage {
    const nowMs = this.#now;
    const sequenceNumber = this.#nextSequenceNumber++;
    const isScheduled = before === undefined && (arrival.scheduledForMs ?? 0) > nowMs;
    const timeToLiveMs = Math.min(arrival.timeToLiveMs ?? never, this.settings.defaultTimeToLiveMs);
    const message: StoredMessage = {
      ...storedMessage(arrival, sequenceNumber, nowMs),
      // A time in the past does not schedule the message.
      scheduledForMs: isScheduled ? arrival.scheduledForMs : undefined,
      // Nothing expires in a dead-letter queue.
      expiresAtMs: this.deadLetterQueue === undefined ? never : nowMs + timeToLiveMs,
      state: isScheduled ? "scheduled" : "active",
      ...before,
    };
    this.#store.insert(message);
    this.journal.report(isScheduled ? "scheduled" : "enqueued", message);
    if (isScheduled) {
      this.#store.wait(message);
    } else {
      this.#store.watchExpiry(message);
      this.#makeReady(message);
    }
    this.#setAlarm();
    return message;
  }

  #makeReady(message: StoredMessage): void {
    this.#store.wait(message);
    this.onReady?.(this.sessions === undefined ? undefined : message.sessionId);
  }

  #handOut(message: StoredMessage, mode: ReceiveMode, sessionLock: SessionLock | undefined): HandedOut {
    this.journal.report("delivered", message);
    if (mode === "delete") {
      this.#remove(message, "completed");
      return { message, lock: undefined };
    }
    const lock = this.#locks.take(message, sessionLock);
    if (sessionLock === undefined) this.#alarm.setFor(lock.lockedUntilMs);
    return { message, lock };
  }

  #putBack(message: StoredMessage, how: "abandoned" | "released" | "deferred" | "lock-expired"): void {
    this.#locks.drop(message);
    // Deliveries from a dead-letter queue are not counted.
    if (how !== "released" && this.deadLetterQueue !== undefined) message.deliveryCount++;
    this.journal.report(how, message);
    if (
      how !== "deferred" &&
      message.deliveryCount >= this.settings.maxDeliveryCount &&
      this.deadLetterQueue !== undefined
    ) {
      const description = `Message could not be consumed after ${this.settings.maxDeliveryCount} delivery attempts.`;
      this.#moveToDeadLetters(message, { reason: "MaxDeliveryCountExceeded", description });
    } else if (message.state === "deferred") {
      // Deferred messages do not expire until they are requested.
      this.#store.forgetExpiry(message);
    } else if (message.expiresAtMs <= this.#now) {
      this.#expire(message);
    } else {
      this.#makeReady(message);
    }
  }

  #expire(message: StoredMessage): void {
    if (this.settings.deadLetterOnExpiry && this.deadLetterQueue !== undefined) {
      const description = "The message expired and was dead lettered.";
      this.#moveToDeadLetters(message, { reason: "TTLExpiredException", description });
    } else {
      this.#remove(message, "expired");
    }
  }

  #moveToDeadLetters(message: StoredMessage, reason: DeadLetterReason): void {
    this.#remove(message, "dead-lettered", reason.reason);
    const dead = deadLetter(message, reason);
    if (this.#forwarding?.forward(dead) === true) return;
    const { enqueuedSequenceNumber, enqueuedAtMs, deliveryCount, scheduledForMs } = message;
    if (this.deadLetterQueue !== undefined) {
      this.deadLetterQueue.#add(dead, { enqueuedSequenceNumber, enqueuedAtMs, deliveryCount, scheduledForMs });
    }
  }

  #activate(message: StoredMessage): void {
    const { sequenceNumber, messageId, sessionId, content, scheduledForMs } = message;
    const timeToLiveMs = Number.isFinite(message.expiresAtMs) ? message.expiresAtMs - message.enqueuedAtMs : undefined;
    const arrival = { content, messageId, sessionId, timeToLiveMs, scheduledForMs };
    const refusal = this.#forwarding?.activate(arrival);
    if (refusal instanceof BrokerError) {
      this.#moveToDeadLetters(message, { reason: "ForwardingFailed", description: refusal.description });
      return;
    }
    this.#take(message);
    if (refusal === "forwarded") return;
    this.#add(arrival, { enqueuedSequenceNumber: sequenceNumber, scheduledForMs });
  }

  #remove(message: StoredMessage, type: MessageEventType, reason?: string): void {
    this.#take(message);
    this.journal.report(type, message, reason);
  }

  #take(message: StoredMessage): void {
    this.#locks.drop(message);
    this.#store.remove(message);
  }
}

function notFound(state: string): BrokerError {
  return new BrokerError("com.microsoft:message-not-found", `No ${state} message has this sequence number.`);
}
