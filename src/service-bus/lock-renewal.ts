import type { ServiceBusReceivedMessage } from "@azure/service-bus";
import type { Clock } from "../timing/clock.ts";
import { Timer } from "../timing/timer.ts";
import { classifyFailure } from "./queue-error.ts";

/** Something that holds a message; after a redelivery it holds the newer one. */
export interface MessageHolder {
  readonly message: ServiceBusReceivedMessage;
}

interface Held {
  message: ServiceBusReceivedMessage;
  dueAtMs: number;
  waitedMs: number;
  untilMs: number;
}

const minWaitMs = 50;
// The longest lock that Service Bus offers. A lock that seems longer, or over, tells that our clock is wrong.
const maxLockMs = 5 * 60_000;
// Half of the shortest lock that Service Bus offers.
const maxWaitWithWrongClockMs = 2_500;
const waitAfterFailureMs = 1_000;
const defaultLockMs = 60_000;

/**
 * Renews the locks of the messages in hand, each when half of its time is over.
 *
 * The Azure client's own renewal is switched off: it continues for a message whose settlement failed, which then stays
 * locked for minutes instead of being delivered again. One timer serves all messages, so a fast handler needs none.
 */
export class LockRenewal {
  readonly #renew: (message: ServiceBusReceivedMessage) => Promise<Date>;
  readonly #clock: Clock;
  readonly #held = new Map<MessageHolder, Held>();
  readonly #timer: Timer;
  /** Waits get shorter when locks are lost in spite of them, because the clocks differ by minutes. */
  #maxWaitMs = maxLockMs;
  /** A wait that a lock has survived. */
  #provenMs = minWaitMs / 2;
  #lockMs = defaultLockMs;
  #isStopped = false;

  constructor(options: {
    readonly clock: Clock;
    /** Renews a lock at the broker; resolves with the new end of the lock. */
    readonly renew: (message: ServiceBusReceivedMessage) => Promise<Date>;
  }) {
    this.#clock = options.clock;
    this.#renew = options.renew;
    this.#timer = new Timer(options.clock, () => this.#renewDue());
  }

  /** How long a lock lasts, as far as it can be told. */
  get lockMs(): number {
    return this.#lockMs;
  }

  /** Renews the lock of what is held until {@link release}. Called again after a redelivery. */
  hold(holder: MessageHolder): void {
    // A message may still come while the link closes.
    if (this.#isStopped) return;
    const { message } = holder;
    const now = this.#clock.now();
    const waitMs = this.#waitMs(message.lockedUntilUtc, now);
    const dueAtMs = now + waitMs;
    this.#held.set(holder, { message, dueAtMs, waitedMs: waitMs, untilMs: Number.POSITIVE_INFINITY });
    this.#timer.setBy(dueAtMs);
  }

  /** Renews the lock until this time of the clock; without a time, for ever again. */
  limit(holder: MessageHolder, untilMs: number = Number.POSITIVE_INFINITY): void {
    const held = this.#held.get(holder);
    if (held !== undefined) held.untilMs = untilMs;
  }

  /** Stops renewing the lock of what is held. */
  release(holder: MessageHolder): void {
    this.#held.delete(holder);
  }

  /** Stops renewing all locks, for good. */
  stop(): void {
    this.#isStopped = true;
    this.#held.clear();
    this.#timer.clear();
  }

  #renewDue(): void {
    const now = this.#clock.now();
    for (const [holder, held] of this.#held) {
      if (held.dueAtMs <= now) void this.#renewOne(holder, held);
      else if (Number.isFinite(held.dueAtMs)) this.#timer.setBy(held.dueAtMs);
    }
  }

  async #renewOne(holder: MessageHolder, held: Held): Promise<void> {
    // Not due again before the broker has answered.
    held.dueAtMs = Number.POSITIVE_INFINITY;
    if (this.#clock.now() > held.untilMs) return this.release(holder);
    let waitMs: number;
    try {
      const lockedUntil = await this.#renew(held.message);
      this.#provenMs = Math.max(this.#provenMs, held.waitedMs);
      waitMs = this.#waitMs(lockedUntil, this.#clock.now());
    } catch (error) {
      if (this.#held.get(holder) !== held) return;
      // The lock is lost: the message is delivered again, and then held again.
      if (classifyFailure(error).code === "LOCK_LOST") {
        this.#maxWaitMs = Math.max(minWaitMs, Math.min(this.#maxWaitMs, held.waitedMs / 2));
        return this.release(holder);
      }
      waitMs = Math.min(waitAfterFailureMs, held.waitedMs);
    }
    if (this.#held.get(holder) !== held) return;
    held.dueAtMs = this.#clock.now() + waitMs;
    held.waitedMs = waitMs;
    this.#timer.setBy(held.dueAtMs);
  }

  /** The wait before a lock is renewed. The end of a lock is told by the broker's clock, which may not be ours. */
  #waitMs(lockedUntil: Date | undefined, now: number): number {
    const leftMs = lockedUntil === undefined ? defaultLockMs : lockedUntil.getTime() - now;
    if (!(leftMs > 0 && leftMs <= maxLockMs)) {
      return Math.min(this.#maxWaitMs, maxWaitWithWrongClockMs, 2 * this.#provenMs);
    }
    this.#lockMs = leftMs;
    return Math.min(this.#maxWaitMs, Math.max(minWaitMs, leftMs / 2));
  }
}
