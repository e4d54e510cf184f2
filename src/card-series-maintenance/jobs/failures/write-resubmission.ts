import { stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { CardwrightError } from "../../../errors/cardwright-error.ts";
import type { ErrorCode } from "../../../errors/error-code.ts";
import { UsageError } from "../../../errors/usage-error.ts";
import type { BatchContract } from "../../contract/batch-contract.ts";
import { BatchFile, partPath, publishFile, replaceFile } from "../../file/batch-file.ts";
import { copyBlocks } from "../../file/copy-blocks.ts";
import { lockExclusively } from "../../file/exclusive-lock.ts";
import { exists } from "../../file/existing.ts";
import { LineMap, LineMapWriter } from "../../file/line-map.ts";
import type { NumberSet } from "../../file/number-set.ts";

/** Options of {@link writeResubmission}. */
export interface WriteResubmissionOptions {
  /** The path of the file that was sent. */
  readonly sent: string;
  /** The schema of the files and its binding, made by `defineBatchContract`. Default: that of ORCE's guide. */
  readonly contract?: BatchContract;
  /** The numbers of its failed blocks. */
  readonly failed: NumberSet;
  /**
   * The path of the file to create. It must not exist, nor have been created before, since it may have been sent: a
   * hidden file beside it records that.
   */
  readonly target: string;
  /**
   * The path of the file as it was created, beside which it is kept from which line each block comes: it is then kept for
   * the new file, too.
   */
  readonly createdAs?: string;
  readonly signal?: AbortSignal;
}

/**
 * Writes a file of the failed blocks only, each byte for byte as it was sent, with the beginning and the end of the
 * file that was sent. The file appears whole or not at all.
 *
 * @throws CardwrightError `RESUBMIT_EXISTS` when the target was created before, `RESUBMIT_RUNNING` when another process
 * is creating it, `RESUBMIT_OTHER_FILE` when the file that was sent does not have all these blocks.
 * @throws UsageError `RESUBMIT_NOTHING` when no block failed.
 */
export async function writeResubmission(
  options: WriteResubmissionOptions,
): Promise<{ readonly blocks: number; readonly bytes: number }> {
  const { sent, failed, target, contract, signal } = options;
  if (failed.size === 0) {
    throw new UsageError("No failed block to write", {
      code: "RESUBMIT_NOTHING",
      help: "Write a file only when matchFailures reports failed blocks.",
    });
  }
  const name = basename(target);
  // Two runs at once would both find that it does not exist, and the second could create it again after it was taken
  // away.
  using _lock = await lockExclusively(join(dirname(target), `.${name}.lock`), {
    code: "RESUBMIT_RUNNING",
    message: `Another process is creating ${name}`,
    help: "Wait until it has finished.",
  });
  const marker = join(dirname(target), `.${name}.made`);
  if ((await exists(target)) || (await exists(marker))) {
    // An earlier run finished it and ended before it got its name.
    if ((await exists(marker)) && (await exists(partPath(target)))) {
      await publishFile(target);
      return { blocks: failed.size, bytes: (await stat(target)).size };
    }
    throw resubmitError(
      "RESUBMIT_EXISTS",
      `The file ${name} was created before`,
      "It may have been sent; if it was not, create it in another folder.",
    );
  }
  const file = await BatchFile.begin(target);
  try {
    const blocks = await copyBlocks({ from: sent, blocks: failed, to: file, contract, ...(signal && { signal }) });
    if (blocks !== failed.size) {
      throw resubmitError(
        "RESUBMIT_OTHER_FILE",
        "The file does not have all the failed blocks",
        "Give the file that was sent.",
      );
    }
    const { bytes } = await file.seal();
    signal?.throwIfAborted();
    if (options.createdAs !== undefined) await keepLines(options.createdAs, failed, target);
    // Before the file gets its name and may be taken away: it must not be created a second time.
    await replaceFile(marker, "");
    await publishFile(target);
    return { blocks, bytes };
  } catch (error) {
    await file.abandon();
    throw error;
  }
}

async function keepLines(createdAs: string, blocks: NumberSet, target: string): Promise<void> {
  const lines = await LineMap.read(createdAs);
  if (lines === undefined) return;
  const writer = await LineMapWriter.begin(target);
  let number = 0;
  for (const { first, last } of blocks.ranges()) {
    for (let block = first; block <= last; block++) {
      number++;
      const line = lines.lineOf(block);
      if (line !== undefined) await writer.add(number, line);
    }
  }
  await writer.publish();
}

function resubmitError(code: ErrorCode, message: string, help: string): CardwrightError {
  return new CardwrightError(message, { code, help });
}
