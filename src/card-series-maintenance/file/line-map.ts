import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { BatchFile, publishFile } from "./batch-file.ts";
import { ifExisting } from "./existing.ts";

/**
 * Says from which line of input each block of a batch file comes. It is kept beside the file under a hidden name, as
 * runs of blocks whose lines follow each other: usually a few bytes.
 */
export class LineMap {
  /** The first block of each run, and its line. */
  readonly #blocks: number[] = [];
  readonly #lines: number[] = [];

  /** Reads the map of a batch file; `undefined` when there is none. */
  static async read(batchFile: string): Promise<LineMap | undefined> {
    const text = await ifExisting(readFile(mapPath(batchFile), "utf8"));
    if (text === undefined) return undefined;
    const map = new LineMap();
    for (const run of text.split("\n")) {
      const [block, line] = run.split(" ").map(Number);
      if (block !== undefined && line !== undefined) map.#add(block, line);
    }
    return map;
  }

  /** Returns the line of a block, from 1. */
  lineOf(block: number): number | undefined {
    let low = 0;
    let high = this.#blocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#blocks[middle] ?? 0) <= block) low = middle + 1;
      else high = middle;
    }
    const [first, line] = [this.#blocks[low - 1], this.#lines[low - 1]];
    return first === undefined || line === undefined ? undefined : line + block - first;
  }

  #add(block: number, line: number): void {
    this.#blocks.push(block);
    this.#lines.push(line);
  }
}

/** Writes the map of a batch file while its blocks are written. */
export class LineMapWriter {
  readonly #path: string;
  readonly #file: BatchFile;
  #next = 0;

  private constructor(path: string, file: BatchFile) {
    this.#path = path;
    this.#file = file;
  }

  static async begin(batchFile: string): Promise<LineMapWriter> {
    const path = mapPath(batchFile);
    return new LineMapWriter(path, await BatchFile.begin(path));
  }

  /** Adds the next block; returns a promise to await before adding more, if any. */
  add(block: number, line: number): Promise<void> | undefined {
    const follows = line === this.#next;
    this.#next = line + 1;
    return follows ? undefined : this.#file.append(`${block} ${line}\n`);
  }

  async publish(): Promise<void> {
    await this.#file.seal();
    await publishFile(this.#path);
  }

  async abandon(): Promise<void> {
    await this.#file.abandon();
  }
}

function mapPath(batchFile: string): string {
  return join(dirname(batchFile), `.${basename(batchFile)}.lines`);
}
