import type { Clock } from "../../../timing/clock.ts";

/** One timer, set for the earliest requested time. */
export class Alarm {
  readonly #clock: Clock;
  readonly #ring: () => void;
  #cancel: (() => void) | undefined;
  #timeMs = Number.POSITIVE_INFINITY;

  constructor(clock: Clock, ring: () => void) {
    this.#clock = clock;
    this.#ring = ring;
  }

  /** Sees to it that the alarm rings no later than this time. */
  setFor(timeMs: number): void {
    if (timeMs >= this.#timeMs) return;
    this.#cancel?.();
    this.#timeMs = timeMs;
    this.#cancel = this.#clock.wakeAt(timeMs, () => {
      this.#timeMs = Number.POSITIVE_INFINITY;
      this.#cancel = undefined;
      this.#ring();
    });
  }

  /** Silences the alarm. */
  clear(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#timeMs = Number.POSITIVE_INFINITY;
  }
}
