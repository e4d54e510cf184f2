import type { FileHandle } from "node:fs/promises";
import { CardwrightError } from "../../errors/cardwright-error.ts";
import type { BatchFile } from "./batch-file.ts";

/** Copies bytes of a file, from `start` up to but not with `end`; throws `BATCH_FILE_CHANGED` when the file has become shorter. */
export async function copyRange(source: FileHandle, target: BatchFile, start: number, end: number): Promise<void> {
  for (let position = start; position < end; ) {
    const piece = Buffer.allocUnsafe(Math.min(end - position, 1_048_576));
    const { bytesRead } = await source.read(piece, 0, piece.length, position);
    if (bytesRead === 0) {
      throw new CardwrightError("The file became shorter while it was read.", {
        code: "BATCH_FILE_CHANGED",
        help: "Try again.",
      });
    }
    await target.append(piece.subarray(0, bytesRead));
    position += bytesRead;
  }
}
