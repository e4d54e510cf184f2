import { createHash } from "node:crypto";
import { join } from "node:path";
import { cardSeriesFormat } from "../../../../generated/card-series/format.gen.ts";
import type { CardSeries } from "../../../../generated/card-series/types.gen.ts";
import { CardwrightError } from "../../../errors/cardwright-error.ts";
import { ConfigurationError } from "../../../errors/configuration-error.ts";
import type { Telemetry } from "../../../telemetry/telemetry.ts";
import { BatchFile } from "../../file/batch-file.ts";
import { batchEnd, batchStart, checkBlock, formatBlock } from "../../file/block-text.ts";
import { DuplicateFinder } from "../../file/duplicates.ts";
import { lockExclusively } from "../../file/exclusive-lock.ts";
import { makeFolder } from "../../file/make-folder.ts";
import { measuredJob } from "../measured-job.ts";
import { createRowMapper, type RowMapping } from "../rows/row-mapping.ts";
import { type RowSource, readRows } from "../rows/row-source.ts";
import { type JobFile, JobJournal } from "./job-journal.ts";
import { type RejectedRow, RejectedRows } from "./rejected-rows.ts";

// The bytes of a file without its blocks.
const frameBytes = Buffer.byteLength(batchStart + batchEnd);
const minMaxBytes = 4_096;
const rowsPerProgress = 1_000;

/** Options of {@link createBatch}. */
export interface CreateBatchOptions {
  readonly source: RowSource;
  readonly mapping?: RowMapping;
  /** The folder for the files; created when it does not exist. */
  readonly folder: string;
  /** The files are called `<name>-0001.xml` and so on. */
  readonly name: string;
  /** Maximum number of cards in a file. Default: unlimited. */
  readonly maxBlocks?: number;
  /** Maximum size of a file in bytes, from 4096; a row whose block alone is larger is a bad row. Default: unlimited. */
  readonly maxBytes?: number;
  /**
   * What to do with a row that cannot become a block: stop the run (default), or skip it and list it in
   * `<name>.rejected.jsonl`.
   */
  readonly onBadRow?: "stop" | "skip";
  /**
   * Whether a second card for a customer makes its row a bad row. Default false: such rows are counted and reported.
   */
  readonly oneCardPerCustomer?: boolean;
  /** Called after every thousand rows and every file. */
  readonly onProgress?: (progress: BatchProgress) => void;
  /** Called when a file has its name. */
  readonly onFile?: (file: JobFile) => void;
  /** Where its span and metrics go: what `openTelemetry()` of `cardwright/opentelemetry` makes. Default: nowhere. */
  readonly telemetry?: Telemetry;
  readonly signal?: AbortSignal;
}

/** The progress of a run. */
export interface BatchProgress {
  readonly rows: number;
  readonly blocks: number;
  readonly rejected: number;
  readonly files: number;
}

/** The result of a run. */
export interface BatchReport extends Omit<BatchProgress, "files"> {
  readonly files: readonly JobFile[];
  /** The number of rows whose customer has a card from an earlier row. */
  readonly repeatedCustomers: number;
  /** The number of cards without a customer, because their rows name none. */
  readonly withoutCustomer: number;
  /** The first hundred rejected rows; all are in `<name>.rejected.jsonl`. */
  readonly rejectedRows: readonly RejectedRow[];
}

/**
 * Creates batch files from rows, one block per row, in the order of the rows.
 *
 * Files appear whole or not at all. An interrupted run continues when it is started again with the same input and
 * options: finished files are compared instead of created again, so no row becomes two cards. All cards of a file have
 * the same prefix and series, so a new file is begun when they change; the rows of a series must follow each other.
 *
 * @throws CardwrightError `BATCH_ROW` with the line and the issues; `BATCH_SERIES_ORDER`; `BATCH_JOB_CHANGED`,
 * `BATCH_JOB_RUNNING`, `BATCH_JOB_DAMAGED`; and what reading and mapping rows throw.
 * @throws ConfigurationError `BATCH_OPTIONS`.
 * @example
 * const report = await createBatch({
 *   source: { csv: "customers.csv" },
 *   mapping: { columns: { CustomerID: "customer_no" }, constants: { CardPrefix: "12345", CardSeriesSequence: "01" } },
 *   folder: "outgoing",
 *   name: "spring",
 *   maxBlocks: 10_000,
 * });
 */
export async function createBatch(options: CreateBatchOptions): Promise<BatchReport> {
  checkOptions(options);
  const counts = ({ rows, rejected, files }: BatchReport) => ({ rows, rejected, files: files.length });
  return await measuredJob(options.telemetry, { operation: "create", counts }, () => create(options));
}

async function create(options: CreateBatchOptions): Promise<BatchReport> {
  await makeFolder(options.folder);
  using _lock = await lockExclusively(join(options.folder, `.${options.name}.lock`), {
    code: "BATCH_JOB_RUNNING",
    message: "Another process is creating this batch",
    help: "Wait until it has finished, or give the batch another name.",
  });
  const journal = await JobJournal.open(options.folder, options.name, fingerprint(options));
  return await new BatchRun(options, journal).run();
}

class BatchRun {
  readonly #options: CreateBatchOptions;
  readonly #journal: JobJournal;
  readonly #duplicates = new DuplicateFinder();
  readonly #rejected: RejectedRows;
  readonly #finishedSeries = new Set<string>();
  #series = "";
  #file: { readonly file: BatchFile; readonly firstLine: number; lastLine: number; blocks: number } | undefined;
  #rows = 0;
  #blocks = 0;
  #repeatedCustomers = 0;
  #withoutCustomer = 0;

  constructor(options: CreateBatchOptions, journal: JobJournal) {
    this.#options = options;
    this.#journal = journal;
    this.#rejected = new RejectedRows(join(options.folder, `${options.name}.rejected.jsonl`));
  }

  async run(): Promise<BatchReport> {
    const { source, mapping = {}, signal } = this.#options;
    const toBlock = createRowMapper(mapping, cardSeriesFormat);
    try {
      for await (const row of readRows(source)) {
        signal?.throwIfAborted();
        this.#rows++;
        const block = toBlock(row);
        const text = await this.#accept(block, row.line);
        if (text !== undefined) {
          if (block.Customer === undefined) this.#withoutCustomer++;
          await this.#write(block, text, row.line);
        }
        if (this.#rows % rowsPerProgress === 0) this.#reportProgress();
      }
      await this.#seal();
      this.#journal.finish();
      await this.#rejected.finish();
    } catch (error) {
      await this.#file?.file.abandon();
      await this.#rejected.abandon();
      throw error;
    }
    this.#reportProgress();
    return {
      rows: this.#rows,
      blocks: this.#blocks,
      rejected: this.#rejected.count,
      files: this.#journal.files,
      repeatedCustomers: this.#repeatedCustomers,
      withoutCustomer: this.#withoutCustomer,
      rejectedRows: this.#rejected.first,
    };
  }

  /** Returns the text of a valid block; a bad row is listed or thrown. */
  async #accept(block: CardSeries, line: number): Promise<string | undefined> {
    const issues = [...checkBlock(block)];
    for (const { kind, first } of this.#duplicates.find(block)) {
      if (kind === "customer") this.#repeatedCustomers++;
      if (kind === "customer" && this.#options.oneCardPerCustomer !== true) continue;
      const path = kind === "customer" ? "/Customer" : "/CardNumber";
      issues.push({
        path,
        keyword: "duplicate",
        expected: "one that no other row has",
        message: `${path} is the same as in line ${first}`,
      });
    }
    const text = issues.length === 0 ? formatBlock(block) : "";
    const { maxBytes = Number.POSITIVE_INFINITY } = this.#options;
    if (frameBytes + Buffer.byteLength(text) > maxBytes) {
      const expected = `at most ${maxBytes} bytes with the beginning and end of a file`;
      issues.push({ path: "", keyword: "maxBytes", expected, message: `the block is too long: expected ${expected}` });
    }
    if (issues.length === 0) {
      this.#duplicates.add(block, line);
      return text;
    }
    const rejected = { line, issues };
    if (this.#options.onBadRow === "skip") {
      await this.#rejected.add(rejected);
      return undefined;
    }
    const [issue] = issues;
    throw new CardwrightError(`Line ${line}: ${issue?.message}`, {
      code: "BATCH_ROW",
      details: { line, issues: issues.map((one) => ({ ...one })) },
      help: 'Correct the row and run again, or skip such rows with onBadRow: "skip" (--skip-bad-rows).',
    });
  }

  async #write(block: CardSeries, text: string, line: number): Promise<void> {
    const { maxBlocks = Number.POSITIVE_INFINITY, maxBytes = Number.POSITIVE_INFINITY } = this.#options;
    const series = `${block.CardPrefix}-${block.CardSeriesSequence}`;
    const current = this.#file;
    const full =
      current !== undefined &&
      (current.blocks >= maxBlocks || current.file.bytes + Buffer.byteLength(text + batchEnd) > maxBytes);
    if (full || series !== this.#series) await this.#seal();
    if (series !== this.#series) this.#beginSeries(series, line);
    this.#file ??= { file: await this.#begin(), firstLine: line, lastLine: line, blocks: 0 };
    this.#file.blocks++;
    this.#file.lastLine = line;
    this.#blocks++;
    const written = this.#file.file.append(text);
    if (written !== undefined) await written;
  }

  #beginSeries(series: string, line: number): void {
    if (this.#finishedSeries.has(series)) {
      throw new CardwrightError(`Line ${line}: the rows of a series do not follow each other`, {
        code: "BATCH_SERIES_ORDER",
        details: { line },
        help: "Sort the rows by prefix and series: all cards of a file must be of one series.",
      });
    }
    this.#finishedSeries.add(series);
    this.#series = series;
  }

  async #begin(): Promise<BatchFile> {
    const file = this.#journal.nextIsKnown
      ? BatchFile.replay()
      : await BatchFile.begin(join(this.#options.folder, this.#fileName()));
    await file.append(batchStart);
    return file;
  }

  async #seal(): Promise<void> {
    const current = this.#file;
    if (current === undefined) return;
    await current.file.append(batchEnd);
    const seal = await current.file.seal();
    this.#file = undefined;
    const { blocks, firstLine, lastLine } = current;
    const done = { file: this.#fileName(), ...seal, blocks, firstLine, lastLine };
    await this.#journal.record(done);
    this.#options.onFile?.(done);
    this.#reportProgress();
  }

  #fileName(): string {
    return `${this.#options.name}-${String(this.#journal.files.length + 1).padStart(4, "0")}.xml`;
  }

  #reportProgress(): void {
    const files = this.#journal.files.length;
    this.#options.onProgress?.({ rows: this.#rows, blocks: this.#blocks, rejected: this.#rejected.count, files });
  }
}

function checkOptions({ name, maxBlocks = 1, maxBytes = minMaxBytes }: CreateBatchOptions): void {
  const fail = (message: string, help: string): never => {
    throw new ConfigurationError(message, { code: "BATCH_OPTIONS", help });
  };
  // Object names are case sensitive and end up in URLs and paths.
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(name)) {
    fail(
      "Invalid batch name: expected 1 to 100 letters, digits, dots, dashes and underscores",
      "Begin with a letter or digit, as in spring-2027 (--name).",
    );
  }
  if (!Number.isInteger(maxBlocks) || maxBlocks < 1)
    fail(`Invalid maxBlocks ${maxBlocks}: expected a positive integer`, "Leave it out for no limit.");
  if (!Number.isInteger(maxBytes) || maxBytes < minMaxBytes)
    fail(`Invalid maxBytes ${maxBytes}: expected an integer from ${minMaxBytes}`, "Leave it out for no limit.");
}

/** Identifies the options that, with the rows, decide the content of the files. */
function fingerprint({
  mapping = {},
  maxBlocks,
  maxBytes,
  onBadRow = "stop",
  oneCardPerCustomer = false,
}: CreateBatchOptions): string {
  const sorted = (fields: object = {}) => Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
  const facts = [
    sorted(mapping.columns),
    sorted(mapping.constants),
    maxBlocks ?? null,
    maxBytes ?? null,
    onBadRow,
    oneCardPerCustomer,
  ];
  return createHash("sha256").update(JSON.stringify(facts)).digest("hex");
}
