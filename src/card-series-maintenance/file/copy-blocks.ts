import { open } from "node:fs/promises";
import type { BatchContract } from "../contract/batch-contract.ts";
import type { BatchFile } from "./batch-file.ts";
import { copyRange } from "./copy-range.ts";
import { eachBlock } from "./each-block.ts";
import type { NumberSet } from "./number-set.ts";

/** Options of {@link copyBlocks}. */
export interface CopyBlocksOptions {
  /** The path of a batch file. */
  readonly from: string;
  /** The numbers of its blocks. */
  readonly blocks: NumberSet;
  readonly to: BatchFile;
  /** Default: the built-in contract. */
  readonly contract?: BatchContract | undefined;
  readonly signal?: AbortSignal;
}

/**
 * Copies blocks byte for byte, including the beginning and the end of their file and the text between them, so that the
 * copy is in the encoding of its source. Returns the number of blocks copied: fewer than requested when the file has
 * fewer.
 */
export async function copyBlocks({ from, blocks, to, contract, signal }: CopyBlocksOptions): Promise<number> {
  await using source = await open(from, "r");
  let copied = 0;
  let end = 0;
  // A run of blocks is copied at once, with the text between them.
  let run: { readonly start: number; end: number } | undefined;
  for await (const block of eachBlock(from, { contract, signal })) {
    if (block.number === 1) await copyRange(source, to, 0, block.start);
    if (blocks.has(block.number)) {
      // The text before a block is copied with it, unless the beginning of the file takes its place.
      run ??= { start: copied === 0 ? block.start : end, end: block.end };
      run.end = block.end;
      copied++;
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
