import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { retryDelayMs, withRetry } from "../../src/service-bus/retry.ts";

const policy = { attempts: 4, initialDelayMs: 1, maxDelayMs: 5, attemptTimeoutMs: 1_000 };
const never = new AbortController().signal;

describe("retryDelayMs", () => {
  test("doubles, stays under its limit, and takes off at most a fifth", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
        const full = Math.min(30_000, 500 * 2 ** (attempt - 2));
        const delay = retryDelayMs({ ...policy, initialDelayMs: 500, maxDelayMs: 30_000 }, attempt, () => random);
        return delay >= full * 0.8 && delay <= full;
      }),
    );
  });
});

describe("withRetry", () => {
  /** Fails so many times, then succeeds. */
  function flaky(failures: number): { readonly attempt: () => Promise<string>; readonly calls: () => number } {
    let calls = 0;
    return {
      calls: () => calls,
      attempt: async () => {
        if (++calls <= failures) throw new Error(`failure ${calls}`);
        return "done";
      },
    };
  }

  test("tries until it succeeds", async () => {
    const { attempt, calls } = flaky(3);
    expect(await withRetry(policy, () => true, never, attempt)).toBe("done");
    expect(calls()).toBe(4);
  });

  test("gives up after the last attempt, with the last error", async () => {
    await expect(withRetry(policy, () => true, never, flaky(9).attempt)).rejects.toThrow("failure 4");
  });

  test("does not repeat what cannot succeed, nor after an abort", async () => {
    const final = flaky(1);
    await expect(withRetry(policy, () => false, never, final.attempt)).rejects.toThrow("failure 1");
    expect(final.calls()).toBe(1);
    await expect(withRetry(policy, () => true, AbortSignal.abort(), flaky(1).attempt)).rejects.toThrow("failure 1");
  });
});
