import { access, constants } from "node:fs/promises";
import { basename, dirname } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { CardwrightError } from "../../errors/cardwright-error.ts";
import type { ErrorCode } from "../../errors/error-code.ts";

const sqliteBusy = 5;

/**
 * Takes a lock that one process of this machine can hold at a time.
 *
 * It is SQLite's lock on a file that stays empty. The system releases it when the process ends, however it ends, so no
 * stale lock is ever left behind.
 *
 * @param path a file that is used for the lock only
 * @param error the error to throw when another process holds the lock
 * @throws CardwrightError `LOCK_UNAVAILABLE` when no process can take the lock, for example because the disk is full
 */
export async function lockExclusively(
  path: string,
  error: { readonly code: ErrorCode; readonly message: string; readonly help: string },
): Promise<Disposable> {
  const sqlite = await import("node:sqlite");
  // SQLite would only report that it cannot open the file; the system reports why. The file itself must not be opened
  // here: closing it would release a lock that this process holds on it.
  await access(dirname(path), constants.W_OK);
  let lock: DatabaseSync | undefined;
  try {
    lock = new sqlite.DatabaseSync(path, { timeout: 0 });
    lock.exec("BEGIN EXCLUSIVE");
    return { [Symbol.dispose]: () => lock?.close() };
  } catch (cause) {
    lock?.close();
    if (!(cause instanceof Error && "errcode" in cause)) throw cause;
    if (cause.errcode === sqliteBusy) throw new CardwrightError(error.message, { ...error, cause });
    throw new CardwrightError(`Cannot take the lock ${basename(path)}: ${cause.message}`, {
      code: "LOCK_UNAVAILABLE",
      help: "Check that there is space in its folder, and that no other file or folder has this name.",
      cause,
    });
  }
}
