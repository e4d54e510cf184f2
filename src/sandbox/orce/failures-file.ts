import type { BatchContract } from "../../card-series-maintenance/contract/batch-contract.ts";
import {
  BatchFile,
  BlockSource,
  BlockText,
  copyBlocks,
  eachBlock,
  type NumberSet,
  publishFile,
} from "../../card-series-maintenance/file/index.ts";

/** Options of {@link writeFailures}. */
interface FailuresFile {
  /** The path of the batch file. */
  readonly of: string;
  readonly failed: NumberSet;
  readonly contract: BatchContract;
  readonly to: string;
  /** A copied file has the encoding of the batch file, a rewritten one is in UTF-8. */
  readonly failedBlocks: "copied" | "rewritten";
}

/** Writes the failed blocks to a file, which appears whole or not at all. */
export async function writeFailures({ of, failed, contract, to, failedBlocks }: FailuresFile): Promise<void> {
  const target = await BatchFile.begin(to);
  if (failedBlocks === "copied") await copyBlocks({ from: of, blocks: failed, to: target, contract });
  else await rewriteBlocks(of, failed, { target, contract });
  await target.seal();
  await publishFile(to);
}

/** Writes the failed blocks anew; the text of a block that the schema refuses is copied. */
async function rewriteBlocks(
  path: string,
  failed: NumberSet,
  { target, contract }: { readonly target: BatchFile; readonly contract: BatchContract },
): Promise<void> {
  const text = new BlockText(contract);
  await using source = await BlockSource.open(path);
  await target.append(text.start);
  for await (const block of eachBlock(path, { contract })) {
    if (!failed.has(block.number)) continue;
    await target.append(block.valid ? text.format(block.value) : `${await source.read(block)}\n`);
  }
  await target.append(text.end);
}
