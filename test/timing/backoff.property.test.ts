import fc from "fast-check";
import { describe, test } from "vitest";
import { backoffMs } from "../../src/timing/backoff.ts";

const initialMs = fc.integer({ min: 1, max: 60_000 });
const maxMs = fc.integer({ min: 1, max: 10 ** 9 });
const repetition = fc.integer({ min: 1, max: 10_000 });
const unit = fc.double({ min: 0, max: 1, noNaN: true });

describe("backoffMs", () => {
  test("starts with the initial wait, and doubles until the limit", () => {
    fc.assert(
      fc.property(initialMs, maxMs, fc.integer({ min: 1, max: 20 }), (initial, max, count) => {
        const backoff = { initialMs: initial, maxMs: max };
        const wait = backoffMs(backoff, count);
        const next = backoffMs(backoff, count + 1);
        return backoffMs(backoff, 1) === Math.min(initial, max) && next === Math.min(max, wait * 2);
      }),
    );
  });

  test("is finite after any number of repetitions, and never longer than the limit", () => {
    fc.assert(
      fc.property(initialMs, maxMs, repetition, (initial, max, count) => {
        const unlimited = backoffMs({ initialMs: initial }, count);
        return Number.isFinite(unlimited) && backoffMs({ initialMs: initial, maxMs: max }, count) <= max;
      }),
    );
  });

  test("never shrinks from one repetition to the next", () => {
    fc.assert(
      fc.property(initialMs, repetition, (initial, count) => {
        const backoff = { initialMs: initial };
        return backoffMs(backoff, count + 1) >= backoffMs(backoff, count);
      }),
    );
  });

  test("takes off at most its jitter, and only as much as the random number says", () => {
    fc.assert(
      fc.property(initialMs, repetition, unit, unit, (initial, count, jitter, random) => {
        const full = backoffMs({ initialMs: initial }, count);
        const wait = backoffMs({ initialMs: initial, jitter }, count, () => random);
        const isBounded = wait <= full * (1 + Number.EPSILON) && wait >= full * (1 - jitter) * (1 - Number.EPSILON);
        const longest = backoffMs({ initialMs: initial, jitter }, count, () => 1);
        return isBounded && Math.abs(longest - full) <= full * 1e-9;
      }),
    );
  });
});
