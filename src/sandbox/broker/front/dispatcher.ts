import type { MessageQueue } from "../engine/message-queue.ts";
import type { HandedOut, ReceiveMode } from "../engine/queue-ports.ts";
import type { SessionLock } from "../engine/stored-message.ts";

/** A receiver with credit; `sessionLock` for one that receives a session. */
export interface Receiver {
  readonly credit: number;
  readonly mode: ReceiveMode;
  readonly sessionLock: SessionLock | undefined;
  deliver(handedOut: HandedOut): void;
}

/** Somebody who waits for a free session. */
export interface SessionWaiter {
  /** Tries to lock a session. Returns whether it succeeded. */
  tryAccept(): boolean;
}

/** Hands waiting messages to the receivers of a queue in turn, and free sessions to those who wait for one. */
export class Dispatcher {
  readonly #queue: MessageQueue;
  readonly #shared: Receiver[] = [];
  readonly #bySession = new Map<SessionLock, Receiver>();
  readonly #waiters = new Set<SessionWaiter>();
  #turn = 0;
  #isPumping = false;

  constructor(queue: MessageQueue) {
    this.#queue = queue;
    queue.onReady = (sessionId) => this.#onReady(sessionId);
  }

  add(receiver: Receiver): void {
    if (receiver.sessionLock === undefined) this.#shared.push(receiver);
    else this.#bySession.set(receiver.sessionLock, receiver);
  }

  remove(receiver: Receiver): void {
    if (receiver.sessionLock !== undefined) this.#bySession.delete(receiver.sessionLock);
    const at = this.#shared.indexOf(receiver);
    if (at >= 0) this.#shared.splice(at, 1);
  }

  addWaiter(waiter: SessionWaiter): void {
    this.#waiters.add(waiter);
  }

  removeWaiter(waiter: SessionWaiter): void {
    this.#waiters.delete(waiter);
  }

  /** Hands out as much as waits and is wanted. */
  pump(): void {
    if (this.#isPumping) return;
    this.#isPumping = true;
    try {
      for (let receiver = this.#next(); receiver !== undefined; receiver = this.#next()) {
        const handedOut = this.#queue.receive(receiver.mode);
        if (handedOut === undefined) break;
        receiver.deliver(handedOut);
      }
    } finally {
      this.#isPumping = false;
    }
  }

  /** Hands a session's receiver as much as waits and it wants. */
  pumpSession(receiver: Receiver): void {
    while (receiver.credit > 0 && receiver.sessionLock?.isHeld === true) {
      const handedOut = this.#queue.receive(receiver.mode, receiver.sessionLock);
      if (handedOut === undefined) break;
      receiver.deliver(handedOut);
    }
  }

  #onReady(sessionId: string | undefined): void {
    if (sessionId === undefined) {
      this.pump();
      return;
    }
    const lock = this.#queue.sessions?.held(sessionId);
    const receiver = lock && this.#bySession.get(lock);
    if (receiver !== undefined) this.pumpSession(receiver);
    else if (lock === undefined) this.#serveWaiters();
  }

  #serveWaiters(): void {
    for (const waiter of this.#waiters) if (!waiter.tryAccept()) break;
  }

  #next(): Receiver | undefined {
    for (let tried = 0; tried < this.#shared.length; tried++) {
      this.#turn = (this.#turn + 1) % this.#shared.length;
      const receiver = this.#shared[this.#turn];
      if (receiver !== undefined && receiver.credit > 0) return receiver;
    }
    return undefined;
  }
}
