import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ManualClock, systemClock } from "../../src/timing/clock.ts";

describe("ManualClock", () => {
  test("moves only when it is advanced", async () => {
    const clock = new ManualClock(1_000);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(clock.now()).toBe(1_000);
    clock.advance(500);
    expect(clock.now()).toBe(1_500);
  });

  test("runs every timer that became due, at its time and in order, and no other", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 200 })), fc.integer({ min: 0, max: 200 }), (delays, advance) => {
        const clock = new ManualClock(0);
        const runs: number[] = [];
        for (const delay of delays)
          clock.wakeAt(delay, () => {
            expect(clock.now()).toBe(delay);
            runs.push(delay);
          });
        clock.advance(advance);
        expect(runs).toEqual(delays.filter((delay) => delay <= advance).sort((a, b) => a - b));
        expect(clock.now()).toBe(advance);
      }),
    );
  });

  test("also runs timers that are set while it advances, if they become due", () => {
    const clock = new ManualClock(0);
    const runs: number[] = [];
    const repeat = (): void => {
      runs.push(clock.now());
      clock.wakeAt(clock.now() + 10, repeat);
    };
    clock.wakeAt(10, repeat);
    clock.advance(35);
    expect(runs).toEqual([10, 20, 30]);
  });

  test("does not run a cancelled timer, even if it is cancelled by an earlier one", () => {
    const clock = new ManualClock(0);
    const runs: string[] = [];
    const cancel = clock.wakeAt(20, () => runs.push("cancelled"));
    clock.wakeAt(10, () => {
      runs.push("first");
      cancel();
    });
    clock.advance(100);
    expect(runs).toEqual(["first"]);
  });
});

describe("systemClock", () => {
  test("has the time of the system, and calls back at a time or after it", async () => {
    const due = systemClock.now() + 20;
    const { promise, resolve } = Promise.withResolvers<number>();
    systemClock.wakeAt(due, () => resolve(Date.now()));
    // Timers may fire a millisecond early.
    expect(await promise).toBeGreaterThanOrEqual(due - 1);
  });

  test("does not call back at once for a time that is further away than a timer can wait", async () => {
    let woken = false;
    const cancel = systemClock.wakeAt(systemClock.now() + 2 ** 32, () => {
      woken = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    cancel();
    expect(woken).toBe(false);
  });

  test("does not call back after it was cancelled", async () => {
    let woken = false;
    systemClock.wakeAt(systemClock.now() + 5, () => {
      woken = true;
    })();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(woken).toBe(false);
  });
});
