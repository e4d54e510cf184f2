/** A range of integers, both ends included. */
export interface NumberRange {
  readonly first: number;
  readonly last: number;
}

/** Numbers that are allocated under one name, such as the sequence numbers of a series. */
export interface NumberPool extends NumberRange {
  readonly name: string;
}

/** Numbers that only one allocator may use, until its lease ends. */
export interface LeasedBlock extends NumberRange {
  readonly id: string;
  readonly pool: string;
}

/**
 * Numbers that will never be allocated again, though some of them may not have been used.
 *
 * - `lease-expired`: the lease ended without an answer of its holder; any of them may have been used
 * - `returned-late`: their holder gave them back, unused, after the lease had ended
 */
export interface NumberGap extends NumberRange {
  readonly reason: "lease-expired" | "returned-late";
  readonly owner: string;
  readonly leasedAt: Date;
}

/** The state of all numbers of a pool: `available + leased + used` and the gaps make up the whole pool. */
export interface NumberPoolReport extends NumberPool {
  /** How many can still be leased. */
  readonly available: number;
  /** How many are in blocks with a running lease. */
  readonly leased: number;
  /** How many were used, of blocks that were given back. */
  readonly used: number;
  readonly gaps: readonly NumberGap[];
}

/** The store of pools and leases. Each method is one transaction, and durable when its promise resolves. */
export interface NumberStore extends AsyncDisposable {
  /**
   * Defines a pool; does nothing when it exists with the same range.
   *
   * @throws ConfigurationError `NUMBER_POOL_MISMATCH` when it exists with another range
   */
  definePool(pool: NumberPool): Promise<void>;
  /**
   * Leases up to `size` numbers that were never used.
   *
   * @throws CardwrightError `NUMBERS_EXHAUSTED`
   * @throws UsageError `NUMBER_POOL_UNKNOWN`
   */
  lease(request: {
    readonly pool: string;
    readonly size: number;
    readonly leaseMs: number;
    readonly owner: string;
  }): Promise<LeasedBlock>;
  /**
   * Gives a block back. Numbers after `usedTo` can be leased again, unless the lease has ended: then they are a gap.
   */
  settle(block: LeasedBlock, usedTo: number): Promise<void>;
  /**
   * Reports the state of all numbers of a pool.
   *
   * @throws UsageError `NUMBER_POOL_UNKNOWN`
   */
  report(pool: string): Promise<NumberPoolReport>;
  close(): Promise<void>;
}
