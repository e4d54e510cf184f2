import { randomUUID } from "node:crypto";
import type { Clock } from "../../../timing/clock.ts";
import { lockLost } from "./broker-error.ts";
import type { QueueSessions } from "./queue-sessions.ts";
import type { MessageLock, SessionLock, StoredMessage } from "./stored-message.ts";

/** The locks on the messages of a queue; one taken under a session lives and dies with the lock of the session. */
export class MessageLocks {
  readonly #clock: Clock;
  readonly #lockDurationMs: number;
  readonly #sessions: QueueSessions | undefined;
  // Every lock of a queue lasts equally long, so the order of taking or renewing is the order of expiring.
  readonly #locks = new Map<string, MessageLock>();

  constructor(clock: Clock, lockDurationMs: number, sessions: QueueSessions | undefined) {
    this.#clock = clock;
    this.#lockDurationMs = lockDurationMs;
    this.#sessions = sessions;
  }

  take(message: StoredMessage, sessionLock?: SessionLock): MessageLock {
    const lockedUntilMs = sessionLock?.lockedUntilMs ?? this.#newEnd();
    const lock: MessageLock = { token: randomUUID(), message, lockedUntilMs, sessionLock };
    message.lock = lock;
    this.#locks.set(lock.token, lock);
    this.#sessions?.noteMessageLock(lock);
    return lock;
  }

  /** The lock with this token. @throws BrokerError when it is unknown, used up or expired. */
  held(token: string): MessageLock {
    const lock = this.#locks.get(token);
    if (lock === undefined) throw lockLost();
    return lock;
  }

  /** Gives a lock its full time again; one under a session keeps the end of the session's lock. */
  renew(lock: MessageLock): void {
    if (lock.sessionLock !== undefined) return;
    lock.lockedUntilMs = this.#newEnd();
    this.#locks.delete(lock.token);
    this.#locks.set(lock.token, lock);
  }

  /** Takes the lock off a message, if there is one. */
  drop(message: StoredMessage): void {
    const { lock } = message;
    if (lock === undefined) return;
    message.lock = undefined;
    this.#locks.delete(lock.token);
    this.#sessions?.dropMessageLock(lock);
  }

  /** The lock that expires first, none under a session. */
  get first(): MessageLock | undefined {
    return this.#sessions === undefined ? this.#locks.values().next().value : undefined;
  }

  /** When the next lock expires, be it a message's or a session's. */
  get nextEndMs(): number | undefined {
    return this.#sessions === undefined ? this.first?.lockedUntilMs : this.#sessions.nextLockEndMs;
  }

  /** All the locks there are, or the one with this token. */
  chosen(token?: string): readonly MessageLock[] {
    if (token === undefined) return [...this.#locks.values()];
    const lock = this.#locks.get(token);
    return lock === undefined ? [] : [lock];
  }

  #newEnd(): number {
    return this.#clock.now() + this.#lockDurationMs;
  }
}
