import type { FileHandle } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { CardwrightError } from "../../../errors/cardwright-error.ts";
import type { RecordPlace } from "../../../xml/record-format.ts";
import { BatchFile } from "../../file/batch-file.ts";
import { copyRange } from "../../file/copy-range.ts";
import { exists } from "../../file/existing.ts";
import type { FinishedPart } from "./publishing.ts";

/** Options of {@link PartWriter}. */
interface PartWriterOptions {
  /** The path of the file to split. */
  readonly file: string;
  readonly source: FileHandle;
  readonly folder: string;
  readonly maxBlocks: number;
  /** Where the first block of the file begins and the last one ends, and the size of the file, in bytes. */
  readonly frame: { readonly start: number; readonly end: number; readonly size: number };
}

/** The part that is being written: which bytes of the file go into it. */
interface OpenPart {
  readonly file: BatchFile;
  readonly name: string;
  readonly start: number;
  end: number;
  blocks: number;
}

/** Writes parts of a batch file under their hidden names, each between the beginning and the end of the file. */
export class PartWriter {
  readonly #options: PartWriterOptions;
  readonly #parts: FinishedPart[] = [];
  #part: OpenPart | undefined;

  constructor(options: PartWriterOptions) {
    this.#options = options;
  }

  /** The finished parts. */
  get parts(): readonly FinishedPart[] {
    return this.#parts;
  }

  /** Adds the next block of the file. */
  async add(block: RecordPlace): Promise<void> {
    if (this.#part !== undefined && this.#part.blocks >= this.#options.maxBlocks) await this.finish();
    this.#part ??= await this.#begin(block);
    this.#part.end = block.end;
    this.#part.blocks++;
  }

  /** Finishes the current part. */
  async finish(): Promise<void> {
    const part = this.#part;
    if (part === undefined) return;
    const { source, frame } = this.#options;
    await copyRange(source, part.file, part.start, part.end);
    await copyRange(source, part.file, frame.end, frame.size);
    const { bytes } = await part.file.seal();
    this.#parts.push({ name: part.name, blocks: part.blocks, bytes });
    this.#part = undefined;
  }

  /** Closes the current part without finishing it. */
  async abandon(): Promise<void> {
    await this.#part?.file.abandon();
  }

  async #begin({ start, end }: RecordPlace): Promise<OpenPart> {
    const { file, source, folder, frame } = this.#options;
    const extension = extname(file);
    const name = `${basename(file, extension)}-${String(this.#parts.length + 1).padStart(4, "0")}${extension}`;
    const path = join(folder, name);
    if (await exists(path)) {
      throw new CardwrightError(`The part ${name} exists already`, {
        code: "SPLIT_EXISTS",
        help: "It may have been sent: use another folder.",
      });
    }
    const part = { file: await BatchFile.begin(path), name, start, end, blocks: 0 };
    // Assigned before anything else can fail, so that the file is closed then.
    this.#part = part;
    await copyRange(source, part.file, 0, frame.start);
    return part;
  }
}
