import { access, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { CardwrightError } from "../../../errors/cardwright-error.ts";
import { BatchFile, partPath, publishFile, replaceFile } from "../../file/batch-file.ts";
import { copyBlocks } from "../../file/copy-blocks.ts";
import { lockExclusively } from "../../file/exclusive-lock.ts";
import type { NumberSet } from "../../file/number-set.ts";

/** What goes into a file for resubmission. */
export interface WriteResubmissionOptions {
  /** The file as it was sent. */
  readonly sent: string;
  /** The numbers of its blocks that failed. */
  readonly failed: NumberSet;
  /** The file to make. It must not be there, nor have been made before: it may have been sent. A hidden file beside it remembers. */
  readonly target: string;
  readonly signal?: AbortSignal;
}

/**
 * Writes a file of the failed blocks only, each byte for byte as it was sent, with the beginning and end of the file that was sent. The
 * file appears whole or not at all.
 *
 * @throws CardwrightError `RESUBMIT_NOTHING` when no block failed, `RESUBMIT_EXISTS` when the target was made before,
 * `RESUBMIT_RUNNING` when another process makes it, `RESUBMIT_OTHER_FILE` when the file that was sent does not have all these blocks.
 */
export async function writeResubmission(
  options: WriteResubmissionOptions,
): Promise<{ readonly blocks: number; readonly bytes: number }> {
  const { sent, failed, target, signal } = options;
  if (failed.size === 0) throw resubmitError("RESUBMIT_NOTHING", "No block failed.", "There is nothing to resubmit.");
  const name = basename(target);
  // Two runs at once would both find that it was not made, and the second could make it again after it was taken away.
  using _lock = await lockExclusively(join(dirname(target), `.${name}.lock`), {
    code: "RESUBMIT_RUNNING",
    message: `Another process is making ${name}.`,
    help: "Wait for it.",
  });
  const marker = join(dirname(target), `.${name}.made`);
  if ((await exists(target)) || (await exists(marker))) {
    // Finished by an earlier run that ended before the file got its name.
    if ((await exists(marker)) && (await exists(partPath(target)))) {
      await publishFile(target);
      return { blocks: failed.size, bytes: (await stat(target)).size };
    }
    throw resubmitError(
      "RESUBMIT_EXISTS",
      `${name} was made before.`,
      "It may have been sent; if it was not, make it in another folder.",
    );
  }
  const file = await BatchFile.begin(target);
  try {
    const blocks = await copyBlocks({ from: sent, blocks: failed, to: file, ...(signal && { signal }) });
    if (blocks !== failed.size) {
      throw resubmitError(
        "RESUBMIT_OTHER_FILE",
        "The file does not have all the blocks that failed.",
        "Use the file that was sent.",
      );
    }
    const { bytes } = await file.seal();
    signal?.throwIfAborted();
    // Before the file gets its name and may be taken away: it must not be made a second time.
    await replaceFile(marker, "");
    await publishFile(target);
    return { blocks, bytes };
  } catch (error) {
    await file.abandon();
    throw error;
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function resubmitError(code: string, message: string, help: string): CardwrightError {
  return new CardwrightError(message, { code, help });
}
