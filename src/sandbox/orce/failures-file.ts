import { BatchFile, publishFile } from "../../card-series-maintenance/file/batch-file.ts";
import { BlockSource } from "../../card-series-maintenance/file/block-source.ts";
import { batchEnd, batchStart, formatBlock } from "../../card-series-maintenance/file/block-text.ts";
import { copyBlocks } from "../../card-series-maintenance/file/copy-blocks.ts";
import type { NumberSet } from "../../card-series-maintenance/file/number-set.ts";
import { readCardSeries } from "../../card-series-maintenance/index.ts";

/** What goes into a failures file. */
interface FailuresFile {
  /** The path of the batch file. */
  readonly of: string;
  readonly failed: NumberSet;
  readonly to: string;
  /** Copied, the file is in the encoding of the batch file; rewritten, in UTF-8. */
  readonly failedBlocks: "copied" | "rewritten";
}

/** Writes the blocks that failed to a file of their own, which appears whole or not at all. */
export async function writeFailures({ of, failed, to, failedBlocks }: FailuresFile): Promise<void> {
  const target = await BatchFile.begin(to);
  if (failedBlocks === "copied") await copyBlocks({ from: of, blocks: failed, to: target });
  else await rewriteBlocks(of, failed, target);
  await target.seal();
  await publishFile(to);
}

/** A block that the schema refuses cannot be written anew: its text goes in as it stands. */
async function rewriteBlocks(path: string, failed: NumberSet, target: BatchFile): Promise<void> {
  await using source = await BlockSource.open(path);
  await target.append(batchStart);
  for await (const block of readCardSeries({ path }, { onInvalid: "yield", rules: false })) {
    if (!failed.has(block.number)) continue;
    await target.append(block.valid ? formatBlock(block.value) : `${await source.read(block)}\n`);
  }
  await target.append(batchEnd);
}
