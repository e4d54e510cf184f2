import { backoffMs } from "../timing/backoff.ts";
import { type Clock, systemClock } from "../timing/clock.ts";
import { sleep } from "../timing/timer.ts";

/** How often a send is attempted, and how long each wait and attempt may take. */
export interface RetryOptions {
  /** Number of attempts, including the first. Default 5. */
  readonly attempts?: number;
  /** Wait before the second attempt, in milliseconds; doubled before each further one. Default 500. */
  readonly initialDelayMs?: number;
  /** Longest wait between attempts, in milliseconds. Default 30 000. */
  readonly maxDelayMs?: number;
  /** Timeout of one attempt, in milliseconds. Default 20 000. */
  readonly attemptTimeoutMs?: number;
}

/** {@link RetryOptions} with all defaults filled in. */
export type RetryPolicy = Required<RetryOptions>;

/** The defaults of {@link RetryOptions}. */
export const defaultRetryPolicy: RetryPolicy = {
  attempts: 5,
  initialDelayMs: 500,
  maxDelayMs: 30_000,
  attemptTimeoutMs: 20_000,
};

/** The wait before attempt number `attempt` (2 is the first repetition): exponential, with up to 20 % jitter. */
export function retryDelayMs(policy: RetryPolicy, attempt: number, random: () => number = Math.random): number {
  const { initialDelayMs: initialMs, maxDelayMs: maxMs } = policy;
  return backoffMs({ initialMs, maxMs, jitter: 0.2 }, attempt - 1, random);
}

/**
 * Repeats `attemptOnce` until it succeeds, fails with a final error, or no attempts are left. Rejects with the last
 * error.
 */
export async function withRetry<T>(
  policy: RetryPolicy,
  retryable: (error: unknown) => boolean,
  signal: AbortSignal,
  attemptOnce: () => Promise<T>,
  clock: Clock = systemClock,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptOnce();
    } catch (error) {
      if (attempt >= policy.attempts || !retryable(error) || signal.aborted) throw error;
      await sleep(clock, retryDelayMs(policy, attempt + 1), signal);
      signal.throwIfAborted();
    }
  }
}
