import { access, constants } from "node:fs/promises";
import { basename, dirname } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { CardwrightError } from "../../errors/cardwright-error.ts";

const sqliteBusy = 5;

/**
 * Keeps work that must not be done twice at once for one process of this machine.
 *
 * The lock is SQLite's on a file that stays empty. The system lets go of it when the process ends, however it ends, so there is no such
 * thing as a lock left behind.
 *
 * @param path a file for the lock alone
 * @param error what to throw when another process has it
 * @throws CardwrightError `LOCK_UNAVAILABLE` when it can be taken by nobody, for want of room on the disk for instance
 */
export async function lockExclusively(
  path: string,
  error: { readonly code: string; readonly message: string; readonly help: string },
): Promise<Disposable> {
  const sqlite = await import("node:sqlite");
  // SQLite would only say that it cannot open the file; the system says why. The file itself must not be opened here: closing it would
  // let go of a lock that this process has on it.
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
    throw new CardwrightError(`The lock ${basename(path)} cannot be taken: ${cause.message}.`, {
      code: "LOCK_UNAVAILABLE",
      help: "Check that its folder has room, and that no other file or folder has this name.",
      cause,
    });
  }
}
