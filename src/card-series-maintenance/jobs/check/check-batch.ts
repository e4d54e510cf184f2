import { basename } from "node:path";
import type { ValidationIssue } from "../../../errors/validation-issue.ts";
import type { Telemetry } from "../../../telemetry/telemetry.ts";
import type { XmlLimits } from "../../../xml/xml-error.ts";
import type { BatchContract } from "../../contract/batch-contract.ts";
import { builtInBatchContract } from "../../contract/built-in.ts";
import type { CardRequest } from "../../contract/read-request.ts";
import { BlockRules } from "../../file/block-rules.ts";
import { CardSeriesError, type CardSeriesErrorCode } from "../../file/card-series-error.ts";
import { DuplicateFinder } from "../../file/duplicates.ts";
import { eachBlock } from "../../file/each-block.ts";
import type { MixedSeries } from "../../file/mixed-series.ts";
import { measuredJob } from "../measured-job.ts";

const maxFirstIssues = 100;
const blocksPerProgress = 1_000;

/** An issue of a batch file, and its place. */
export interface BatchIssue extends ValidationIssue {
  readonly file: string;
  /** The number of the block, from 1; absent when the file as a whole is at fault. */
  readonly block?: number;
  readonly line: number;
  readonly column: number;
  /** Why the file cannot be read further, and what to do about it; absent for an issue of a block. */
  readonly code?: CardSeriesErrorCode;
  readonly help?: string;
}

/** Options of {@link checkBatch}. */
export interface CheckBatchOptions {
  readonly files: readonly string[];
  /** The schema of the files and its binding, made by `defineBatchContract`. Default: that of ORCE's guide. */
  readonly contract?: BatchContract;
  /** The number of digits every prefix must have. Default: either. */
  readonly prefixDigits?: 5 | 6;
  /** Whether a file may hold blocks of several series: see {@link MixedSeries}. Default `refused`. */
  readonly mixedSeries?: MixedSeries;
  /** Whether a second card for a customer is an issue. Default false: such blocks are counted. */
  readonly oneCardPerCustomer?: boolean;
  /** Limits of a file. Default: 64 levels, 64 attributes, 1,048,576 UTF-16 code units in a text or tag. */
  readonly limits?: Partial<XmlLimits>;
  /** Called for every issue; the report keeps the first hundred. */
  readonly onIssue?: (issue: BatchIssue) => void;
  /** Called after every thousand blocks and every file. */
  readonly onProgress?: (progress: {
    readonly files: number;
    readonly blocks: number;
    readonly issues: number;
  }) => void;
  /** Where its span and metrics go: what `openTelemetry()` of `cardwright/opentelemetry` makes. Default: nowhere. */
  readonly telemetry?: Telemetry;
  readonly signal?: AbortSignal;
}

/** The result of {@link checkBatch}. */
export interface CheckBatchReport {
  readonly files: readonly { readonly file: string; readonly blocks: number; readonly issues: number }[];
  readonly blocks: number;
  readonly issues: number;
  readonly repeatedCustomers: number;
  /**
   * The number of blocks that the schema refuses. Their card numbers and customers are not compared with those of other
   * blocks: check again after correcting them.
   */
  readonly notCompared: number;
  /** The first hundred. */
  readonly firstIssues: readonly BatchIssue[];
}

/**
 * Checks batch files before they are sent: each against the schema and the rules of ORCE's guide, and all together for
 * repeated card numbers and customers in blocks that the schema accepts. A file that is not well-formed is reported up
 * to where it can be read.
 */
export async function checkBatch(options: CheckBatchOptions): Promise<CheckBatchReport> {
  const counts = ({ files, blocks, notCompared }: CheckBatchReport) => ({
    rows: blocks,
    rejected: notCompared,
    files: files.length,
  });
  return await measuredJob(options.telemetry, { operation: "check", counts }, async () => {
    const check = new BatchCheck(options);
    for (const file of options.files) await check.file(file);
    return check.report;
  });
}

class BatchCheck {
  readonly #options: CheckBatchOptions;
  readonly #contract: BatchContract;
  readonly #duplicates = new DuplicateFinder();
  readonly #files: { readonly file: string; readonly firstBlock: number; blocks: number; issues: number }[] = [];
  readonly #firstIssues: BatchIssue[] = [];
  #blocks = 0;
  #issues = 0;
  #repeatedCustomers = 0;
  #notCompared = 0;

  constructor(options: CheckBatchOptions) {
    this.#options = options;
    this.#contract = options.contract ?? builtInBatchContract;
  }

  get report(): CheckBatchReport {
    return {
      files: this.#files.map(({ file, blocks, issues }) => ({ file, blocks, issues })),
      blocks: this.#blocks,
      issues: this.#issues,
      repeatedCustomers: this.#repeatedCustomers,
      notCompared: this.#notCompared,
      firstIssues: this.#firstIssues,
    };
  }

  async file(file: string): Promise<void> {
    const current = { file, firstBlock: this.#blocks + 1, blocks: 0, issues: 0 };
    this.#files.push(current);
    const report = (issue: BatchIssue) => {
      current.issues++;
      this.#issues++;
      if (this.#firstIssues.length < maxFirstIssues) this.#firstIssues.push(issue);
      this.#options.onIssue?.(issue);
    };
    try {
      const { prefixDigits, mixedSeries, signal, limits } = this.#options;
      const contract = this.#contract;
      // Checked here and not while reading, because a block that breaks a rule can still be compared with others.
      const rules = new BlockRules(contract, {
        ...(prefixDigits !== undefined && { cardPrefixDigits: prefixDigits }),
        ...(mixedSeries !== undefined && { mixedSeries }),
      });
      for await (const block of eachBlock(file, { contract, signal, limits })) {
        current.blocks++;
        this.#blocks++;
        const { number, line, column } = block;
        if (block.valid) {
          const request = contract.requestOf(block.value);
          for (const issue of [...rules.check(request), ...this.#duplicatesOf(request)])
            report({ ...issue, file, block: number, line, column });
          this.#duplicates.add(request, this.#blocks);
        } else {
          this.#notCompared++;
          for (const issue of block.issues) report({ ...issue, file, block: number });
        }
        if (this.#blocks % blocksPerProgress === 0) this.#progress();
      }
    } catch (error) {
      if (!(error instanceof CardSeriesError)) throw error;
      const { line = 1, column = 1, code, help, cause } = error;
      // The message of the cause is the same without the place.
      const message = cause instanceof Error ? cause.message : error.message;
      const expected = "a file that can be read to its end";
      report({ file, line, column, path: "", keyword: code, expected, message, code, help });
    }
    this.#progress();
  }

  *#duplicatesOf(request: CardRequest): Generator<ValidationIssue, void, undefined> {
    const { oneCardPerCustomer = false } = this.#options;
    for (const { kind, first } of this.#duplicates.find(request)) {
      if (kind === "customer") this.#repeatedCustomers++;
      if (kind === "customer" && !oneCardPerCustomer) continue;
      const name = kind === "customer" ? "Customer" : "CardNumber";
      const path = this.#contract.pathOf(name);
      const message = `<${path.slice(path.lastIndexOf("/") + 1)}> is the same as in ${this.#placeOf(first)}`;
      yield { path, keyword: "duplicate", expected: "one that no other block has", message };
    }
  }

  /** Returns the name of a block from its number across all files. */
  #placeOf(block: number): string {
    const file = this.#files.findLast(({ firstBlock }) => firstBlock <= block);
    return `block ${block - (file?.firstBlock ?? 1) + 1} of ${basename(file?.file ?? "")}`;
  }

  #progress(): void {
    this.#options.onProgress?.({ files: this.#files.length, blocks: this.#blocks, issues: this.#issues });
  }
}
