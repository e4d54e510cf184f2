import type { Row } from "./row.ts";

/** Rows that were read together: waiting for each of them would cost more than the work that it makes. */
export interface RowBatch {
  readonly rows: readonly Row[];
  /** The number of rows without any value that were left out between them. */
  readonly blank: number;
}

const maxRows = 256;

/** Reads rows in batches. */
export async function* batchesOf(rows: AsyncIterable<Row>): AsyncGenerator<RowBatch, void, undefined> {
  let batch: Row[] = [];
  try {
    for await (const row of rows) {
      batch.push(row);
      if (batch.length < maxRows) continue;
      yield { rows: batch, blank: 0 };
      batch = [];
    }
  } catch (error) {
    // What was read before a failure is worked on first.
    if (batch.length > 0) yield { rows: batch, blank: 0 };
    throw error;
  }
  if (batch.length > 0) yield { rows: batch, blank: 0 };
}
