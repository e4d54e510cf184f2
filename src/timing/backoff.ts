/** Exponential backoff: each wait is twice as long as the one before. */
export interface Backoff {
  /** The wait before the first repetition, in milliseconds. */
  readonly initialMs: number;
  /** The longest wait, in milliseconds. Default: no limit. */
  readonly maxMs?: number;
  /**
   * The random part of each wait, from 0 (none, the default) to 1 (all of it), so that clients do not retry at once.
   */
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

// More doublings exceed any limit anyway, and the power must stay finite.
const maxDoublings = 30;
