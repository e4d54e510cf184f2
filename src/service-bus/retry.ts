import { setTimeout as delay } from "node:timers/promises";
import { backoffMs } from "../timing/backoff.ts";

/** How often and how patiently a send is tried again. */
export interface RetryOptions {
  /** How many tries in all. Default 5. */
  readonly attempts?: number;
  /** Wait before the second try, doubled before each further one. Default 500. */
  readonly initialDelayMs?: number;
  /** Longest wait between tries. Default 30 000. */
  readonly maxDelayMs?: number;
  /** How long one try may take. Default 20 000. */
  readonly attemptTimeoutMs?: number;
}

/** {@link RetryOptions} with every default filled in. */
export type RetryPolicy = Required<RetryOptions>;

/** What {@link RetryOptions} are by default. */
export const defaultRetryPolicy: RetryPolicy = {
  attempts: 5,
  initialDelayMs: 500,
  maxDelayMs: 30_000,
  attemptTimeoutMs: 20_000,
};

/** The wait before try number `attempt` (2 is the first repetition): exponential, with up to a fifth of jitter. */
export function retryDelayMs(policy: RetryPolicy, attempt: number, random: () => number = Math.random): number {
  const { initialDelayMs: initialMs, maxDelayMs: maxMs } = policy;
  return backoffMs({ initialMs, maxMs, jitter: 0.2 }, attempt - 1, random);
}

/** Does something until it succeeds, fails for good, or the tries are used up. Rejects with the last error. */
export async function withRetry<T>(
  policy: RetryPolicy,
  retryable: (error: unknown) => boolean,
  signal: AbortSignal,
  attemptOnce: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptOnce();
    } catch (error) {
      if (attempt >= policy.attempts || !retryable(error) || signal.aborted) throw error;
      await delay(retryDelayMs(policy, attempt + 1), undefined, { signal });
    }
  }
}
