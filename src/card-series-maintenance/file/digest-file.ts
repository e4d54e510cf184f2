import type { StatementSync } from "node:sqlite";
import { CardwrightError } from "../../errors/cardwright-error.ts";

/**
 * A map of twelve-byte digests on disk: a temporary SQLite database without a name, which the system removes when the
 * process ends, however it ends.
 *
 * Throws CardwrightError `TEMPORARY_FILE` when the disk is full.
 */
export class DigestFile {
  readonly #get: StatementSync;
  readonly #set: StatementSync;

  constructor() {
    // Loaded only when there is that much to remember; an import would make every program print a warning on Node 22.
    const { DatabaseSync } = process.getBuiltinModule("node:sqlite");
    const database = new DatabaseSync("");
    database.exec(`
      PRAGMA journal_mode = OFF;
      PRAGMA synchronous = OFF;
      PRAGMA cache_size = -16384;
      CREATE TABLE digests (digest BLOB PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
      BEGIN;`);
    this.#get = database.prepare("SELECT value FROM digests WHERE digest = ?");
    this.#set = database.prepare("INSERT INTO digests VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value");
  }

  get(digest: Uint32Array): number | undefined {
    const value = onDisk(() => this.#get.get(bytesOf(digest))?.["value"]);
    return typeof value === "number" ? value : undefined;
  }

  set(digest: Uint32Array, value: number): void {
    onDisk(() => this.#set.run(bytesOf(digest), value));
  }
}

function onDisk<Result>(action: () => Result): Result {
  try {
    return action();
  } catch (cause) {
    const reason = cause instanceof Error ? `: ${cause.message}` : "";
    throw new CardwrightError(`The temporary file for finding duplicates cannot be used${reason}`, {
      code: "TEMPORARY_FILE",
      help: "Free space in the folder for temporary files, or name another one with SQLITE_TMPDIR, and run again.",
      cause,
    });
  }
}

function bytesOf(digest: Uint32Array): Uint8Array {
  return new Uint8Array(digest.buffer, digest.byteOffset, digest.byteLength);
}
