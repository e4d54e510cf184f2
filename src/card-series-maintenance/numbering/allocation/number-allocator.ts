import { hostname } from "node:os";
import { ConfigurationError } from "../../../errors/configuration-error.ts";
import { UsageError } from "../../../errors/usage-error.ts";
import type { LeasedBlock, NumberPool, NumberPoolReport, NumberStore } from "./number-store.ts";

/** Options of {@link openNumberAllocator}. */
export interface NumberAllocatorOptions {
  readonly store: NumberStore;
  /** The pool to allocate from; defined unless it exists. */
  readonly pool: NumberPool;
  /** How many numbers to lease at once: more is faster, and leaves a larger gap after a crash. Default 100. */
  readonly blockSize?: number;
  /**
   * The duration of a lease in milliseconds, at most ten years. After it, the unused numbers of a block count as a gap.
   * Default 10 minutes.
   */
  readonly leaseMs?: number;
  /** The name in the report of gaps. Default: host name and process id. */
  readonly owner?: string;
}

/**
 * Allocates the numbers of a pool, each only once: also after a crash, and by other processes and machines with the
 * same store. A leased number is never leased again unless its holder gave it back unused, so this needs no correct
 * clock.
 */
export interface NumberAllocator extends AsyncDisposable {
  /**
   * Returns the next number. The numbers of one allocator rise, except for those that other allocators gave back.
   *
   * @throws CardwrightError `NUMBERS_EXHAUSTED`, `NUMBER_STORE_UNAVAILABLE`
   * @throws UsageError `NUMBER_ALLOCATOR_CLOSED`
   */
  allocate(): Promise<number>;
  /** Returns the state of all numbers of the pool, with the gaps. */
  report(): Promise<NumberPoolReport>;
  /** Gives the unused numbers back. The store stays open. */
  close(): Promise<void>;
}

// The end of a lease must stay exact in the database.
const maxLeaseMs = 10 * 365 * 86_400_000;

/**
 * Opens an allocator on a store.
 *
 * @throws ConfigurationError `NUMBER_POOL_MISMATCH`, `NUMBER_POOL_RANGE`, `NUMBER_ALLOCATOR_OPTIONS`
 * @example
 * const series = generateSeries(defineSeries({ prefix: "12345", name: "Spring", numberOfCards: 1_000 }));
 * await using store = await openSqliteNumberStore({ path: "cards.db" });
 * const pool = { name: "12345-01", first: 1, last: series.numberOfCards };
 * await using numbers = await openNumberAllocator({ store, pool });
 * const serialNumber = series.serialNumberAt(await numbers.allocate());
 */
export async function openNumberAllocator(options: NumberAllocatorOptions): Promise<NumberAllocator> {
  const { store, pool, blockSize = 100, leaseMs = 600_000, owner = `${hostname()}:${process.pid}` } = options;
  // The number after the last one is stored as well.
  if (!Number.isSafeInteger(pool.first) || !Number.isSafeInteger(pool.last + 1) || pool.first > pool.last) {
    throw new ConfigurationError(`Invalid range of number pool "${pool.name}": ${pool.first} to ${pool.last}`, {
      code: "NUMBER_POOL_RANGE",
      details: { pool: pool.name },
      help: "Set first and last to safe integers, first not above last. For a series, use 1 and its number of cards.",
    });
  }
  if (!Number.isSafeInteger(blockSize) || blockSize < 1) {
    throw invalidOption("blockSize", blockSize, "Set it to a positive integer, or leave it out for 100 numbers.");
  }
  if (!(leaseMs > 0 && leaseMs <= maxLeaseMs)) {
    throw invalidOption("leaseMs", leaseMs, "Set it above 0 and up to ten years, or leave it out for 10 minutes.");
  }
  await store.definePool(pool);
  return new BlockAllocator(store, { pool: pool.name, size: blockSize, leaseMs: Math.ceil(leaseMs), owner });
}

function invalidOption(name: string, value: number, help: string): ConfigurationError {
  return new ConfigurationError(`Invalid value for number allocator option "${name}": ${value}`, {
    code: "NUMBER_ALLOCATOR_OPTIONS",
    help,
  });
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
        throw new UsageError("The number allocator is closed", {
          code: "NUMBER_ALLOCATOR_CLOSED",
          help: "Open another allocator.",
        });
      }
      if (this.#block !== undefined && this.#next <= this.#block.last && Date.now() < this.#expiresAt) {
        return this.#next++;
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
      // A lease that fails was already reported to the callers that wait for a number.
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
    // Counted from the answer: with a store slower than the lease, every block would expire before its first number.
    this.#expiresAt = Date.now() + this.#request.leaseMs;
  }

  async #settle(): Promise<void> {
    const block = this.#block;
    if (block === undefined) return;
    // First, so that no number of it is allocated while the store is settling it. If the store fails, the rest becomes
    // a gap.
    this.#block = undefined;
    await this.#store.settle(block, this.#next - 1);
  }
}
