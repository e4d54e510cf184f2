import { basename } from "node:path";
import type { RecordPlace } from "../../../xml/record-format.ts";
import type { BatchContract } from "../../contract/batch-contract.ts";
import { builtInBatchContract } from "../../contract/built-in.ts";
import type { CardRequest } from "../../contract/read-request.ts";
import { BlockSource } from "../../file/block-source.ts";
import { CardSeriesError } from "../../file/card-series-error.ts";
import { DigestTable } from "../../file/digest-table.ts";
import { eachBlock } from "../../file/each-block.ts";
import { NumberSet } from "../../file/number-set.ts";
import { createBlockContent } from "./block-content.ts";
import { isEmptyBatch } from "./empty-batch.ts";
import { type FailureGroup, FailureGroups } from "./failure-groups.ts";

const maxUnmatched = 100;

/** The outcome of the blocks of a file that was sent. */
export interface FailureReport {
  readonly sent: number;
  readonly succeeded: number;
  /** The numbers of the failed blocks, from 1. */
  readonly failed: NumberSet;
  /** Whether the failures are in the order in which the blocks were sent. */
  readonly inOrder: boolean;
  /**
   * The number of blocks with the same content as others of which not all failed. The position among the other failures
   * decides which of them failed; when the order was lost, it cannot be known, but their content is the same either
   * way.
   */
  readonly ambiguous: number;
  /** The places of the first hundred failures that match no block of the file that was sent. */
  readonly unmatched: readonly { readonly line: number; readonly column: number }[];
  readonly groups: readonly FailureGroup[];
}

/** Options of {@link matchFailures}. */
export interface MatchFailuresOptions {
  /** The path of the file that was sent, or of the copy that ORCE archived. */
  readonly sent: string;
  /**
   * The path of the failures file. Left out when there is none: then all blocks succeeded, as with a failures file
   * without blocks.
   */
  readonly failures?: string;
  /** The schema of the files and its binding, made by `defineBatchContract`. Default: that of ORCE's guide. */
  readonly contract?: BatchContract;
  readonly signal?: AbortSignal;
}

/** How both files are read. */
interface Reading {
  readonly contract: BatchContract;
  readonly contentOf: (block: object) => string;
  readonly signal: AbortSignal | undefined;
}

/** A block of either file. */
interface SentBlock extends RecordPlace {
  readonly request: () => CardRequest;
  /** The same text for blocks with the same content. */
  readonly content: string;
}

/**
 * Finds out which blocks of a file failed, by the content and position of the blocks in ORCE's failures file. It needs
 * one bit of memory for each block sent.
 *
 * @throws what {@link readCardSeries} throws, also when the failures file is cut off: then it is not known what failed.
 */
export async function matchFailures(options: MatchFailuresOptions): Promise<FailureReport> {
  const { sent, contract = builtInBatchContract, signal } = options;
  const reading: Reading = { contract, contentOf: createBlockContent(contract.schema), signal };
  const failures =
    options.failures !== undefined && (await isEmptyBatch(options.failures, contract)) ? undefined : options.failures;
  const counts = new DigestTable();
  let total = 0;
  if (failures !== undefined) {
    for await (const { content } of contentsOf(failures, reading)) {
      counts.set(content, (counts.get(content) ?? 0) + 1);
      total++;
    }
  }
  if (failures === undefined || total === 0)
    return await pass(sent, () => false, counts, { inOrder: true, unmatched: [], reading });
  const inOrder = await matchInOrder(sent, failures, { total, counts, reading });
  if (inOrder !== undefined) return inOrder;
  return await matchInAnyOrder(sent, failures, { counts, reading });
}

/**
 * Reads both files side by side; returns `undefined` when the failures are not in the order of the file that was sent.
 */
async function matchInOrder(
  sent: string,
  failures: string,
  { total, counts, reading }: { readonly total: number; readonly counts: DigestTable; readonly reading: Reading },
): Promise<FailureReport | undefined> {
  const iterator = contentsOf(failures, reading);
  let matched = 0;
  const next = async (): Promise<string | undefined> => (await iterator.next()).value?.content;
  try {
    let expected = await next();
    const report = await pass(
      sent,
      async (content) => {
        if (content !== expected) return false;
        matched++;
        expected = await next();
        return true;
      },
      counts,
      { inOrder: true, unmatched: [], reading },
    );
    return matched === total ? report : undefined;
  } finally {
    await iterator.return(undefined);
  }
}

/** Counts as failed the first blocks of each content, as many as there are failures with it. */
async function matchInAnyOrder(
  sent: string,
  failures: string,
  { counts, reading }: { readonly counts: DigestTable; readonly reading: Reading },
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
    { inOrder: false, unmatched: [], reading },
  );
  const unmatched: { line: number; column: number }[] = [];
  const seen = new DigestTable();
  for await (const { line, column, content } of contentsOf(failures, reading)) {
    const count = (seen.get(content) ?? 0) + 1;
    seen.set(content, count);
    if (count > (taken.get(content) ?? 0) && unmatched.length < maxUnmatched) unmatched.push({ line, column });
  }
  return { ...report, unmatched };
}

/** Reads the file that was sent and decides for each block whether it failed. */
async function pass(
  sent: string,
  failedOf: (content: string) => boolean | Promise<boolean>,
  counts: DigestTable,
  base: Pick<FailureReport, "inOrder" | "unmatched"> & { readonly reading: Reading },
): Promise<FailureReport> {
  const failed = new NumberSet();
  const groups = new FailureGroups();
  const occurrences = new DigestTable();
  let blocks = 0;
  let ambiguous = 0;
  let lastFailed = false;
  for await (const { number, request, content } of contentsOf(sent, base.reading)) {
    blocks++;
    lastFailed = await failedOf(content);
    if (lastFailed) failed.add(number);
    groups.add(request(), lastFailed);
    const count = counts.get(content);
    if (count === undefined) continue;
    const occurrence = (occurrences.get(content) ?? 0) + 1;
    occurrences.set(content, occurrence);
    // The first block that did not fail makes all with its content ambiguous.
    if (occurrence > count) ambiguous += occurrence === count + 1 ? occurrence : 1;
  }
  const succeeded = blocks - failed.size;
  return {
    sent: blocks,
    succeeded,
    failed,
    ambiguous,
    inOrder: base.inOrder,
    unmatched: base.unmatched,
    groups: groups.finish({ someSucceeded: succeeded > 0, lastFailed }),
  };
}

/**
 * Reads all blocks with their content, also those that the schema refuses: they were sent. Those are compared by their
 * text, ignoring white space. An error that ends the reading names the file.
 */
async function* contentsOf(
  path: string,
  { contract, contentOf, signal }: Reading,
): AsyncGenerator<SentBlock, undefined> {
  await using source = await BlockSource.open(path);
  try {
    for await (const block of eachBlock(path, { contract, signal })) {
      if (block.valid) {
        yield { ...block, request: () => contract.requestOf(block.value), content: contentOf(block.value) };
      } else {
        const text = await source.read(block);
        yield { ...block, request: () => contract.readRequest(text), content: text.replace(/\s+/g, " ") };
      }
    }
  } catch (error) {
    // Both files are read at once, and those of a fileset one after the other: the place alone would not identify the
    // file.
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
