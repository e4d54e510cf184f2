import type { FileHandle } from "node:fs/promises";
import { CardwrightError } from "../../errors/cardwright-error.ts";
import type { BatchFile } from "./batch-file.ts";

const maxPieceBytes = 1_048_576;

/**
 * Copies the bytes of a file from `start` to before `end`; throws `BATCH_FILE_CHANGED` when the file has become
 * shorter.
 */
export async function copyRange(source: FileHandle, target: BatchFile, start: number, end: number): Promise<void> {
  for (let position = start; position < end; ) {
    const piece = Buffer.allocUnsafe(Math.min(end - position, maxPieceBytes));
    const { bytesRead } = await source.read(piece, 0, piece.length, position);
    if (bytesRead === 0) {
      throw new CardwrightError("The batch file became shorter while it was being read", {
        code: "BATCH_FILE_CHANGED",
        help: "Make sure that no other program writes the file, and try again.",
      });
    }
    await target.append(piece.subarray(0, bytesRead));
    position += bytesRead;
  }
}
