import type { CardRequest } from "../contract/read-request.ts";

/**
 * What becomes of a block whose CardPrefix or CardSeriesSequence is not that of the blocks before it. ORCE's guide
 * forbids it for cards that are "generated and associated"; that it is forbidden also without a customer is our reading.
 *
 * - `refused` (default): it is refused
 * - `refused-with-customer`: it is refused if it has a Customer, and is compared with blocks that have one
 * - `accepted`: it is a request like any other
 */
export type MixedSeries = "refused" | "refused-with-customer" | "accepted";

/** The values of {@link MixedSeries}. */
export const mixedSeriesValues: readonly MixedSeries[] = ["refused", "refused-with-customer", "accepted"];

/** The series that a block names. */
type SeriesOfBlock = Pick<CardRequest, "CardPrefix" | "CardSeriesSequence">;

/** Finds the blocks of one file that are not of the series of its first block. */
export class MixedSeriesCheck {
  readonly #mixedSeries: MixedSeries;
  #first: SeriesOfBlock | undefined;

  constructor(mixedSeries: MixedSeries) {
    this.#mixedSeries = mixedSeries;
  }

  /** Returns the series that the next block of the file must have; `undefined` when it may have any. */
  expected({ CardPrefix, CardSeriesSequence, Customer: customer }: CardRequest): SeriesOfBlock | undefined {
    if (this.#mixedSeries === "accepted") return undefined;
    if (this.#mixedSeries === "refused-with-customer" && customer === undefined) return undefined;
    this.#first ??= {
      ...(CardPrefix !== undefined && { CardPrefix }),
      ...(CardSeriesSequence !== undefined && { CardSeriesSequence }),
    };
    return this.#first;
  }

  /** Returns whether the next block of the file, which need not be valid, is refused for its series. */
  isRefused(request: CardRequest): boolean {
    const { CardPrefix: prefix, CardSeriesSequence: series } = request;
    if (!prefix || !series) return false;
    const expected = this.expected(request);
    return expected !== undefined && (expected.CardPrefix !== prefix || expected.CardSeriesSequence !== series);
  }
}
