import type { Clock } from "../../src/timing/clock.ts";

/** A clock whose time a test sets, and whose timers never run. */
export interface HandClock extends Clock {
  nowMs: number;
}

/** Makes a clock that stands at a time. */
export function handClock(nowMs: number): HandClock {
  const clock = { nowMs, now: () => clock.nowMs, wakeAt: () => () => {} };
  return clock;
}
