import { createReadStream } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { OrceErrorCode } from "../../../../generated/error-codes.gen.ts";
import { CardwrightError } from "../../../errors/cardwright-error.ts";
import type { BatchContract } from "../../contract/batch-contract.ts";
import { builtInBatchContract } from "../../contract/built-in.ts";
import { BlockSource } from "../../file/block-source.ts";
import { DuplicateFinder } from "../../file/duplicates.ts";
import { eachBlock, requestOf } from "../../file/each-block.ts";
import { exists, ifExisting } from "../../file/existing.ts";
import type { NumberSet } from "../../file/number-set.ts";
import { matchFailures } from "../failures/match-failures.ts";
import { findFilesets, findProcessedFiles, type ProcessedFile } from "../failures/processed-files.ts";
import { type AmountSum, AmountSums } from "./amounts.ts";

/** What became of the cards of a job, without personal data. */
export interface JobReport {
  readonly name: string;
  readonly at: string;
  /** Rows that became no card, by column and what is wrong with it. */
  readonly rejectedRows: number;
  readonly rejections: readonly { readonly reason: string; readonly rows: number }[];
  /** The number of cards asked for, and what became of them: the three others add up to it. */
  readonly cards: number;
  readonly generated: number;
  readonly failed: number;
  readonly waiting: number;
  readonly files: readonly JobFileReport[];
  /** Failed cards by what can be behind it. */
  readonly failures: readonly { readonly possibleCodes: readonly OrceErrorCode[]; readonly cards: number }[];
  /** What generated cards were given, and what all cards were to be given. */
  readonly added: readonly AmountSum[];
  readonly requested: readonly AmountSum[];
  /** Cards whose customer has an earlier card of this job. */
  readonly repeatedCustomers: number;
}

/** A batch file of a job, with what was sent again of it. */
export interface JobFileReport {
  readonly file: string;
  readonly cards: number;
  readonly generated: number;
  readonly failed: number;
  readonly waiting: number;
  /** How many times failed cards were written again. */
  readonly resubmissions: number;
}

/** Options of {@link reportJob}. */
export interface ReportJobOptions {
  /** The folder in which the job was created. */
  readonly folder: string;
  readonly name: string;
  /** The schema of the files and its binding, made by `defineBatchContract`. Default: that of ORCE's guide. */
  readonly contract?: BatchContract;
  /** Folders with results: `complete/`, or filesets of it. Default none: all cards are waiting. */
  readonly results?: readonly string[];
  readonly now?: Date;
  readonly signal?: AbortSignal;
}

/**
 * Reports what became of a job: rows, cards, money, failures and what was sent again.
 *
 * @throws CardwrightError `REPORT_JOB` when the folder has no such job; what reading batch files throws
 */
export async function reportJob(options: ReportJobOptions): Promise<JobReport> {
  const { folder, name, results = [], now = new Date() } = options;
  const created = await createdFiles(folder, name);
  const processed = new Map<string, ProcessedFile>();
  for (const one of results)
    for (const fileset of await findFilesets(one))
      for (const file of (await findProcessedFiles(fileset)).files) processed.set(file.name, file);
  const counts = new Counts();
  const files: JobFileReport[] = [];
  for (const file of created) files.push(await reportFile(file, { options, processed, counts }));
  const sum = (key: "cards" | "generated" | "failed" | "waiting") =>
    files.reduce((total, file) => total + file[key], 0);
  const { rows, reasons } = await readRejections(join(folder, `${name}.rejected.jsonl`));
  return {
    name,
    at: now.toISOString(),
    rejectedRows: rows,
    rejections: sorted(reasons).map(([reason, count]) => ({ reason, rows: count })),
    cards: sum("cards"),
    generated: sum("generated"),
    failed: sum("failed"),
    waiting: sum("waiting"),
    files,
    failures: sorted(counts.failures).map(([codes, cards]) => ({
      // The key is made of codes.
      possibleCodes: codes.split(" ").filter((code) => code !== "") as OrceErrorCode[],
      cards,
    })),
    added: counts.added.list(),
    requested: counts.requested.list(),
    repeatedCustomers: counts.repeatedCustomers,
  };
}

/** What is counted over all files. */
class Counts {
  readonly failures = new Map<string, number>();
  readonly added = new AmountSums();
  readonly requested = new AmountSums();
  readonly duplicates = new DuplicateFinder();
  repeatedCustomers = 0;
  #cards = 0;

  next(): number {
    return ++this.#cards;
  }
}

interface FileContext {
  readonly options: ReportJobOptions;
  readonly processed: ReadonlyMap<string, ProcessedFile>;
  readonly counts: Counts;
}

/** Follows a file through its rounds: what failed in one was sent in the next. */
async function reportFile(name: string, { options, processed, counts }: FileContext): Promise<JobFileReport> {
  const { folder, contract = builtInBatchContract, signal } = options;
  let cards = 0;
  let generated = 0;
  for (let round = 0; ; round++) {
    const file = round === 0 ? name : name.replace(/\.xml$/, `-r${round}.xml`);
    const result = processed.get(file);
    const path = result?.archived ?? join(folder, file);
    if (result === undefined && !(await exists(path))) {
      // What failed last was not written again.
      return { file: name, cards, generated, failed: cards - generated, waiting: 0, resubmissions: round - 1 };
    }
    const matched =
      result &&
      (await matchFailures({
        sent: path,
        contract,
        ...(result.failures !== undefined && { failures: result.failures }),
        ...(signal !== undefined && { signal }),
      }));
    const sent = await count(path, matched?.failed, { isFirst: round === 0, counts, contract, signal });
    if (round === 0) cards = sent;
    if (matched === undefined)
      return { file: name, cards, generated, failed: 0, waiting: cards - generated, resubmissions: round };
    generated += matched.succeeded;
    const isLast =
      matched.failed.size === 0 || !(await wasSentAgain(join(folder, name), { round: round + 1, processed }));
    if (!isLast) continue;
    for (const { possibleCodes, failed } of matched.groups) {
      const key = possibleCodes.join(" ");
      counts.failures.set(key, (counts.failures.get(key) ?? 0) + failed);
    }
    return { file: name, cards, generated, failed: cards - generated, waiting: 0, resubmissions: round };
  }
}

async function wasSentAgain(
  path: string,
  { round, processed }: { readonly round: number; readonly processed: ReadonlyMap<string, ProcessedFile> },
): Promise<boolean> {
  const again = path.replace(/\.xml$/, `-r${round}.xml`);
  return (
    processed.has(again.slice(Math.max(again.lastIndexOf("/"), again.lastIndexOf("\\")) + 1)) || (await exists(again))
  );
}

/** Counts the money and the customers of a file; returns the number of its cards. */
async function count(
  path: string,
  failed: NumberSet | undefined,
  {
    isFirst,
    counts,
    contract,
    signal,
  }: {
    readonly isFirst: boolean;
    readonly counts: Counts;
    readonly contract: BatchContract;
    readonly signal: AbortSignal | undefined;
  },
): Promise<number> {
  let cards = 0;
  await using source = await BlockSource.open(path);
  for await (const block of eachBlock(path, { contract, signal })) {
    cards++;
    const request = await requestOf(block, { contract, source });
    if (failed !== undefined && !failed.has(block.number)) counts.added.add(request);
    if (!isFirst) continue;
    counts.requested.add(request);
    if (!block.valid) continue;
    if (counts.duplicates.find(request).some(({ kind }) => kind === "customer")) counts.repeatedCustomers++;
    counts.duplicates.add(request, counts.next());
  }
  return cards;
}

async function createdFiles(folder: string, name: string): Promise<readonly string[]> {
  const text = await ifExisting(readFile(join(folder, `${name}.job.json`), "utf8"));
  if (text !== undefined) {
    try {
      const { files } = JSON.parse(text) as { readonly files: readonly { readonly file: string }[] };
      return files.map(({ file }) => file);
    } catch {
      // The files themselves are looked for.
    }
  }
  const names = (await ifExisting(readdir(folder))) ?? [];
  const files = names.filter((one) => one.startsWith(`${name}-`) && /-\d{4,}\.xml$/.test(one)).sort();
  if (files.length > 0 || names.includes(`${name}.rejected.jsonl`)) return files;
  throw new CardwrightError(`The folder has no job ${name}`, {
    code: "REPORT_JOB",
    details: { name },
    help: "Give the folder in which the batch was created, and its name: that of its file NAME.job.json.",
  });
}

/** Counts rejected rows by their first issue, in constant memory: there are few reasons. */
async function readRejections(path: string): Promise<{ readonly rows: number; readonly reasons: Map<string, number> }> {
  const reasons = new Map<string, number>();
  let rows = 0;
  if (!(await exists(path))) return { rows, reasons };
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line === "") continue;
    rows++;
    const { issues } = JSON.parse(line) as { readonly issues: readonly { readonly message: string }[] };
    // Without the line of another row, which a duplicate names.
    const reason = (issues[0]?.message ?? "").replace(/ in line \d+$/, " in an earlier line");
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  return { rows, reasons };
}

function sorted(counts: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  return [...counts].sort(([, a], [, b]) => b - a);
}
