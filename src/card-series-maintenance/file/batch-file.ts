import { createHash, type Hash } from "node:crypto";
import { type FileHandle, open, rename } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

const bufferLength = 1_048_576;

/** The hash and size of a finished file. */
export interface BatchFileSeal {
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * A file that appears whole or not at all: it is written under a hidden name and gets its own name when it is finished.
 * A replayed file is not written; only its hash and size are computed.
 */
export class BatchFile {
  readonly #hash: Hash = createHash("sha256");
  readonly #handle: FileHandle | undefined;
  /** What waits to be written. */
  #buffer: Buffer = Buffer.allocUnsafeSlow(bufferLength);
  #pendingLength = 0;
  #bytes = 0;

  private constructor(handle: FileHandle | undefined) {
    this.#handle = handle;
  }

  /**
   * Begins a file under its hidden name, replacing what an earlier run may have left there.
   *
   * @param options `secret` for a file that its owner alone may read
   */
  static async begin(path: string, options: { readonly secret?: boolean } = {}): Promise<BatchFile> {
    return new BatchFile(await open(partPath(path), "w", options.secret === true ? 0o600 : 0o666));
  }

  /** Begins a file that is not written. */
  static replay(): BatchFile {
    return new BatchFile(undefined);
  }

  /** The size so far, in bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Adds text, as UTF-8, or bytes, which are copied; returns a promise to await before adding more when the pending
   * bytes are being written.
   */
  append(piece: string | Uint8Array): Promise<void> | undefined {
    const length = typeof piece === "string" ? Buffer.byteLength(piece) : piece.length;
    this.#bytes += length;
    if (this.#pendingLength + length > this.#buffer.length) return this.#appendLarge(piece);
    if (typeof piece === "string") this.#buffer.write(piece, this.#pendingLength);
    else this.#buffer.set(piece, this.#pendingLength);
    this.#pendingLength += length;
    return undefined;
  }

  /** Makes the hidden file durable. {@link publishFile} gives it its name. */
  async seal(): Promise<BatchFileSeal> {
    await this.#flush();
    await this.#handle?.sync();
    await this.#handle?.close();
    return { sha256: this.#hash.digest("hex"), bytes: this.#bytes };
  }

  /** Closes the file without finishing it. */
  async abandon(): Promise<void> {
    await this.#handle?.close();
  }

  async #appendLarge(piece: string | Uint8Array): Promise<void> {
    // A copy: the caller may reuse its bytes while the others are written.
    const bytes = typeof piece === "string" ? Buffer.from(piece) : Buffer.from(piece);
    await this.#flush();
    if (bytes.length > this.#buffer.length) {
      await this.#write(bytes);
      return;
    }
    this.#buffer.set(bytes);
    this.#pendingLength = bytes.length;
  }

  async #flush(): Promise<void> {
    await this.#write(this.#buffer.subarray(0, this.#pendingLength));
    this.#pendingLength = 0;
  }

  async #write(bytes: Uint8Array): Promise<void> {
    this.#hash.update(bytes);
    await this.#handle?.writeFile(bytes);
  }
}

/** Returns the hidden name under which a file is written. Folder watchers ignore names that begin with a dot. */
export function partPath(path: string): string {
  return join(dirname(path), `.${basename(path)}.part`);
}

/** Gives a sealed file its own name, durably. */
export async function publishFile(path: string): Promise<void> {
  await rename(partPath(path), path);
  await syncFolder(dirname(path));
}

/** Replaces the content of a small file durably: a reader always finds the old or the new content. */
export async function replaceFile(path: string, content: string): Promise<void> {
  await using file = await open(partPath(path), "w");
  await file.writeFile(content);
  await file.sync();
  await publishFile(path);
}

/** Makes the names in a folder durable. */
async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder, and does not need it.
  const handle = await open(folder, "r").catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
