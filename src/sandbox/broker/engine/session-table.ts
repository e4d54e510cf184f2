import { PriorityHeap } from "./priority-heap.ts";
import type { MessageLock, SessionLock, StoredMessage } from "./stored-message.ts";

interface Session {
  readonly id: string;
  readonly ready: PriorityHeap<StoredMessage>;
  state: Buffer | undefined;
  updatedAtMs: number;
  lock: SessionLock | undefined;
}

/** The sessions of a queue: their waiting messages, their state, and who holds them. */
export class SessionTable {
  readonly #sessions = new Map<string, Session>();
  // Every lock lasts equally long, so the order of taking or renewing is the order of expiring.
  readonly #held = new Set<SessionLock>();
  readonly #messageLocks = new Map<SessionLock, Set<MessageLock>>();

  /** The waiting messages of a session. */
  ready(sessionId: string): PriorityHeap<StoredMessage> {
    return this.#session(sessionId).ready;
  }

  /** The session lock that expires first. */
  get firstHeld(): SessionLock | undefined {
    return this.#held.values().next().value;
  }

  /** The session that has waited longest of those with waiting messages and no holder. */
  nextFree(): string | undefined {
    let best: { id: string; key: number } | undefined;
    for (const session of this.#sessions.values()) {
      const head = session.lock === undefined ? session.ready.peek() : undefined;
      if (head !== undefined && (best === undefined || head.key < best.key)) best = { id: session.id, key: head.key };
    }
    return best?.id;
  }

  /** Locks a session; `undefined` when somebody holds it. */
  lock(sessionId: string, lockedUntilMs: number): SessionLock | undefined {
    const session = this.#session(sessionId);
    if (session.lock !== undefined) return undefined;
    const lock: SessionLock = { sessionId, lockedUntilMs, isHeld: true, onLost: undefined };
    session.lock = lock;
    this.#held.add(lock);
    this.#messageLocks.set(lock, new Set());
    return lock;
  }

  held(sessionId: string): SessionLock | undefined {
    return this.#sessions.get(sessionId)?.lock;
  }

  renew(lock: SessionLock, lockedUntilMs: number): void {
    lock.lockedUntilMs = lockedUntilMs;
    this.#held.delete(lock);
    this.#held.add(lock);
    for (const messageLock of this.#messageLocks.get(lock) ?? []) messageLock.lockedUntilMs = lockedUntilMs;
  }

  /** Gives a session free and returns the message locks that were taken under it. */
  release(lock: SessionLock): readonly MessageLock[] {
    const locks = [...(this.#messageLocks.get(lock) ?? [])];
    lock.isHeld = false;
    this.#held.delete(lock);
    this.#messageLocks.delete(lock);
    const session = this.#sessions.get(lock.sessionId);
    if (session !== undefined) session.lock = undefined;
    return locks;
  }

  noteMessageLock(lock: MessageLock): void {
    if (lock.sessionLock !== undefined) this.#messageLocks.get(lock.sessionLock)?.add(lock);
  }

  dropMessageLock(lock: MessageLock): void {
    if (lock.sessionLock !== undefined) this.#messageLocks.get(lock.sessionLock)?.delete(lock);
  }

  state(sessionId: string): Buffer | undefined {
    return this.#sessions.get(sessionId)?.state;
  }

  setState(sessionId: string, state: Buffer | undefined, nowMs: number): void {
    const session = this.#session(sessionId);
    session.state = state;
    session.updatedAtMs = nowMs;
  }

  /** Every session with a state: id, state and when it was set. */
  *states(): Iterable<{ readonly id: string; readonly state: Buffer; readonly updatedAtMs: number }> {
    for (const { id, state, updatedAtMs } of this.#sessions.values()) {
      if (state !== undefined) yield { id, state, updatedAtMs };
    }
  }

  /** Forgets sessions that nothing is known about any more. */
  forgetIfIdle(sessionId: string): void {
    const session = this.#sessions.get(sessionId);
    if (session === undefined || session.lock !== undefined || session.state !== undefined) return;
    if (session.ready.size === 0) this.#sessions.delete(sessionId);
  }

  #session(id: string): Session {
    let session = this.#sessions.get(id);
    if (session === undefined) {
      session = { id, ready: new PriorityHeap(), state: undefined, updatedAtMs: 0, lock: undefined };
      this.#sessions.set(id, session);
    }
    return session;
  }
}
