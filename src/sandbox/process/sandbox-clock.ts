import { type Clock, systemClock } from "../../timing/clock.ts";

/** The system clock, which can be advanced: locks and late answers of the next hour become due at once. */
export class SandboxClock implements Clock {
  #aheadMs: number;
  readonly #alarms = new Set<{ readonly timeMs: number; readonly wake: () => void; cancel: () => void }>();

  /** @param aheadMs How far it is ahead of the system clock. */
  constructor(aheadMs = 0) {
    this.#aheadMs = aheadMs;
  }

  /** How far it is ahead of the system clock, in milliseconds. */
  get aheadMs(): number {
    return this.#aheadMs;
  }

  now(): number {
    return systemClock.now() + this.#aheadMs;
  }

  wakeAt(timeMs: number, wake: () => void, priority?: "background"): () => void {
    const alarm = { timeMs, wake, cancel: () => {} };
    const ring = () => {
      this.#alarms.delete(alarm);
      wake();
    };
    alarm.cancel = systemClock.wakeAt(timeMs - this.#aheadMs, ring, priority);
    this.#alarms.add(alarm);
    return () => {
      alarm.cancel();
      this.#alarms.delete(alarm);
    };
  }

  /** Moves the clock forward; what becomes due happens now, in order. */
  advance(durationMs: number): void {
    this.#aheadMs += durationMs;
    for (;;) {
      const due = [...this.#alarms].filter(({ timeMs }) => timeMs <= this.now()).sort((a, b) => a.timeMs - b.timeMs)[0];
      if (due === undefined) break;
      due.cancel();
      this.#alarms.delete(due);
      due.wake();
    }
    // The others are that much nearer now.
    for (const alarm of [...this.#alarms]) {
      alarm.cancel();
      alarm.cancel = systemClock.wakeAt(alarm.timeMs - this.#aheadMs, () => {
        this.#alarms.delete(alarm);
        alarm.wake();
      });
    }
  }
}
