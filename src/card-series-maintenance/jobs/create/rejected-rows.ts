import { rm } from "node:fs/promises";
import type { ValidationIssue } from "../../../errors/validation-issue.ts";
import { BatchFile, publishFile } from "../../file/batch-file.ts";

/** A row that did not become a block, and why. It repeats no value of the row. */
export interface RejectedRow {
  readonly line: number;
  readonly issues: readonly ValidationIssue[];
}

const maxFirst = 100;

/** Lists rejected rows in a file of JSON lines, which appears at the end of the run if there are any. */
export class RejectedRows {
  readonly #path: string;
  readonly #first: RejectedRow[] = [];
  #file: BatchFile | undefined;
  #count = 0;

  constructor(path: string) {
    this.#path = path;
  }

  get count(): number {
    return this.#count;
  }

  /** The first hundred. */
  get first(): readonly RejectedRow[] {
    return this.#first;
  }

  async add(row: RejectedRow): Promise<void> {
    this.#count++;
    if (this.#first.length < maxFirst) this.#first.push(row);
    this.#file ??= await BatchFile.begin(this.#path);
    await this.#file.append(`${JSON.stringify(row)}\n`);
  }

  /** Closes the list without finishing it. */
  async abandon(): Promise<void> {
    await this.#file?.abandon();
  }

  async finish(): Promise<void> {
    if (this.#file === undefined) {
      // An earlier run may have listed rows that are corrected now.
      await rm(this.#path, { force: true });
      return;
    }
    await this.#file.seal();
    await publishFile(this.#path);
  }
}
