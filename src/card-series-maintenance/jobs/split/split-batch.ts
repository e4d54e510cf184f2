import { access, open, readFile, rm } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { CardwrightError } from "../../../errors/cardwright-error.ts";
import { BatchFile, partPath, publishFile, replaceFile } from "../../file/batch-file.ts";
import { copyRange } from "../../file/copy-range.ts";
import { lockExclusively } from "../../file/exclusive-lock.ts";
import { makeFolder } from "../../file/make-folder.ts";
import { readCardSeries } from "../../file/read-card-series.ts";

/** How a batch file is split. */
export interface SplitBatchOptions {
  readonly file: string;
  /** Where the parts go; made when it is not there. */
  readonly folder: string;
  /** Most blocks in a part. */
  readonly maxBlocks: number;
  readonly onPart?: (part: BatchPart) => void;
  readonly signal?: AbortSignal;
}

/** A part of a file. */
export interface BatchPart {
  readonly path: string;
  readonly blocks: number;
  readonly bytes: number;
}

/** What a hidden file says while finished parts get their names. */
interface Publishing {
  readonly maxBlocks: number;
  readonly size: number;
  readonly parts: readonly { readonly name: string; readonly blocks: number; readonly bytes: number }[];
}

/**
 * Splits a batch file into parts called `<name>-0001.xml` and so on, blocks byte for byte as they are. The parts appear when all of them are
 * finished. A run that broke off while they appeared is ended by the next: no part is made again that may have been taken away.
 *
 * @throws CardwrightError `SPLIT_OPTIONS`, `SPLIT_EXISTS` when a part is there already, `SPLIT_RUNNING` when another process makes them,
 * `SPLIT_CHANGED` when a run with other options or of another file broke off, and what {@link readCardSeries} throws.
 */
export async function splitBatch(options: SplitBatchOptions): Promise<readonly BatchPart[]> {
  const { file, folder, maxBlocks, onPart, signal } = options;
  if (!Number.isInteger(maxBlocks) || maxBlocks < 1) {
    throw new CardwrightError("maxBlocks is a whole number from 1.", {
      code: "SPLIT_OPTIONS",
      help: "Say how many blocks a part has.",
    });
  }
  await makeFolder(folder);
  await using source = await open(file, "r");
  const size = (await source.stat()).size;
  const marker = join(folder, `.${basename(file)}.split`);
  using _lock = await lockExclusively(`${marker}.lock`, {
    code: "SPLIT_RUNNING",
    message: "Another process is splitting a file of this name into this folder.",
    help: "Wait for it.",
  });
  const begun = await readPublishing(marker);
  if (begun !== undefined) {
    if (begun.maxBlocks === maxBlocks && begun.size === size) return await publishParts(marker, begun, folder, onPart);
    throw new CardwrightError("A run of another file of this name, or with other options, broke off here.", {
      code: "SPLIT_CHANGED",
      help: "Run it again as it was, or use another folder.",
    });
  }
  const frame = await findFrame(file, signal);
  const parts: Publishing["parts"][number][] = [];
  let part:
    | { readonly file: BatchFile; readonly name: string; readonly start: number; end: number; blocks: number }
    | undefined;

  const finish = async () => {
    if (part === undefined) return;
    await copyRange(source, part.file, part.start, part.end);
    await copyRange(source, part.file, frame.end, size);
    const { bytes } = await part.file.seal();
    parts.push({ name: part.name, blocks: part.blocks, bytes });
    part = undefined;
  };
  try {
    for await (const block of readCardSeries(
      { path: file },
      { onInvalid: "yield", rules: false, ...(signal && { signal }) },
    )) {
      if (part !== undefined && part.blocks >= maxBlocks) await finish();
      if (part === undefined) {
        const name = partName(file, parts.length + 1);
        const path = join(folder, name);
        if (await exists(path)) {
          throw new CardwrightError(`${name} is there already.`, {
            code: "SPLIT_EXISTS",
            help: "It may have been sent; use another folder.",
          });
        }
        part = { file: await BatchFile.begin(path), name, start: block.start, end: block.end, blocks: 0 };
        await copyRange(source, part.file, 0, frame.start);
      }
      part.end = block.end;
      part.blocks += 1;
    }
    await finish();
  } catch (error) {
    await part?.file.abandon();
    throw error;
  }
  const publishing: Publishing = { maxBlocks, size, parts };
  await replaceFile(marker, JSON.stringify(publishing));
  return await publishParts(marker, publishing, folder, onPart);
}

async function publishParts(
  marker: string,
  { parts }: Publishing,
  folder: string,
  onPart: SplitBatchOptions["onPart"],
): Promise<readonly BatchPart[]> {
  const published: BatchPart[] = [];
  for (const { name, ...counts } of parts) {
    const part = { path: join(folder, name), ...counts };
    if (await exists(partPath(part.path))) await publishFile(part.path);
    onPart?.(part);
    published.push(part);
  }
  await rm(marker);
  return published;
}

async function readPublishing(marker: string): Promise<Publishing | undefined> {
  if (!(await exists(marker))) return undefined;
  // Our own file, which is there whole or not at all.
  return JSON.parse(await readFile(marker, "utf8")) as Publishing;
}

/** Where the first block begins and the last one ends; reading to the end also shows that the whole file can be read. */
async function findFrame(
  file: string,
  signal: AbortSignal | undefined,
): Promise<{ readonly start: number; readonly end: number }> {
  let start = 0;
  let end = 0;
  for await (const block of readCardSeries(
    { path: file },
    { onInvalid: "yield", rules: false, ...(signal && { signal }) },
  )) {
    if (block.number === 1) start = block.start;
    end = block.end;
  }
  return { start, end };
}

function partName(file: string, number: number): string {
  const extension = extname(file);
  return `${basename(file, extension)}-${String(number).padStart(4, "0")}${extension}`;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
