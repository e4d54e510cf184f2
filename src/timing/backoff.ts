/** How long to wait before something is tried again: twice as long each time. */
export interface Backoff {
  /** The wait before the first repetition, in milliseconds. */
  readonly initialMs: number;
  /** The longest wait, in milliseconds. Default: no limit. */
  readonly maxMs?: number;
  /** The part of each wait that is random, from 0 (none, the default) to 1 (all of it), so that many clients spread out. */
  readonly jitter?: number;
}

/**
 * Returns the wait in milliseconds before a repetition.
 *
 * @param repetition 1 for the first repetition, that is, after one failure
 */
export function backoffMs(backoff: Backoff, repetition: number, random: () => number = Math.random): number {
  const { initialMs, maxMs = Number.POSITIVE_INFINITY, jitter = 0 } = backoff;
  const exponential = Math.min(maxMs, initialMs * 2 ** Math.min(maxDoublings, Math.max(0, repetition - 1)));
  return exponential * (1 - jitter + jitter * random());
}

// Beyond that a wait is longer than any limit anyway, and the power must stay a finite number.
const maxDoublings = 30;
