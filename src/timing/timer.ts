import type { Clock } from "./clock.ts";

/** A timer that can be set again and again; it runs out once for each time it is set. */
export class Timer {
  readonly #clock: Clock;
  readonly #run: () => void;
  readonly #priority: "background" | undefined;
  #cancel: (() => void) | undefined;
  #atMs = Number.POSITIVE_INFINITY;

  /** @param priority a timer in the `background` does not keep the process running */
  constructor(clock: Clock, run: () => void, priority?: "background") {
    this.#clock = clock;
    this.#run = run;
    this.#priority = priority;
  }

  /** Runs after this time instead of when it was set to run before. */
  set(ms: number): void {
    this.clear();
    this.#arm(this.#clock.now() + ms);
  }

  /** Runs after this time, unless it runs earlier already. */
  setWithin(ms: number): void {
    this.setBy(this.#clock.now() + ms);
  }

  /** Runs at this time of the clock, unless it runs earlier already. */
  setBy(atMs: number): void {
    if (this.#cancel !== undefined && this.#atMs <= atMs) return;
    this.clear();
    this.#arm(atMs);
  }

  clear(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#atMs = Number.POSITIVE_INFINITY;
  }

  #arm(atMs: number): void {
    if (!Number.isFinite(atMs)) return;
    this.#atMs = atMs;
    const wake = () => {
      this.#cancel = undefined;
      this.#atMs = Number.POSITIVE_INFINITY;
      this.#run();
    };
    this.#cancel = this.#clock.wakeAt(atMs, wake, this.#priority);
  }
}

/** Resolves after this time of the clock, or as soon as the signal aborts. Never rejects. */
export function sleep(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (signal?.aborted === true) return Promise.resolve();
  const end = () => {
    cancel();
    signal?.removeEventListener("abort", end);
    resolve();
  };
  const cancel = clock.wakeAt(clock.now() + ms, end);
  signal?.addEventListener("abort", end, { once: true });
  return promise;
}
