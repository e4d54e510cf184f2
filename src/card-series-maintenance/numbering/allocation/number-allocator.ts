import { hostname } from "node:os";
import { CardwrightError } from "../../../errors/cardwright-error.ts";
import type { LeasedBlock, NumberPool, NumberPoolReport, NumberStore } from "./number-store.ts";

/** How numbers are allocated. */
export interface NumberAllocatorOptions {
  readonly store: NumberStore;
  /** Defined when it is not there yet. */
  readonly pool: NumberPool;
  /** How many numbers are leased at once: more is faster, and leaves a larger gap after a crash. Default 100. */
  readonly blockSize?: number;
  /** How long a block stays ours, in milliseconds, at most ten years. After it, what is left of a block counts as a gap. Default 10 minutes. */
  readonly leaseMs?: number;
  /** Who appears in the report of gaps. Default: host name and process id. */
  readonly owner?: string;
}

/**
 * Hands out numbers of a pool, never one twice: not after a crash, not from another process, not from another machine with the same
 * store. A number that was leased is never leased again unless its holder gave it back unused, so no clock has to be right for it.
 */
export interface NumberAllocator extends AsyncDisposable {
  /**
   * The next number. Numbers of one allocator rise but for those that others gave back.
   *
   * @throws CardwrightError `NUMBERS_EXHAUSTED`, `NUMBER_STORE_UNAVAILABLE`, `NUMBER_ALLOCATOR_CLOSED`.
   */
  allocate(): Promise<number>;
  /** What became of the pool's numbers, gaps included. */
  report(): Promise<NumberPoolReport>;
  /** Gives unused numbers back. The store stays open. */
  close(): Promise<void>;
}

// Ends of leases must stay exact in the database.
const longestLeaseMs = 10 * 365 * 86_400_000;

/**
 * Opens an allocator on a store.
 *
 * @throws CardwrightError `NUMBER_POOL_MISMATCH`, `NUMBER_POOL_RANGE`, `NUMBER_ALLOCATOR_OPTIONS`.
 * @example
 * await using store = await openSqliteNumberStore({ path: "cards.db" });
 * await using numbers = await openNumberAllocator({ store, pool: { name: "12345-01", first: 1, last: series.numberOfCards } });
 * const serialNumber = series.serialNumberAt(await numbers.allocate());
 */
export async function openNumberAllocator(options: NumberAllocatorOptions): Promise<NumberAllocator> {
  const { store, pool, blockSize = 100, leaseMs = 600_000, owner = `${hostname()}:${process.pid}` } = options;
  // The number after the last one is kept as well.
  if (!Number.isSafeInteger(pool.first) || !Number.isSafeInteger(pool.last + 1) || pool.first > pool.last) {
    throw new CardwrightError("A number pool goes from one safe integer up to another.", {
      code: "NUMBER_POOL_RANGE",
      details: { pool: pool.name },
      help: "For a series, use 1 and its number of cards.",
    });
  }
  if (!Number.isSafeInteger(blockSize) || blockSize < 1 || !(leaseMs > 0 && leaseMs <= longestLeaseMs)) {
    throw new CardwrightError("blockSize is a whole number from 1, leaseMs more than 0 and at most ten years.", {
      code: "NUMBER_ALLOCATOR_OPTIONS",
      help: "Leave both out for 100 numbers and 10 minutes.",
    });
  }
  await store.definePool(pool);
  return new BlockAllocator(store, { pool: pool.name, size: blockSize, leaseMs: Math.ceil(leaseMs), owner });
}

class BlockAllocator implements NumberAllocator {
  readonly #store: NumberStore;
  readonly #request: Parameters<NumberStore["lease"]>[0];
  #block: LeasedBlock | undefined;
  #next = 0;
  #expiresAt = 0;
  #leasing: Promise<void> | undefined;
  #closing: Promise<void> | undefined;

  constructor(store: NumberStore, request: Parameters<NumberStore["lease"]>[0]) {
    this.#store = store;
    this.#request = request;
  }

  async allocate(): Promise<number> {
    for (;;) {
      if (this.#closing !== undefined) {
        throw new CardwrightError("The number allocator is closed.", {
          code: "NUMBER_ALLOCATOR_CLOSED",
          help: "Open another one.",
        });
      }
      if (this.#block !== undefined && this.#next <= this.#block.last && Date.now() < this.#expiresAt) {
        this.#next += 1;
        return this.#next - 1;
      }
      this.#leasing ??= this.#leaseNext().finally(() => {
        this.#leasing = undefined;
      });
      await this.#leasing;
    }
  }

  report(): Promise<NumberPoolReport> {
    return this.#store.report(this.#request.pool);
  }

  close(): Promise<void> {
    this.#closing ??= (async () => {
      // A lease that fails was already reported to whoever waits for a number.
      await this.#leasing?.catch(() => {});
      await this.#settle();
    })();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #leaseNext(): Promise<void> {
    await this.#settle();
    const block = await this.#store.lease(this.#request);
    this.#block = block;
    this.#next = block.first;
    // Counted from the answer: with a store slower than the lease, every block would be over before its first number.
    this.#expiresAt = Date.now() + this.#request.leaseMs;
  }

  async #settle(): Promise<void> {
    const block = this.#block;
    if (block === undefined) return;
    // First, so that no number of it is handed out while the store is told otherwise. If the store fails, the rest becomes a gap.
    this.#block = undefined;
    await this.#store.settle(block, this.#next - 1);
  }
}
