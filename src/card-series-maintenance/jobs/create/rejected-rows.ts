import { rm } from "node:fs/promises";
import { BatchFile, publishFile } from "../../file/batch-file.ts";
import type { InputFormat } from "../rows/csv.ts";
import type { Row } from "../rows/row.ts";
import type { RowIssue } from "../rows/row-mapping.ts";
import { csvRecord } from "./csv-record.ts";

/** A row that did not become a block, and why. It repeats no value of the row. */
export interface RejectedRow {
  readonly line: number;
  readonly issues: readonly RowIssue[];
}

const maxFirst = 100;

/** The column of a CSV of rejected rows that says why. */
const reasonColumn = "Rejected because";

/**
 * Lists rejected rows in a file of JSON lines, and rows of a table also as a CSV of the same form, to be corrected and
 * used again. Both appear at the end of the run if there are any.
 */
export class RejectedRows {
  readonly #paths: { readonly list: string; readonly table: string } | undefined;
  readonly #first: RejectedRow[] = [];
  #list: BatchFile | undefined;
  #table: BatchFile | undefined;
  #format: InputFormat | undefined;
  #count = 0;

  /** @param path the path without its extension; without it, rows are only counted */
  constructor(path: string | undefined) {
    this.#paths = path === undefined ? undefined : { list: `${path}.jsonl`, table: `${path}.csv` };
  }

  get count(): number {
    return this.#count;
  }

  /** The first hundred. */
  get first(): readonly RejectedRow[] {
    return this.#first;
  }

  /** Sets the form of the table that the rows come from. */
  setFormat(format: InputFormat): void {
    this.#format = format;
  }

  async add(rejected: RejectedRow, row: Row): Promise<void> {
    this.#count++;
    if (this.#first.length < maxFirst) this.#first.push(rejected);
    if (this.#paths === undefined) return;
    this.#list ??= await BatchFile.begin(this.#paths.list);
    await this.#list.append(`${JSON.stringify(rejected)}\n`);
    const format = this.#format;
    if (format === undefined) return;
    const withoutReason = (values: readonly string[]) =>
      values.filter((_, index) => format.columns[index] !== reasonColumn);
    if (this.#table === undefined) {
      this.#table = await BatchFile.begin(this.#paths.table);
      // The mark makes spreadsheets read it as UTF-8.
      await this.#table.append(
        `\ufeff${csvRecord([...withoutReason(format.columns), reasonColumn], format.delimiter)}`,
      );
    }
    const reason = `line ${rejected.line}: ${rejected.issues.map(({ message }) => message).join("; ")}`;
    await this.#table.append(csvRecord([...withoutReason(row.values), reason], format.delimiter));
  }

  /** Closes the lists without finishing them. */
  async abandon(): Promise<void> {
    await this.#list?.abandon();
    await this.#table?.abandon();
  }

  async finish(): Promise<void> {
    if (this.#paths === undefined) return;
    await finish(this.#list, this.#paths.list);
    await finish(this.#table, this.#paths.table);
  }
}

async function finish(file: BatchFile | undefined, path: string): Promise<void> {
  if (file === undefined) {
    // An earlier run may have listed rows that are corrected now.
    await rm(path, { force: true });
    return;
  }
  await file.seal();
  await publishFile(path);
}
