import { open } from "node:fs/promises";
import type { BatchFile } from "./batch-file.ts";
import { copyRange } from "./copy-range.ts";
import type { NumberSet } from "./number-set.ts";
import { readCardSeries } from "./read-card-series.ts";

/** Which blocks of which file go where. */
export interface CopyBlocksOptions {
  /** The path of a batch file. */
  readonly from: string;
  /** The numbers of its blocks. */
  readonly blocks: NumberSet;
  readonly to: BatchFile;
  readonly signal?: AbortSignal;
}

/**
 * Copies blocks byte for byte, with the beginning and the end of their file around them and what separates them between them, so that the
 * copy is in the encoding of its source. Gives the number of blocks copied: less than asked for when the file has fewer.
 */
export async function copyBlocks({ from, blocks, to, signal }: CopyBlocksOptions): Promise<number> {
  await using source = await open(from, "r");
  let copied = 0;
  let end = 0;
  // A run of blocks is copied at once, with what stands between them.
  let run: { readonly start: number; end: number } | undefined;
  for await (const block of readCardSeries(
    { path: from },
    { onInvalid: "yield", rules: false, ...(signal && { signal }) },
  )) {
    if (block.number === 1) await copyRange(source, to, 0, block.start);
    if (blocks.has(block.number)) {
      // What separates a block from the one before it goes with it, unless the beginning of the file stands there instead.
      run ??= { start: copied === 0 ? block.start : end, end: block.end };
      run.end = block.end;
      copied += 1;
    } else if (run !== undefined) {
      await copyRange(source, to, run.start, run.end);
      run = undefined;
    }
    end = block.end;
  }
  if (run !== undefined) await copyRange(source, to, run.start, run.end);
  await copyRange(source, to, end, (await source.stat()).size);
  return copied;
}
