/** A stretch of whole numbers, both ends included. */
export interface NumberRange {
  readonly first: number;
  readonly last: number;
}

/** The numbers that are handed out under one name, such as the sequence numbers of a series. */
export interface NumberPool extends NumberRange {
  readonly name: string;
}

/** Numbers that one allocator alone may hand out until its lease ends. */
export interface LeasedBlock extends NumberRange {
  readonly id: string;
  readonly pool: string;
}

/**
 * Numbers that will never be handed out again, though not all of them were used for certain.
 *
 * - `lease-expired`: whoever leased them was not heard of again; any of them may have been used.
 * - `returned-late`: their holder came back after the lease had ended and says that it used none of them.
 */
export interface NumberGap extends NumberRange {
  readonly reason: "lease-expired" | "returned-late";
  readonly owner: string;
  readonly leasedAt: Date;
}

/** What became of the numbers of a pool: `available + leased + used` and the gaps are all of them. */
export interface NumberPoolReport extends NumberPool {
  /** How many can still be handed out. */
  readonly available: number;
  /** How many lie in blocks whose lease runs. */
  readonly leased: number;
  /** How many were handed out from blocks that were given back. */
  readonly used: number;
  readonly gaps: readonly NumberGap[];
}

/** Where pools and leases are kept. Each method is one transaction and durable when it returns. */
export interface NumberStore extends AsyncDisposable {
  /**
   * Defines a pool; does nothing when it is there with the same range.
   *
   * @throws CardwrightError `NUMBER_POOL_MISMATCH` when it is there with another range.
   */
  definePool(pool: NumberPool): Promise<void>;
  /**
   * Leases up to `size` numbers that nobody was ever given.
   *
   * @throws CardwrightError `NUMBERS_EXHAUSTED` when none is left, `NUMBER_POOL_UNKNOWN`.
   */
  lease(request: {
    readonly pool: string;
    readonly size: number;
    readonly leaseMs: number;
    readonly owner: string;
  }): Promise<LeasedBlock>;
  /** Gives a block back. Numbers after `usedTo` can be leased again, unless the lease has ended: then they are a gap. */
  settle(block: LeasedBlock, usedTo: number): Promise<void>;
  /** Tells what became of the numbers; throws `NUMBER_POOL_UNKNOWN`. */
  report(pool: string): Promise<NumberPoolReport>;
  close(): Promise<void>;
}
