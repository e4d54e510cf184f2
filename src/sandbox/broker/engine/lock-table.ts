import { randomUUID } from "node:crypto";
import type { MessageLock, SessionLock, StoredMessage } from "./stored-message.ts";

/** The locks on the messages of a queue, the first to expire first. */
export class LockTable {
  // Every lock of a queue lasts equally long, so the order of taking or renewing is the order of expiring.
  readonly #locks = new Map<string, MessageLock>();

  get size(): number {
    return this.#locks.size;
  }

  /** The lock that expires first, locks of sessions left out: those live and die with their session. */
  get first(): MessageLock | undefined {
    return this.#locks.values().next().value;
  }

  take(message: StoredMessage, lockedUntilMs: number, sessionLock?: SessionLock): MessageLock {
    const lock: MessageLock = { token: randomUUID(), message, lockedUntilMs, sessionLock };
    message.lock = lock;
    this.#locks.set(lock.token, lock);
    return lock;
  }

  get(token: string): MessageLock | undefined {
    return this.#locks.get(token);
  }

  renew(lock: MessageLock, lockedUntilMs: number): void {
    lock.lockedUntilMs = lockedUntilMs;
    this.#locks.delete(lock.token);
    this.#locks.set(lock.token, lock);
  }

  drop(lock: MessageLock): void {
    lock.message.lock = undefined;
    this.#locks.delete(lock.token);
  }

  values(): Iterable<MessageLock> {
    return this.#locks.values();
  }
}
