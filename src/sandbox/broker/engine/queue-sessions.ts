import type { Clock } from "../../../timing/clock.ts";
import { sessionLockLost } from "./broker-error.ts";
import { PriorityHeap } from "./priority-heap.ts";
import type { MessageLock, SessionLock, StoredMessage } from "./stored-message.ts";

interface Session {
  readonly id: string;
  readonly ready: PriorityHeap<StoredMessage>;
  state: Buffer | undefined;
  stateSetAtMs: number;
  lock: SessionLock | undefined;
}

/** Why a session became free: its receiver closed, or its lock ran out. */
export type ReleaseReason = "closed" | "lost";

/** The part of a queue that its sessions use. */
export interface SessionSurroundings {
  readonly clock: Clock;
  readonly lockDurationMs: number;
  /** Told when a session became free, with the message locks that were taken under its lock. */
  released(lock: SessionLock, messageLocks: readonly MessageLock[], why: ReleaseReason): void;
  /** Told when the state of a session was set. */
  stateSet(): void;
  /** Told when a lock was taken or renewed, so that its end is not missed. */
  watch(lockedUntilMs: number): void;
}

/** The sessions of a queue: their waiting messages, their state, and who holds them. */
export class QueueSessions {
  readonly #surroundings: SessionSurroundings;
  readonly #sessions = new Map<string, Session>();
  // Every lock lasts equally long, so the order of taking or renewing is the order of expiring.
  readonly #held = new Map<SessionLock, Set<MessageLock>>();

  constructor(surroundings: SessionSurroundings) {
    this.#surroundings = surroundings;
  }

  /** The waiting messages of a session. */
  ready(sessionId: string): PriorityHeap<StoredMessage> {
    return this.#session(sessionId).ready;
  }

  /** Locks the named session, or the one that has waited longest; `undefined` when none is available. */
  accept(sessionId: string | undefined = this.#nextFree()): SessionLock | undefined {
    if (sessionId === undefined) return undefined;
    const session = this.#session(sessionId);
    if (session.lock !== undefined) return undefined;
    const lock: SessionLock = { sessionId, lockedUntilMs: this.#lockEnd(), isHeld: true, onLost: undefined };
    session.lock = lock;
    this.#held.set(lock, new Set());
    this.#surroundings.watch(lock.lockedUntilMs);
    return lock;
  }

  /** Returns the lock on a session; `undefined` when it is not locked. */
  held(sessionId: string): SessionLock | undefined {
    return this.#sessions.get(sessionId)?.lock;
  }

  /** Returns the lock on a session. @throws BrokerError when it is not locked */
  mustHold(sessionId: string): SessionLock {
    const lock = this.held(sessionId);
    if (lock === undefined) throw sessionLockLost(sessionId);
    return lock;
  }

  /** Renews a lock, with the locks of its messages. Returns the new end of the lock. */
  renew(lock: SessionLock): number {
    const messageLocks = this.#held.get(lock);
    if (messageLocks === undefined) throw sessionLockLost(lock.sessionId);
    lock.lockedUntilMs = this.#lockEnd();
    this.#held.delete(lock);
    this.#held.set(lock, messageLocks);
    for (const messageLock of messageLocks) messageLock.lockedUntilMs = lock.lockedUntilMs;
    return lock.lockedUntilMs;
  }

  /** Gives a session free; nothing happens when it is free already. */
  release(lock: SessionLock, why: ReleaseReason): void {
    const messageLocks = this.#held.get(lock);
    if (messageLocks === undefined) return;
    lock.isHeld = false;
    this.#held.delete(lock);
    const session = this.#sessions.get(lock.sessionId);
    if (session !== undefined) session.lock = undefined;
    this.#surroundings.released(lock, [...messageLocks], why);
    this.forgetIfIdle(lock.sessionId);
  }

  /** Lets session locks run out now, by default all. Tells how many. */
  expire(chosen: readonly (SessionLock | undefined)[] = [...this.#held.keys()]): number {
    for (const lock of chosen) if (lock !== undefined) this.release(lock, "lost");
    return chosen.length;
  }

  /** Frees the sessions whose locks have run out. */
  releaseExpired(nowMs: number): void {
    for (const lock of this.#held.keys()) {
      if (lock.lockedUntilMs > nowMs) break;
      this.release(lock, "lost");
    }
  }

  /** When the next lock runs out. */
  get nextLockEndMs(): number | undefined {
    return this.#held.keys().next().value?.lockedUntilMs;
  }

  noteMessageLock(lock: MessageLock): void {
    if (lock.sessionLock !== undefined) this.#held.get(lock.sessionLock)?.add(lock);
  }

  dropMessageLock(lock: MessageLock): void {
    if (lock.sessionLock !== undefined) this.#held.get(lock.sessionLock)?.delete(lock);
  }

  state(sessionId: string): Buffer | undefined {
    return this.#sessions.get(sessionId)?.state;
  }

  /** Keeps a state with a session, or forgets it. */
  setState(sessionId: string, state: Buffer | undefined): void {
    const session = this.#session(sessionId);
    session.state = state;
    session.stateSetAtMs = this.#surroundings.clock.now();
    this.forgetIfIdle(sessionId);
    this.#surroundings.stateSet();
  }

  /** Every session with a state: id, state and when it was set. */
  *states(): Iterable<{ readonly id: string; readonly state: Buffer; readonly stateSetAtMs: number }> {
    for (const { id, state, stateSetAtMs } of this.#sessions.values()) {
      if (state !== undefined) yield { id, state, stateSetAtMs };
    }
  }

  /** Forgets a session that nothing is known about any more. */
  forgetIfIdle(sessionId: string): void {
    const session = this.#sessions.get(sessionId);
    if (session === undefined || session.lock !== undefined || session.state !== undefined) return;
    if (session.ready.size === 0) this.#sessions.delete(sessionId);
  }

  #nextFree(): string | undefined {
    let best: { id: string; key: number } | undefined;
    for (const session of this.#sessions.values()) {
      const head = session.lock === undefined ? session.ready.peek() : undefined;
      if (head !== undefined && (best === undefined || head.key < best.key)) best = { id: session.id, key: head.key };
    }
    return best?.id;
  }

  #lockEnd(): number {
    return this.#surroundings.clock.now() + this.#surroundings.lockDurationMs;
  }

  #session(id: string): Session {
    let session = this.#sessions.get(id);
    if (session === undefined) {
      session = { id, ready: new PriorityHeap(), state: undefined, stateSetAtMs: 0, lock: undefined };
      this.#sessions.set(id, session);
    }
    return session;
  }
}
