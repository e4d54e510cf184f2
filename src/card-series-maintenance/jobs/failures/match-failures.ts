import { basename } from "node:path";
import type { RecordPlace } from "../../../xml/record-format.ts";
import { BlockSource } from "../../file/block-source.ts";
import { CardSeriesError } from "../../file/card-series-error.ts";
import { DigestTable } from "../../file/digest-table.ts";
import { NumberSet } from "../../file/number-set.ts";
import { readCardSeries } from "../../file/read-card-series.ts";
import { type CardRequest, readRequest } from "../../file/read-request.ts";
import { blockContent } from "./block-content.ts";
import { isEmptyBatch } from "./empty-batch.ts";
import { type FailureGroup, FailureGroups } from "./failure-groups.ts";

/** What became of the blocks of a file that was sent. */
export interface FailureReport {
  readonly sent: number;
  readonly succeeded: number;
  /** The numbers of the blocks that failed, from 1. */
  readonly failed: NumberSet;
  /** Whether the failures stand in the order in which they were sent. */
  readonly inOrder: boolean;
  /**
   * Blocks with the same content as others of which not all failed. Which of them did is told by the position among the other failures,
   * or not at all when the order was lost; their content is the same either way.
   */
  readonly alike: number;
  /** The first hundred failures that were not in the file that was sent, by line. */
  readonly strangers: readonly { readonly line: number; readonly column: number }[];
  readonly groups: readonly FailureGroup[];
}

/** Files to match. */
export interface MatchFailuresOptions {
  /** The file as it was sent, or as ORCE archived it. */
  readonly sent: string;
  /** The file of failures; left out when there is none, which means that all succeeded, as does one without a block. */
  readonly failures?: string;
  readonly signal?: AbortSignal;
}

/** A block of either file. */
interface SentBlock extends RecordPlace {
  readonly request: () => CardRequest;
  /** What it says: the same for blocks that say the same. */
  readonly content: string;
}

/**
 * Finds out which blocks of a file failed, by the content and position of the blocks in ORCE's failures file. Takes a bit of memory
 * for each block sent.
 *
 * @throws what {@link readCardSeries} throws, also when the failures file ends too early: then nobody knows what failed.
 */
export async function matchFailures(options: MatchFailuresOptions): Promise<FailureReport> {
  const { sent, signal } = options;
  const failures =
    options.failures !== undefined && (await isEmptyBatch(options.failures)) ? undefined : options.failures;
  const counts = new DigestTable();
  let total = 0;
  if (failures !== undefined) {
    for await (const { content } of contentsOf(failures, signal)) {
      counts.set(content, (counts.get(content) ?? 0) + 1);
      total += 1;
    }
  }
  if (failures === undefined || total === 0)
    return await pass(sent, () => false, counts, { inOrder: true, strangers: [], signal });
  const inOrder = await matchInOrder(sent, failures, total, counts, signal);
  if (inOrder !== undefined) return inOrder;
  return await matchInAnyOrder(sent, failures, counts, signal);
}

/** Walks both files side by side; undefined when a failure does not follow the one before it. */
async function matchInOrder(
  sent: string,
  failures: string,
  total: number,
  counts: DigestTable,
  signal: AbortSignal | undefined,
): Promise<FailureReport | undefined> {
  const iterator = contentsOf(failures, signal);
  let matched = 0;
  const next = async (): Promise<string | undefined> => (await iterator.next()).value?.content;
  try {
    let expected = await next();
    const report = await pass(
      sent,
      async (content) => {
        if (content !== expected) return false;
        matched += 1;
        expected = await next();
        return true;
      },
      counts,
      { inOrder: true, strangers: [], signal },
    );
    return matched === total ? report : undefined;
  } finally {
    await iterator.return(undefined);
  }
}

/** Takes as many blocks of each content as failed, the first ones. */
async function matchInAnyOrder(
  sent: string,
  failures: string,
  counts: DigestTable,
  signal: AbortSignal | undefined,
): Promise<FailureReport> {
  const taken = new DigestTable();
  const report = await pass(
    sent,
    (content) => {
      const before = taken.get(content) ?? 0;
      if (before >= (counts.get(content) ?? 0)) return false;
      taken.set(content, before + 1);
      return true;
    },
    counts,
    { inOrder: false, strangers: [], signal },
  );
  const strangers: { line: number; column: number }[] = [];
  const seen = new DigestTable();
  for await (const { line, column, content } of contentsOf(failures, signal)) {
    const count = (seen.get(content) ?? 0) + 1;
    seen.set(content, count);
    if (count > (taken.get(content) ?? 0) && strangers.length < 100) strangers.push({ line, column });
  }
  return { ...report, strangers };
}

/** Reads the file that was sent and asks of each block whether it failed. */
async function pass(
  sent: string,
  failedOf: (content: string) => boolean | Promise<boolean>,
  counts: DigestTable,
  base: Pick<FailureReport, "inOrder" | "strangers"> & { readonly signal: AbortSignal | undefined },
): Promise<FailureReport> {
  const failed = new NumberSet();
  const groups = new FailureGroups();
  const occurrences = new DigestTable();
  let blocks = 0;
  let alike = 0;
  let lastFailed = false;
  for await (const { number, request, content } of contentsOf(sent, base.signal)) {
    blocks += 1;
    lastFailed = await failedOf(content);
    if (lastFailed) failed.add(number);
    groups.add(request(), lastFailed);
    const count = counts.get(content);
    if (count === undefined) continue;
    const occurrence = (occurrences.get(content) ?? 0) + 1;
    occurrences.set(content, occurrence);
    // The first one too many makes all of them alike.
    if (occurrence > count) alike += occurrence === count + 1 ? occurrence : 1;
  }
  const succeeded = blocks - failed.size;
  return {
    sent: blocks,
    succeeded,
    failed,
    alike,
    inOrder: base.inOrder,
    strangers: base.strangers,
    groups: groups.finish({ someSucceeded: succeeded > 0, lastFailed }),
  };
}

/**
 * All blocks, also those that the schema refuses: they were sent. The rules do not matter here. What the schema refuses is compared by its
 * text, white space aside. What a file cannot be read further for is thrown with the file's name.
 */
async function* contentsOf(path: string, signal: AbortSignal | undefined): AsyncGenerator<SentBlock, undefined> {
  await using source = await BlockSource.open(path);
  try {
    for await (const block of readCardSeries(
      { path },
      { onInvalid: "yield", rules: false, ...(signal && { signal }) },
    )) {
      if (block.valid) {
        yield { ...block, request: () => block.value, content: blockContent(block.value) };
      } else {
        const text = await source.read(block);
        yield { ...block, request: () => readRequest(text), content: text.replace(/\s+/g, " ") };
      }
    }
  } catch (error) {
    // Both files are read at once, and those of a fileset one after the other: the place alone would not say in which it is.
    throw error instanceof CardSeriesError ? inFile(error, basename(path)) : error;
  }
  return undefined;
}

function inFile({ code, help, line, column, cause, message }: CardSeriesError, file: string): CardSeriesError {
  return new CardSeriesError(cause instanceof Error ? cause.message : message, {
    code,
    help,
    file,
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
    cause,
  });
}
