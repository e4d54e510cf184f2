/** Where the broker takes the time from, and what wakes it. */
export interface Clock {
  /** The time in milliseconds since 1970. */
  now(): number;
  /** Calls `wake` at the given time, or a little later; the function returned cancels that. */
  wakeAt(timeMs: number, wake: () => void): () => void;
}

const longestTimeoutMs = 2 ** 31 - 1;

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  wakeAt(timeMs, wake) {
    // A wake-up further away than a timer reaches comes early; whoever is woken looks at the time.
    const timer = setTimeout(wake, Math.min(Math.max(0, timeMs - Date.now()), longestTimeoutMs));
    return () => clearTimeout(timer);
  },
};

/**
 * A clock that stands still until a test moves it.
 *
 * @example
 * ```ts
 * const clock = new ManualClock();
 * await using broker = await ServiceBusBroker.start({ queues: [{ name: "requests" }], clock });
 * clock.advance(60_000); // every lock of a minute has now expired
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

  /** Moves the clock forward and runs, in order, everything that falls due on the way. */
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
