import { createHash } from "node:crypto";
import { ConfigurationError } from "../../../errors/configuration-error.ts";
import type { Telemetry } from "../../../telemetry/telemetry.ts";
import type { BatchContract } from "../../contract/batch-contract.ts";
import type { BlockField } from "../../contract/block-fields.ts";
import { builtInBatchContract } from "../../contract/built-in.ts";
import type { RowMapping } from "../rows/row-mapping.ts";
import type { RowSource } from "../rows/row-source.ts";
import type { JobFile } from "./job-journal.ts";
import type { RejectedRow } from "./rejected-rows.ts";

const minMaxBytes = 4_096;

/** The progress of a run. */
export interface BatchProgress {
  readonly rows: number;
  readonly blocks: number;
  readonly rejected: number;
  readonly files: number;
}

/** Options of `createBatch`. */
export interface CreateBatchOptions<Field extends string = BlockField> {
  readonly source: RowSource;
  /** The schema of the files and its binding, made by `defineBatchContract`. Default: that of ORCE's guide. */
  readonly contract?: BatchContract<Field>;
  readonly mapping?: RowMapping<NoInfer<Field>>;
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
   * `<name>.rejected.jsonl`, and rows of a CSV or Excel file also in `<name>.rejected.csv`, a CSV of the same form with a
   * column that says why: to be corrected and used again.
   */
  readonly onBadRow?: "stop" | "skip";
  /** Whether to check everything and write nothing. Bad rows never stop such a run. Default false. */
  readonly dryRun?: boolean;
  /**
   * Whether a second card for a customer makes its row a bad row. Default false: such rows are counted and reported.
   */
  readonly oneCardPerCustomer?: boolean;
  /** Called after every thousand rows and every file. */
  readonly onProgress?: (progress: BatchProgress) => void;
  /** Called when a file has its name. */
  readonly onFile?: (file: JobFile) => void;
  /** Called for every row that is skipped. */
  readonly onRejected?: (row: RejectedRow) => void;
  /** Where its span and metrics go: what `openTelemetry()` of `cardwright/opentelemetry` makes. Default: nowhere. */
  readonly telemetry?: Telemetry;
  readonly signal?: AbortSignal;
}

/** @throws ConfigurationError `BATCH_OPTIONS` for an option out of range. */
export function checkOptions({ name, maxBlocks = 1, maxBytes = minMaxBytes }: CreateBatchOptions<string>): void {
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
export function fingerprint({
  mapping = {},
  maxBlocks,
  maxBytes,
  onBadRow = "stop",
  oneCardPerCustomer = false,
  contract = builtInBatchContract,
}: CreateBatchOptions<string>): string {
  const sorted = (fields: object = {}) => Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
  const facts = [
    sorted(mapping.columns),
    sorted(mapping.constants),
    maxBlocks ?? null,
    maxBytes ?? null,
    onBadRow,
    oneCardPerCustomer,
    // Only what is used: a job that was begun without these options goes on.
    ...Object.entries({
      ignore: mapping.ignore,
      required: mapping.required,
      locale: mapping.locale,
      dateFormats: mapping.dateFormats,
      schema: contract === builtInBatchContract ? undefined : `${contract.schema.root} ${contract.schema.record}`,
    }).filter(([, value]) => value !== undefined),
  ];
  return createHash("sha256").update(JSON.stringify(facts)).digest("hex");
}
