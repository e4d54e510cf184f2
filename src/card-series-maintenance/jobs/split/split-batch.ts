import { open } from "node:fs/promises";
import { basename, join } from "node:path";
import { CardwrightError } from "../../../errors/cardwright-error.ts";
import { ConfigurationError } from "../../../errors/configuration-error.ts";
import type { Telemetry } from "../../../telemetry/telemetry.ts";
import type { BatchContract } from "../../contract/batch-contract.ts";
import { eachBlock } from "../../file/each-block.ts";
import { lockExclusively } from "../../file/exclusive-lock.ts";
import { makeFolder } from "../../file/make-folder.ts";
import { measuredJob } from "../measured-job.ts";
import { PartWriter } from "./part-writer.ts";
import { type BatchPart, beginPublishing, publishParts, readPublishing } from "./publishing.ts";

/** Options of {@link splitBatch}. */
export interface SplitBatchOptions {
  /** The path of the batch file. */
  readonly file: string;
  /** The schema of the files and its binding, made by `defineBatchContract`. Default: that of ORCE's guide. */
  readonly contract?: BatchContract;
  /** The folder for the parts; created when it does not exist. */
  readonly folder: string;
  /** Maximum number of blocks in a part. */
  readonly maxBlocks: number;
  /** Called for each part when it has its name. */
  readonly onPart?: (part: BatchPart) => void;
  /** Where its span and metrics go: what `openTelemetry()` of `cardwright/opentelemetry` makes. Default: nowhere. */
  readonly telemetry?: Telemetry;
  readonly signal?: AbortSignal;
}

/**
 * Splits a batch file into parts called `<name>-0001.xml` and so on, with the blocks unchanged byte for byte. The parts
 * appear when all of them are finished. If a run is interrupted while they appear, the next run finishes that; a part
 * that may have been taken away is never created again.
 *
 * @throws ConfigurationError `SPLIT_OPTIONS`.
 * @throws CardwrightError `SPLIT_EXISTS` when a part exists already, `SPLIT_RUNNING` when another process is creating
 * them, `SPLIT_CHANGED` when a run with other options or of another file was interrupted, and what {@link
 * readCardSeries} throws.
 */
export async function splitBatch(options: SplitBatchOptions): Promise<readonly BatchPart[]> {
  const counts = (parts: readonly BatchPart[]) => ({
    rows: parts.reduce((sum, { blocks }) => sum + blocks, 0),
    files: parts.length,
  });
  return await measuredJob(options.telemetry, { operation: "split", counts }, () => split(options));
}

async function split(options: SplitBatchOptions): Promise<readonly BatchPart[]> {
  const { file, folder, maxBlocks, contract, onPart, signal } = options;
  if (!Number.isInteger(maxBlocks) || maxBlocks < 1) {
    throw new ConfigurationError(`Invalid maxBlocks ${maxBlocks}: expected a positive integer`, {
      code: "SPLIT_OPTIONS",
      help: "Set maxBlocks to the maximum number of blocks in a part (--max-blocks).",
    });
  }
  await makeFolder(folder);
  await using source = await open(file, "r");
  const { size } = await source.stat();
  const marker = join(folder, `.${basename(file)}.split`);
  using _lock = await lockExclusively(`${marker}.lock`, {
    code: "SPLIT_RUNNING",
    message: "Another process is splitting a file of this name into this folder",
    help: "Wait until it has finished.",
  });
  const interrupted = await readPublishing(marker);
  if (interrupted !== undefined) {
    if (interrupted.maxBlocks === maxBlocks && interrupted.size === size)
      return await publishParts({ marker, folder, publishing: interrupted, onPart });
    throw new CardwrightError("A run with another file of this name, or with other options, was interrupted here", {
      code: "SPLIT_CHANGED",
      help: "Run it again as it was, or use another folder.",
    });
  }
  const frame = await findFrame(file, { contract, signal });
  const writer = new PartWriter({ file, source, folder, maxBlocks, frame: { ...frame, size } });
  try {
    for await (const block of eachBlock(file, { contract, signal })) await writer.add(block);
    await writer.finish();
  } catch (error) {
    await writer.abandon();
    throw error;
  }
  const publishing = await beginPublishing(marker, { maxBlocks, size, parts: writer.parts });
  return await publishParts({ marker, folder, publishing, onPart });
}

/**
 * Finds where the first block begins and the last one ends; reading to the end also shows that the whole file can be
 * read.
 */
async function findFrame(
  file: string,
  { contract, signal }: { readonly contract: BatchContract | undefined; readonly signal: AbortSignal | undefined },
): Promise<{ readonly start: number; readonly end: number }> {
  let start = 0;
  let end = 0;
  for await (const block of eachBlock(file, { contract, signal })) {
    if (block.number === 1) start = block.start;
    end = block.end;
  }
  return { start, end };
}
