import { join } from "node:path";
import { CardwrightError } from "../../../errors/cardwright-error.ts";
import type { BatchContract } from "../../contract/batch-contract.ts";
import type { BlockField } from "../../contract/block-fields.ts";
import { builtInBatchContract } from "../../contract/built-in.ts";
import type { CardRequest } from "../../contract/read-request.ts";
import { BatchFile } from "../../file/batch-file.ts";
import { BlockText } from "../../file/block-text.ts";
import { DuplicateFinder } from "../../file/duplicates.ts";
import { lockExclusively } from "../../file/exclusive-lock.ts";
import { LineMapWriter } from "../../file/line-map.ts";
import { makeFolder } from "../../file/make-folder.ts";
import { measuredJob } from "../measured-job.ts";
import type { InputFormat } from "../rows/csv.ts";
import type { Row } from "../rows/row.ts";
import { type RowIssue, RowMapper } from "../rows/row-mapping.ts";
import { readRows } from "../rows/row-source.ts";
import { type BatchProgress, type CreateBatchOptions, checkOptions, fingerprint } from "./create-options.ts";
import { type JobFile, JobJournal } from "./job-journal.ts";
import { type RejectedRow, RejectedRows } from "./rejected-rows.ts";

const rowsPerProgress = 1_000;

/** The result of a run. */
export interface BatchReport extends Omit<BatchProgress, "files"> {
  readonly files: readonly JobFile[];
  /** The number of rows whose customer has a card from an earlier row. */
  readonly repeatedCustomers: number;
  /** The number of cards without a customer, because their rows name none. */
  readonly withoutCustomer: number;
  /** The number of rows without any value, which spreadsheets write below a table: they make no card. */
  readonly blankRows: number;
  /** The first hundred rejected rows; all are in `<name>.rejected.jsonl`. */
  readonly rejectedRows: readonly RejectedRow[];
  /** What the CSV or Excel file turned out to be; absent for other sources. */
  readonly format?: InputFormat;
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
export async function createBatch<Field extends string = BlockField>(
  options: CreateBatchOptions<Field>,
): Promise<BatchReport> {
  checkOptions(options);
  const counts = ({ rows, rejected, files }: BatchReport) => ({ rows, rejected, files: files.length });
  return await measuredJob(options.telemetry, { operation: "create", counts }, () => create(options));
}

async function create(options: CreateBatchOptions<string>): Promise<BatchReport> {
  if (options.dryRun === true) return await new BatchRun(options, JobJournal.dry()).run();
  await makeFolder(options.folder);
  using _lock = await lockExclusively(join(options.folder, `.${options.name}.lock`), {
    code: "BATCH_JOB_RUNNING",
    message: "Another process is creating this batch",
    help: "Wait until it has finished, or give the batch another name.",
  });
  const journal = await JobJournal.open(options.folder, options.name, fingerprint(options));
  return await new BatchRun(options, journal).run();
}

/** The file that is being written. */
interface OpenFile {
  readonly file: BatchFile;
  /** Absent for a file that is only replayed. */
  readonly lines: LineMapWriter | undefined;
  readonly firstLine: number;
  lastLine: number;
  blocks: number;
}

class BatchRun {
  readonly #options: CreateBatchOptions<string>;
  readonly #contract: BatchContract;
  readonly #journal: JobJournal;
  readonly #mapper: RowMapper;
  readonly #text: BlockText;
  /** The bytes of a file after its blocks, and without them. */
  readonly #endBytes: number;
  readonly #frameBytes: number;
  readonly #duplicates = new DuplicateFinder();
  readonly #rejected: RejectedRows;
  readonly #finishedSeries = new Set<string>();
  readonly #maxBlocks: number;
  readonly #maxBytes: number;
  #format: InputFormat | undefined;
  #prefix: string | undefined = "";
  #series: string | undefined = "";
  #file: OpenFile | undefined;
  #rows = 0;
  #blocks = 0;
  #blankRows = 0;
  #repeatedCustomers = 0;
  #withoutCustomer = 0;

  constructor(options: CreateBatchOptions<string>, journal: JobJournal) {
    const {
      folder,
      name,
      mapping = {},
      contract = builtInBatchContract,
      dryRun = false,
      maxBlocks,
      maxBytes,
    } = options;
    this.#options = options;
    this.#journal = journal;
    this.#contract = contract;
    this.#mapper = new RowMapper(mapping, contract);
    this.#text = new BlockText(contract);
    this.#endBytes = Buffer.byteLength(this.#text.end);
    this.#frameBytes = Buffer.byteLength(this.#text.start) + this.#endBytes;
    this.#rejected = new RejectedRows(dryRun ? undefined : join(folder, `${name}.rejected`));
    this.#maxBlocks = maxBlocks ?? Number.POSITIVE_INFINITY;
    this.#maxBytes = maxBytes ?? Number.POSITIVE_INFINITY;
  }

  async run(): Promise<BatchReport> {
    const { source, signal } = this.#options;
    try {
      for await (const { rows, blank } of readRows(source, (format) => this.#setFormat(format))) {
        this.#blankRows += blank;
        for (const row of rows) {
          signal?.throwIfAborted();
          this.#rows++;
          // Most rows need no waiting, which would cost more than they do.
          const waiting = this.#take(row);
          if (waiting !== undefined) await waiting;
          if (this.#rows % rowsPerProgress === 0) this.#reportProgress();
        }
      }
      await this.#seal();
      await this.#journal.finish();
      await this.#rejected.finish();
    } catch (error) {
      await this.#file?.file.abandon();
      await this.#file?.lines?.abandon();
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
      blankRows: this.#blankRows,
      rejectedRows: this.#rejected.first,
      ...(this.#format !== undefined && { format: this.#format }),
    };
  }

  #setFormat(format: InputFormat): void {
    this.#format = format;
    this.#rejected.setFormat(format);
  }

  /** Makes a block of a row; returns a promise if there is something to wait for. */
  #take(row: Row): Promise<void> | undefined {
    const block = this.#mapper.map(row);
    const ownIssues = this.#mapper.issues;
    const bytes = this.#text.encode(block);
    const request = this.#contract.requestOf(block);
    const duplicates = this.#findDuplicates(request);
    const isTooLong = bytes !== undefined && this.#frameBytes + bytes.length > this.#maxBytes;
    if (bytes === undefined || ownIssues.length > 0 || duplicates.length > 0 || isTooLong)
      return this.#reject(row, isTooLong ? [...duplicates, tooLong(this.#maxBytes)] : duplicates);
    this.#duplicates.add(request, row.line);
    if (request.Customer === undefined) this.#withoutCustomer++;
    return this.#write(request, bytes, row.line);
  }

  #findDuplicates(request: CardRequest): readonly RowIssue[] {
    return this.#duplicates.find(request).flatMap(({ kind, first }) => {
      if (kind === "customer") this.#repeatedCustomers++;
      if (kind === "customer" && this.#options.oneCardPerCustomer !== true) return [];
      const path = this.#contract.pathOf(kind === "customer" ? "Customer" : "CardNumber");
      const expected = "one that no other row has";
      return [{ path, keyword: "duplicate", expected, message: `${path} is the same as in line ${first}` }];
    });
  }

  /** Lists a bad row, or throws. */
  async #reject(row: Row, otherIssues: readonly RowIssue[]): Promise<void> {
    const { line } = row;
    const own = this.#mapper.issues;
    const found = [...this.#text.issues, ...otherIssues].map((issue) => this.#mapper.inColumns(issue, row));
    // A value that is missing because it cannot be read is told once.
    const issues = [...own, ...found.filter(({ path }) => !own.some((one) => one.path === path))];
    const rejected = { line, issues };
    if (this.#options.onBadRow === "skip" || this.#options.dryRun === true) {
      this.#options.onRejected?.(rejected);
      await this.#rejected.add(rejected, row);
      return;
    }
    const [issue] = issues;
    throw new CardwrightError(`Line ${line}: ${issue?.message}`, {
      code: "BATCH_ROW",
      details: { line, issues: issues.map((one) => ({ ...one })) },
      help: 'Correct the row and run again, or skip such rows with onBadRow: "skip" (--skip-bad-rows). See all of them with dryRun (--dry-run).',
    });
  }

  #write(request: CardRequest, bytes: Uint8Array, line: number): Promise<void> | undefined {
    const { CardPrefix: prefix, CardSeriesSequence: series } = request;
    const current = this.#file;
    const isSame = prefix === this.#prefix && series === this.#series;
    if (
      !isSame ||
      current === undefined ||
      current.blocks >= this.#maxBlocks ||
      current.file.bytes + bytes.length + this.#endBytes > this.#maxBytes
    )
      // A copy: the encoder reuses its bytes.
      return this.#writeToNextFile(request, Uint8Array.from(bytes), line);
    return this.#append(current, bytes, line);
  }

  async #writeToNextFile(request: CardRequest, bytes: Uint8Array, line: number): Promise<void> {
    await this.#seal();
    this.#beginSeries(request, line);
    this.#file = await this.#begin(line);
    await this.#append(this.#file, bytes, line);
  }

  #append(current: OpenFile, bytes: Uint8Array, line: number): Promise<void> | undefined {
    current.blocks++;
    current.lastLine = line;
    this.#blocks++;
    const written = current.file.append(bytes);
    const mapped = current.lines?.add(current.blocks, line);
    return mapped === undefined ? written : Promise.all([written, mapped]).then(() => undefined);
  }

  #beginSeries({ CardPrefix: prefix, CardSeriesSequence: series }: CardRequest, line: number): void {
    if (prefix === this.#prefix && series === this.#series) return;
    const key = `${prefix}-${series}`;
    if (this.#finishedSeries.has(key)) {
      throw new CardwrightError(`Line ${line}: the rows of a series do not follow each other`, {
        code: "BATCH_SERIES_ORDER",
        details: { line },
        help: "Sort the rows by prefix and series: all cards of a file must be of one series.",
      });
    }
    this.#finishedSeries.add(key);
    this.#prefix = prefix;
    this.#series = series;
  }

  async #begin(firstLine: number): Promise<OpenFile> {
    const path = join(this.#options.folder, this.#fileName());
    const isReplayed = this.#journal.nextIsReplayed;
    const lines = isReplayed ? undefined : await LineMapWriter.begin(path);
    const file = isReplayed ? BatchFile.replay() : await BatchFile.begin(path);
    await file.append(this.#text.start);
    return { file, lines, firstLine, lastLine: firstLine, blocks: 0 };
  }

  async #seal(): Promise<void> {
    const current = this.#file;
    if (current === undefined) return;
    await current.file.append(this.#text.end);
    const seal = await current.file.seal();
    await current.lines?.publish();
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

function tooLong(maxBytes: number): RowIssue {
  const expected = `at most ${maxBytes} bytes with the beginning and end of a file`;
  return { path: "", keyword: "maxBytes", expected, message: `the block is too long: expected ${expected}` };
}
