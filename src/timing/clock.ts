/** A source of time and timers. */
export interface Clock {
  /** The time in milliseconds since 1970. */
  now(): number;
  /**
   * Calls `wake` at the given time, or a little later; the returned function cancels it. A timer in the `background` does
   * not keep the process running.
   */
  wakeAt(timeMs: number, wake: () => void, priority?: "background"): () => void;
}

const maxTimeoutMs = 2 ** 31 - 1;

/** The system clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  wakeAt(timeMs, wake, priority) {
    // A timer cannot wait longer than this, so `wake` may be called early: the callee checks the time.
    const timer = setTimeout(wake, Math.min(Math.max(0, timeMs - Date.now()), maxTimeoutMs));
    if (priority === "background") timer.unref();
    return () => clearTimeout(timer);
  },
};

/**
 * A clock that only moves when a test advances it.
 *
 * @example
 * ```ts
 * const clock = new ManualClock();
 * await using broker = await ServiceBusBroker.start({ queues: [{ name: "requests" }], clock });
 * clock.advance(60_000); // all locks of one minute have now expired
 * ```
 */
export class ManualClock implements Clock {
  #now: number;
  readonly #alarms = new Set<{ readonly timeMs: number; readonly wake: () => void }>();

  /** @param startMs Where the clock starts, in milliseconds since 1970. Default: now. */
  constructor(startMs: number = Date.now()) {
    this.#now = startMs;
  }

  now(): number {
    return this.#now;
  }

  wakeAt(timeMs: number, wake: () => void): () => void {
    const alarm = { timeMs, wake };
    this.#alarms.add(alarm);
    return () => this.#alarms.delete(alarm);
  }

  /** Advances the clock and runs all timers that become due, in order. */
  advance(durationMs: number): void {
    const end = this.#now + durationMs;
    for (;;) {
      let next: { readonly timeMs: number; readonly wake: () => void } | undefined;
      for (const alarm of this.#alarms) {
        if (alarm.timeMs <= end && (next === undefined || alarm.timeMs < next.timeMs)) next = alarm;
      }
      if (next === undefined) break;
      this.#alarms.delete(next);
      this.#now = Math.max(this.#now, next.timeMs);
      next.wake();
    }
    this.#now = end;
  }
}
