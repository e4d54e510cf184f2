/** The sequence numbers of one batch, both ends inclusive. */
export interface SequenceRange {
  readonly first: number;
  readonly last: number;
}

/**
 * The rule that packs a series into batches evenly: no two batches differ by more than one card, and the larger ones
 * come first. Ten cards in three batches make 4, 3 and 3. Assumed: ORCE's guide says that a batch is packed, not how
 * full.
 */
export interface BatchPacking {
  readonly cards: number;
  readonly batches: number;
}

/** Returns the sequence numbers of a batch (1 to `batches`). */
export function sequencesOfBatch(packing: BatchPacking, batch: number): SequenceRange {
  const size = Math.floor(packing.cards / packing.batches);
  const larger = packing.cards % packing.batches;
  const before = (batch - 1) * size + Math.min(batch - 1, larger);
  return { first: before + 1, last: before + size + (batch <= larger ? 1 : 0) };
}

/** Returns the batch of a sequence number (1 to `cards`). */
export function batchOfSequence(packing: BatchPacking, sequence: number): number {
  const size = Math.floor(packing.cards / packing.batches);
  const larger = packing.cards % packing.batches;
  const inLarger = larger * (size + 1);
  return sequence <= inLarger ? Math.ceil(sequence / (size + 1)) : larger + Math.ceil((sequence - inLarger) / size);
}
