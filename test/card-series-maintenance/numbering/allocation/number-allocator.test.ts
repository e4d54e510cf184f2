import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import {
  type NumberAllocatorOptions,
  openNumberAllocator,
} from "../../../../src/card-series-maintenance/numbering/allocation/number-allocator.ts";
import type { NumberStore } from "../../../../src/card-series-maintenance/numbering/allocation/number-store.ts";
import { openSqliteNumberStore } from "../../../../src/card-series-maintenance/numbering/allocation/sqlite-number-store.ts";
import { rejectionCode } from "../../../support/code-of.ts";

let folder: string;
let store: NumberStore;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cardwright-numbers-"));
  store = await openSqliteNumberStore({ path: join(folder, "numbers.db") });
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

let pools = 0;
const open = (options: Partial<NumberAllocatorOptions> = {}) => {
  pools++;
  return openNumberAllocator({ store, pool: { name: `pool-${pools}`, first: 1, last: 100 }, ...options });
};

describe("openNumberAllocator", () => {
  test("hands out rising numbers, also to callers that do not wait for each other", async () => {
    await using numbers = await open({ blockSize: 3 });
    const taken = await Promise.all(Array.from({ length: 10 }, () => numbers.allocate()));
    expect(taken).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  test("gives unused numbers back when closed, once", async () => {
    const numbers = await open();
    await numbers.allocate();
    await Promise.all([numbers.close(), numbers.close()]);
    expect(await numbers.report()).toMatchObject({ used: 1, available: 99, leased: 0, gaps: [] });
    expect(await rejectionCode(numbers.allocate())).toBe("NUMBER_ALLOCATOR_CLOSED");
  });

  test("refuses callers that still wait when it is closed, and loses no number", async () => {
    const numbers = await open();
    const waiting = numbers.allocate();
    const closing = numbers.close();
    expect(await rejectionCode(waiting)).toBe("NUMBER_ALLOCATOR_CLOSED");
    await closing;
    expect(await numbers.report()).toMatchObject({ available: 100, leased: 0, gaps: [] });
  });

  test("gives its block back and takes another when its lease is over", async () => {
    const settled: number[] = [];
    const watched: NumberStore = {
      ...store,
      settle: (block, usedTo) => store.settle(block, settled.push(usedTo) && usedTo),
    };
    await using numbers = await open({ store: watched, blockSize: 10, leaseMs: 60_000 });
    const taken = [await numbers.allocate()];
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 59_000 });
    taken.push(await numbers.allocate());
    vi.setSystemTime(Date.now() + 2_000);
    taken.push(await numbers.allocate());
    vi.useRealTimers();
    expect([taken, settled]).toEqual([[1, 2, 3], [2]]);
  });

  test("does not use numbers up when the store is slower than the lease", async () => {
    const slow: NumberStore = {
      ...store,
      async lease(request) {
        const block = await store.lease(request);
        const now = Date.now();
        while (Date.now() <= now + 20) await new Promise(setImmediate);
        return block;
      },
    };
    await using numbers = await open({ store: slow, leaseMs: 10 });
    expect(await numbers.allocate()).toBe(1);
  });

  test("works again after a failure of the store", async () => {
    let failing = false;
    const flaky: NumberStore = {
      ...store,
      lease: (request) => (failing ? Promise.reject(new Error("down")) : store.lease(request)),
    };
    const numbers = await open({ store: flaky, blockSize: 1 });
    await numbers.allocate();
    failing = true;
    await expect(Promise.all([numbers.allocate(), numbers.allocate()])).rejects.toThrow("down");
    failing = false;
    expect(await numbers.allocate()).toBe(2);
    await numbers.close();
  });

  test.each([
    [{ pool: { name: "x", first: 2, last: 1 } }, "NUMBER_POOL_RANGE"],
    [{ pool: { name: "x", first: 1, last: 2 ** 53 } }, "NUMBER_POOL_RANGE"],
    [{ blockSize: 0 }, "NUMBER_ALLOCATOR_OPTIONS"],
    [{ blockSize: 1.5 }, "NUMBER_ALLOCATOR_OPTIONS"],
    [{ leaseMs: Number.NaN }, "NUMBER_ALLOCATOR_OPTIONS"],
    [{ leaseMs: Number.POSITIVE_INFINITY }, "NUMBER_ALLOCATOR_OPTIONS"],
    [{ pool: { name: "x", first: 1, last: Number.MAX_SAFE_INTEGER } }, "NUMBER_POOL_RANGE"],
  ])("refuses %j", async (options, code) => {
    expect(await rejectionCode(open(options))).toBe(code);
  });
});
