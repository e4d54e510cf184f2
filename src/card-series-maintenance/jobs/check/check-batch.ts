import { basename } from "node:path";
import type { CardSeries } from "../../../../generated/card-series/types.gen.ts";
import type { ValidationIssue } from "../../../errors/validation-issue.ts";
import { CardSeriesError } from "../../file/card-series-error.ts";
import { DuplicateFinder } from "../../file/duplicates.ts";
import { readCardSeries } from "../../file/read-card-series.ts";
import { CardSeriesRules } from "../../file/rules.ts";

/** Something wrong with a batch file, and where. */
export interface BatchIssue extends ValidationIssue {
  readonly file: string;
  /** The block it is in, from 1; absent when the file as a whole is at fault. */
  readonly block?: number;
  readonly line: number;
  readonly column: number;
}

/** How batch files are checked. */
export interface CheckBatchOptions {
  readonly files: readonly string[];
  /** Takes a prefix of six digits as an issue (5) or one of five (6). Default: both pass. */
  readonly prefixDigits?: 5 | 6;
  /** Whether two cards for one customer are an issue. Default false: they are counted. */
  readonly oneCardPerCustomer?: boolean;
  /** Told every issue; the report keeps the first hundred. */
  readonly onIssue?: (issue: BatchIssue) => void;
  /** Told after every thousand blocks and every file. */
  readonly onProgress?: (progress: {
    readonly files: number;
    readonly blocks: number;
    readonly issues: number;
  }) => void;
  readonly signal?: AbortSignal;
}

/** What was found. */
export interface CheckBatchReport {
  readonly files: readonly { readonly file: string; readonly blocks: number; readonly issues: number }[];
  readonly blocks: number;
  readonly issues: number;
  readonly repeatedCustomers: number;
  /** Blocks that the schema refuses. Their card numbers and customers are not looked for in other blocks: check again once they are corrected. */
  readonly notCompared: number;
  /** The first hundred. */
  readonly firstIssues: readonly BatchIssue[];
}

/**
 * Checks batch files before they are sent: each against the schema and the rules of S2, and all together for card numbers and customers
 * that come twice, in blocks that the schema accepts. A file that is not well-formed is reported up to where it can be read.
 */
export async function checkBatch(options: CheckBatchOptions): Promise<CheckBatchReport> {
  const check = new BatchCheck(options);
  for (const file of options.files) await check.file(file);
  return check.report;
}

class BatchCheck {
  readonly #options: CheckBatchOptions;
  readonly #duplicates = new DuplicateFinder();
  readonly #files: { readonly file: string; readonly firstBlock: number; blocks: number; issues: number }[] = [];
  readonly #firstIssues: BatchIssue[] = [];
  #blocks = 0;
  #issues = 0;
  #repeatedCustomers = 0;
  #notCompared = 0;

  constructor(options: CheckBatchOptions) {
    this.#options = options;
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
    const tell = (issue: BatchIssue) => {
      current.issues += 1;
      this.#issues += 1;
      if (this.#firstIssues.length < 100) this.#firstIssues.push(issue);
      this.#options.onIssue?.(issue);
    };
    try {
      const { prefixDigits, signal } = this.#options;
      // Looked at here and not while reading, because a block that breaks one can still be compared with others.
      const rules = new CardSeriesRules(prefixDigits === undefined ? {} : { cardPrefixDigits: prefixDigits });
      for await (const block of readCardSeries(
        { path: file },
        { onInvalid: "yield", rules: false, ...(signal && { signal }) },
      )) {
        current.blocks += 1;
        this.#blocks += 1;
        const { number, line, column } = block;
        if (block.valid) {
          for (const issue of [...rules.check(block.value).issues, ...this.#duplicatesOf(block.value)])
            tell({ ...issue, file, block: number, line, column });
          this.#duplicates.add(block.value, this.#blocks);
        } else {
          this.#notCompared += 1;
          for (const issue of block.issues) tell({ ...issue, file, block: number });
        }
        if (this.#blocks % 1_000 === 0) this.#progress();
      }
    } catch (error) {
      if (!(error instanceof CardSeriesError)) throw error;
      const { line = 1, column = 1, code: keyword, cause } = error;
      // The cause's message is the same without the place.
      const message = cause instanceof Error ? cause.message : error.message;
      tell({ file, line, column, path: "", keyword, expected: "a file that can be read to its end", message });
    }
    this.#progress();
  }

  *#duplicatesOf(block: CardSeries): Generator<ValidationIssue, void, undefined> {
    const { oneCardPerCustomer = false } = this.#options;
    for (const { kind, first } of this.#duplicates.find(block)) {
      if (kind === "customer") this.#repeatedCustomers += 1;
      if (kind === "customer" && !oneCardPerCustomer) continue;
      const name = kind === "customer" ? "Customer" : "CardNumber";
      const message = `<${name}> is the same as in ${this.#placeOf(first)}`;
      yield { path: `/${name}`, keyword: "duplicate", expected: "one that no other block has", message };
    }
  }

  /** Names a block by its running number. */
  #placeOf(block: number): string {
    const file = this.#files.findLast(({ firstBlock }) => firstBlock <= block);
    return `block ${block - (file?.firstBlock ?? 1) + 1} of ${basename(file?.file ?? "")}`;
  }

  #progress(): void {
    this.#options.onProgress?.({ files: this.#files.length, blocks: this.#blocks, issues: this.#issues });
  }
}
