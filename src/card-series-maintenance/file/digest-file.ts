import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CardwrightError } from "../../errors/cardwright-error.ts";

const bytesPerSlot = 16;
const slotsPerRead = 8;

// A file without a name lives as long as it is open.
const openFiles = new FinalizationRegistry<number>((file) => closeSync(file));

/**
 * Full hash tables of {@link DigestTable} on disk, one after the other in a temporary file that has no name, so that the
 * system removes it when the process ends, however it ends. A filter of one byte a slot stays in memory for each table:
 * of the texts that a table does not have, it lets one in a hundred through to the disk.
 *
 * Throws CardwrightError `TEMPORARY_FILE` when the disk is full.
 */
export class DigestFile {
  readonly #slots: number;
  readonly #file: number;
  readonly #filters: Uint32Array[] = [];
  readonly #read: Uint32Array = new Uint32Array(slotsPerRead * 4);

  /** @param slots the size of each table, a power of two from 8 */
  constructor(slots: number) {
    this.#slots = slots;
    this.#file = onDisk(openUnnamed);
    openFiles.register(this, this.#file);
  }

  /** Adds a table: four words a slot, the digest and the value plus one, 0 in an empty slot. */
  add(table: Uint32Array): void {
    const bytes = new Uint8Array(table.buffer, table.byteOffset, table.byteLength);
    const start = this.#filters.length * this.#slots * bytesPerSlot;
    for (let done = 0; done < bytes.length; )
      done += onDisk(() => writeSync(this.#file, bytes, done, bytes.length - done, start + done));
    const filter = new Uint32Array(this.#slots / 4);
    for (let at = 0; at < table.length; at += 4) {
      if (table[at + 3] === 0) continue;
      for (const bit of bitsOf(table[at + 1] ?? 0, table[at + 2] ?? 0))
        filter[(bit >>> 5) & (filter.length - 1)] =
          (filter[(bit >>> 5) & (filter.length - 1)] ?? 0) | (1 << (bit & 31));
    }
    this.#filters.push(filter);
  }

  /** Returns the value of a digest in the last table that has it, or `undefined`. */
  get(first: number, second: number, third: number): number | undefined {
    for (let table = this.#filters.length - 1; table >= 0; table--) {
      if (!mayHave(this.#filters[table], second, third)) continue;
      const value = this.#getOf(table, first, second, third);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  #getOf(table: number, first: number, second: number, third: number): number | undefined {
    const words = this.#read;
    const mask = this.#slots - 1;
    for (let slot = first & mask; ; slot = (slot + slotsPerRead) & mask) {
      // Up to the end of the table; the next read begins at its start.
      const slots = Math.min(slotsPerRead, this.#slots - slot);
      const position = (table * this.#slots + slot) * bytesPerSlot;
      onDisk(() => readSync(this.#file, words, 0, slots * bytesPerSlot, position));
      for (let at = 0; at < slots * 4; at += 4) {
        const value = words[at + 3] ?? 0;
        if (value === 0) return undefined;
        if (words[at] === first && words[at + 1] === second && words[at + 2] === third) return value - 1;
      }
      if (slots < slotsPerRead) slot = -slotsPerRead;
    }
  }
}

/** Three bits of a filter; the first word of a digest is used for the slot. */
function bitsOf(second: number, third: number): readonly [number, number, number] {
  return [second, third, (Math.imul(second, 0x9e3779b1) ^ third) >>> 0];
}

/** Looks at one bit after the other: mostly the first or second is missing. */
function mayHave(filter: Uint32Array | undefined, second: number, third: number): boolean {
  if (filter === undefined) return false;
  const mask = filter.length - 1;
  if (((filter[(second >>> 5) & mask] ?? 0) & (1 << (second & 31))) === 0) return false;
  if (((filter[(third >>> 5) & mask] ?? 0) & (1 << (third & 31))) === 0) return false;
  const mixed = Math.imul(second, 0x9e3779b1) ^ third;
  return ((filter[(mixed >>> 5) & mask] ?? 0) & (1 << (mixed & 31))) !== 0;
}

function openUnnamed(): number {
  const folder = mkdtempSync(join(tmpdir(), "cardwright-digests-"));
  try {
    return openSync(join(folder, "tables"), "wx+", 0o600);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function onDisk<Result>(action: () => Result): Result {
  try {
    return action();
  } catch (cause) {
    const reason = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
    throw new CardwrightError(`The temporary file for finding duplicates cannot be used${reason}`, {
      code: "TEMPORARY_FILE",
      help: "Free space in the folder for temporary files, or name another one with TMPDIR, and run again.",
      cause,
    });
  }
}
