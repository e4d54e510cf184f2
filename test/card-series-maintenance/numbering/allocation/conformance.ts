import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openNumberAllocator } from "../../../../src/card-series-maintenance/numbering/allocation/number-allocator.ts";
import type {
  NumberPoolReport,
  NumberStore,
} from "../../../../src/card-series-maintenance/numbering/allocation/number-store.ts";
import { rejectionCode } from "../../../support/code-of.ts";

/** What every number store must do. `open` opens another connection to the same, fresh database. */
export function describeNumberStore(name: string, prepare: () => Promise<() => Promise<NumberStore>>): void {
  describe(name, () => {
    let open: () => Promise<NumberStore>;
    let store: NumberStore;
    beforeEach(async () => {
      open = await prepare();
      store = await open();
    });
    afterEach(() => store.close());

    const pool = { name: "12345-01", first: 1, last: 1_000 };
    const request = { pool: pool.name, size: 10, leaseMs: 60_000, owner: "test" };

    test("leases numbers one after the other, up to the last", async () => {
      await store.definePool({ ...pool, last: 25 });
      const blocks = [await store.lease(request), await store.lease(request), await store.lease(request)];
      expect(blocks.map(({ first, last }) => [first, last])).toEqual([
        [1, 10],
        [11, 20],
        [21, 25],
      ]);
      expect(await rejectionCode(store.lease(request))).toBe("NUMBERS_EXHAUSTED");
    });

    test("leases numbers again that were given back in time, and only those", async () => {
      await store.definePool(pool);
      const block = await store.lease(request);
      await store.settle(block, 4);
      await store.settle(block, 9);
      expect(await store.lease({ ...request, size: 2 })).toMatchObject({ first: 5, last: 6 });
      expect(await store.lease(request)).toMatchObject({ first: 7, last: 10 });
      expect(await store.lease(request)).toMatchObject({ first: 11, last: 20 });
    });

    test("reports numbers that were not given back as a gap, and those that came too late as another", async () => {
      await store.definePool(pool);
      const expired = { ...request, leaseMs: 1, owner: "gone" };
      await store.lease(expired);
      const late = await store.lease({ ...expired, owner: "late" });
      await pastNow();
      await store.settle(late, 14);
      const { gaps, ...counts } = await store.report(pool.name);
      expect(gaps).toMatchObject([
        { first: 1, last: 10, reason: "lease-expired", owner: "gone" },
        { first: 15, last: 20, reason: "returned-late", owner: "late" },
      ]);
      expect(Math.abs(Date.now() - (gaps[0]?.leasedAt.getTime() ?? 0))).toBeLessThan(60_000);
      expect(counts).toEqual({ ...pool, available: 980, leased: 0, used: 4 });
      expect(await store.lease(request)).toMatchObject({ first: 21, last: 30 });
    });

    test("keeps a pool's range", async () => {
      await store.definePool(pool);
      await store.definePool(pool);
      expect(await rejectionCode(store.definePool({ ...pool, last: 2_000 }))).toBe("NUMBER_POOL_MISMATCH");
      expect(await rejectionCode(store.lease({ ...request, pool: "other" }))).toBe("NUMBER_POOL_UNKNOWN");
      expect(await rejectionCode(store.report("other"))).toBe("NUMBER_POOL_UNKNOWN");
    });

    test("keeps the largest numbers exact", async () => {
      const last = Number.MAX_SAFE_INTEGER;
      await store.definePool({ name: "large", first: last - 3, last });
      expect(await store.lease({ ...request, pool: "large", size: 3 })).toMatchObject({
        first: last - 3,
        last: last - 1,
      });
      expect(await store.lease({ ...request, pool: "large", size: 3 })).toMatchObject({ first: last, last });
    });

    test("hands out each number once to many allocators on many connections", async () => {
      const stores = await Promise.all([open(), open(), open()]);
      const numbers: number[] = [];
      await Promise.all(
        [...stores, ...stores].map(async (own, worker) => {
          await using allocator = await openNumberAllocator({
            store: own,
            pool,
            blockSize: 7 + worker,
            owner: `${worker}`,
          });
          for (let i = 0; i < 100; i++) numbers.push(...(await Promise.all([allocator.allocate()])));
        }),
      );
      expect(new Set(numbers).size).toBe(600);
      expect(await store.report(pool.name)).toMatchObject({ used: 600, available: 400, leased: 0, gaps: [] });
      await Promise.all(stores.map((own) => own.close()));
    });

    test("accounts for every number, in any order of events", async () => {
      const action = fc.oneof(
        fc.record({
          kind: fc.constant("allocate" as const),
          worker: fc.nat({ max: 2 }),
          count: fc.integer({ min: 1, max: 30 }),
        }),
        fc.record({ kind: fc.constantFrom("crash" as const, "close" as const), worker: fc.nat({ max: 2 }) }),
      );
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(action, { maxLength: 12 }), async (actions) => {
          run++;
          const own = { name: `run-${run}`, first: 1, last: 200 };
          const openOne = () => openNumberAllocator({ store, pool: own, blockSize: 8 });
          const workers = await Promise.all([openOne(), openOne(), openOne()]);
          const used: number[] = [];
          for (const step of actions) {
            const worker = workers[step.worker];
            if (worker === undefined) throw new Error("no such worker");
            if (step.kind === "allocate") {
              const taken = await Promise.allSettled(Array.from({ length: step.count }, () => worker.allocate()));
              for (const one of taken) {
                if (one.status === "fulfilled") used.push(one.value);
                else expect(one.reason).toMatchObject({ code: "NUMBERS_EXHAUSTED" });
              }
            } else {
              if (step.kind === "close") await worker.close();
              workers[step.worker] = await openOne();
            }
          }
          expect(new Set(used).size).toBe(used.length);
          expectAllAccountedFor(await store.report(own.name));
          await Promise.all(workers.map((worker) => worker.close()));
          const after = await store.report(own.name);
          expectAllAccountedFor(after);
          expect(after.used + after.leased).toBeGreaterThanOrEqual(used.length);
        }),
        { numRuns: 15 },
      );
    });
  });
}

function expectAllAccountedFor({ first, last, available, leased, used, gaps }: NumberPoolReport): void {
  const inGaps = gaps.reduce((sum, gap) => sum + gap.last - gap.first + 1, 0);
  expect(available + leased + used + inGaps).toBe(last - first + 1);
}

/** Until the millisecond has passed, so that a lease of one millisecond is over. */
async function pastNow(): Promise<void> {
  const now = Date.now();
  while (Date.now() <= now + 1) await new Promise(setImmediate);
}
