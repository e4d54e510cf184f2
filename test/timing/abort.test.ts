import { describe, expect, test } from "vitest";
import { abortableIterable, untilAborted, withTimeout } from "../../src/timing/abort.ts";

const never = new Promise<never>(() => {});

describe("untilAborted", () => {
  test("settles like the promise when nothing aborts", async () => {
    const { signal } = new AbortController();
    expect(await untilAborted(Promise.resolve(7), signal)).toBe(7);
    expect(await untilAborted(Promise.resolve(7), undefined)).toBe(7);
    await expect(untilAborted(Promise.reject(new Error("printer jam")), signal)).rejects.toThrow("printer jam");
  });

  test("rejects with the reason of the signal, whether it aborted before or aborts while waiting", async () => {
    const reason = new Error("too slow");
    await expect(untilAborted(never, AbortSignal.abort(reason))).rejects.toBe(reason);
    await expect(untilAborted(Promise.resolve(7), AbortSignal.abort(reason))).rejects.toBe(reason);
    const controller = new AbortController();
    const waiting = untilAborted(never, controller.signal);
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
  });

  test("leaves no listener on the signal", async () => {
    const { signal } = new AbortController();
    let listeners = 0;
    const { addEventListener, removeEventListener } = signal;
    signal.addEventListener = (...args: Parameters<AbortSignal["addEventListener"]>) => {
      listeners++;
      addEventListener.apply(signal, args);
    };
    signal.removeEventListener = (...args: Parameters<AbortSignal["removeEventListener"]>) => {
      listeners--;
      removeEventListener.apply(signal, args);
    };
    await untilAborted(Promise.resolve(), signal);
    await untilAborted(Promise.reject(new Error("x")), signal).catch(() => {});
    expect(listeners).toBe(0);
  });
});

describe("abortableIterable", () => {
  /** Counts up from 1 until it is returned. */
  function counter(): { readonly source: AsyncIterable<number>; readonly isReturned: () => boolean } {
    let isReturned = false;
    async function* count(): AsyncGenerator<number> {
      try {
        for (let value = 1; ; value++) yield value;
      } finally {
        isReturned = true;
      }
    }
    return { source: count(), isReturned: () => isReturned };
  }

  test("yields the values of the source, and returns the source when the loop ends early", async () => {
    const { source, isReturned } = counter();
    const values: number[] = [];
    for await (const value of abortableIterable(source, new AbortController().signal)) {
      values.push(value);
      if (value === 3) break;
    }
    expect(values).toEqual([1, 2, 3]);
    expect(isReturned()).toBe(true);
  });

  test("throws the reason between two values", async () => {
    const { source, isReturned } = counter();
    const controller = new AbortController();
    const reason = new Error("enough");
    const loop = async () => {
      for await (const value of abortableIterable(source, controller.signal)) if (value === 2) controller.abort(reason);
    };
    await expect(loop()).rejects.toBe(reason);
    expect(isReturned()).toBe(true);
  });

  test("throws the reason while it waits for a value that never comes, and does not wait for the source to return", async () => {
    const source: AsyncIterable<number> = {
      [Symbol.asyncIterator]: () => ({ next: () => never, return: () => never }),
    };
    const controller = new AbortController();
    const first = abortableIterable(source, controller.signal).next();
    controller.abort(new Error("enough"));
    await expect(first).rejects.toThrow("enough");
  });
});

describe("withTimeout", () => {
  test("resolves after the timeout when the promise is not settled by then", async () => {
    const started = performance.now();
    await withTimeout(never, 30);
    // Timers may fire a millisecond early.
    expect(performance.now() - started).toBeGreaterThanOrEqual(29);
  });

  test("resolves or rejects with the promise before that, and leaves no timer that keeps the process alive", async () => {
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
    const before = timers();
    await withTimeout(Promise.resolve(), 60_000);
    expect(timers()).toBe(before);
    await expect(withTimeout(Promise.reject(new Error("printer jam")), 60_000)).rejects.toThrow("printer jam");
    expect(timers()).toBe(before);
  });
});
