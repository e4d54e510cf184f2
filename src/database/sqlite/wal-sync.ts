import fs from "node:fs";

/**
 * Brings what an SQLite database has committed to the disk, without holding up the process. SQLite itself would wait for
 * the disk in each commit (`synchronous = FULL`), and everything else of the process with it. With `NORMAL` a commit only
 * appends to the write-ahead log; this makes the log durable in the background, once for all commits that wait.
 */
export class WalSync {
  readonly #path: string;
  #file: number | undefined;
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  /** @param path of the database, as SQLite itself names the file */
  constructor(path: string) {
    this.#path = `${path}-wal`;
  }

  /**
   * Resolves when all that was committed before the call is on the disk.
   *
   * @throws the error of the file system
   */
  sync(): Promise<void> {
    // The one that runs may have begun before the last commit; the next covers all that come until it begins.
    this.#next ??= this.#after(this.#running);
    return this.#next;
  }

  close(): void {
    if (this.#file !== undefined) fs.closeSync(this.#file);
    this.#file = undefined;
  }

  async #after(running: Promise<void> | undefined): Promise<void> {
    await running?.catch(() => {});
    this.#running = this.#next;
    this.#next = undefined;
    // The log stays the same file as long as the database is open. SQLite's locks are on other files: closing this one
    // releases none.
    this.#file ??= fs.openSync(this.#path, "r+");
    const file = this.#file;
    await new Promise<void>((resolve, reject) => {
      fs.fdatasync(file, (error) => (error === null ? resolve() : reject(error)));
    });
  }
}
