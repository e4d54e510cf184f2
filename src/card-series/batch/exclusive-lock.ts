import { access, constants } from "node:fs/promises";
import { dirname } from "node:path";
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
 */
export async function lockExclusively(
  path: string,
  error: { readonly code: string; readonly message: string; readonly help: string },
): Promise<Disposable> {
  const { DatabaseSync } = await import("node:sqlite");
  // SQLite would only say that it cannot open the file; the system says why. The file itself must not be opened here: closing it would
  // let go of a lock that this process has on it.
  await access(dirname(path), constants.W_OK);
  const lock = new DatabaseSync(path, { timeout: 0 });
  try {
    lock.exec("BEGIN EXCLUSIVE");
  } catch (cause) {
    lock.close();
    const isHeld = cause instanceof Error && "errcode" in cause && cause.errcode === sqliteBusy;
    if (!isHeld) throw cause;
    throw new CardwrightError(error.message, { code: error.code, help: error.help, cause });
  }
  return { [Symbol.dispose]: () => lock.close() };
}
