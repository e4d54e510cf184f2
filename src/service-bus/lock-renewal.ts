import type { ServiceBusReceivedMessage } from "@azure/service-bus";

interface Held {
  dueAt: number;
  readonly until: number;
}

const leastWaitMs = 50;

/**
 * Renews the locks of the messages in hand, each when half of its time is over.
 *
 * The Azure client's own renewal is off: it goes on for a message whose settlement failed, which so stays locked for
 * minutes instead of being delivered again. One timer serves all messages, so that a fast handler costs none.
 */
export class LockRenewal {
  readonly #renew: (message: ServiceBusReceivedMessage) => Promise<Date>;
  readonly #longestMs: number;
  readonly #held = new Map<ServiceBusReceivedMessage, Held>();
  #timer: NodeJS.Timeout | undefined;
  #timerAt = Number.POSITIVE_INFINITY;

  constructor(options: {
    /** Asks the broker for more time; resolves with the end of the lock. */
    readonly renew: (message: ServiceBusReceivedMessage) => Promise<Date>;
    /** How long a message is held at most. */
    readonly longestMs: number;
  }) {
    this.#renew = options.renew;
    this.#longestMs = options.longestMs;
  }

  /** Keeps a message locked until {@link release}. */
  hold(message: ServiceBusReceivedMessage): void {
    const now = Date.now();
    const held = { dueAt: dueAt(message.lockedUntilUtc, now), until: now + this.#longestMs };
    this.#held.set(message, held);
    this.#plan(held.dueAt);
  }

  release(message: ServiceBusReceivedMessage): void {
    this.#held.delete(message);
  }

  /** Lets go of everything. */
  stop(): void {
    this.#held.clear();
    clearTimeout(this.#timer);
  }

  #plan(at: number): void {
    if (at >= this.#timerAt) return;
    clearTimeout(this.#timer);
    this.#timerAt = at;
    this.#timer = setTimeout(() => this.#renewDue(), Math.max(0, at - Date.now())).unref();
  }

  #renewDue(): void {
    this.#timerAt = Number.POSITIVE_INFINITY;
    const now = Date.now();
    for (const [message, held] of this.#held) {
      if (held.dueAt <= now) void this.#renewOne(message, held);
      else this.#plan(held.dueAt);
    }
  }

  async #renewOne(message: ServiceBusReceivedMessage, held: Held): Promise<void> {
    // Not due again before the answer.
    held.dueAt = Number.POSITIVE_INFINITY;
    if (Date.now() > held.until) return this.release(message);
    try {
      const lockedUntil = await this.#renew(message);
      if (!this.#held.has(message)) return;
      held.dueAt = dueAt(lockedUntil, Date.now());
      this.#plan(held.dueAt);
    } catch {
      // The lock is lost, or will be: the settlement tells, and the message is delivered again.
      this.release(message);
    }
  }
}

function dueAt(lockedUntil: Date | undefined, now: number): number {
  return lockedUntil === undefined
    ? Number.POSITIVE_INFINITY
    : now + Math.max(leastWaitMs, (lockedUntil.getTime() - now) / 2);
}
