import type { CardRequest } from "../../card-series-maintenance/file/index.ts";

/**
 * What becomes of a block whose CardPrefix or CardSeriesSequence is not that of the blocks before it.
 *
 * - `refused`: it fails
 * - `refused-with-customer`: it fails if it has a Customer, and is compared with blocks that have one
 * - `accepted`: it is a request like any other
 */
export type MixedSeries = "refused" | "refused-with-customer" | "accepted";

/** Finds the blocks of one file that are not of the series of its first block. */
export class MixedSeriesCheck {
  readonly #mixedSeries: MixedSeries;
  #first: string | undefined;

  constructor(mixedSeries: MixedSeries) {
    this.#mixedSeries = mixedSeries;
  }

  /** Returns whether the next block of the file is refused for its series. */
  isRefused({ CardPrefix: prefix, CardSeriesSequence: series, Customer: customer }: CardRequest): boolean {
    if (this.#mixedSeries === "accepted" || !prefix || !series) return false;
    if (this.#mixedSeries === "refused-with-customer" && customer === undefined) return false;
    this.#first ??= `${prefix}-${series}`;
    return this.#first !== `${prefix}-${series}`;
  }
}
