import { access, open } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { CardwrightError } from "../../errors/cardwright-error.ts";
import { readCardSeries } from "../read-card-series.ts";
import { copyRange } from "./copy-range.ts";
import { BatchFile, publishFile } from "./create/batch-file.ts";
import { makeFolder } from "./make-folder.ts";

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

/**
 * Splits a batch file into parts called `<name>-0001.xml` and so on, blocks byte for byte as they are. The parts appear when all of them are
 * finished.
 *
 * @throws CardwrightError `SPLIT_OPTIONS`, `SPLIT_EXISTS` when a part is there already, and what {@link readCardSeries} throws.
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
  const frame = await findFrame(file, signal);
  await using source = await open(file, "r");
  const size = (await source.stat()).size;
  const parts: BatchPart[] = [];
  let part:
    | { readonly file: BatchFile; readonly path: string; readonly start: number; end: number; blocks: number }
    | undefined;

  const finish = async () => {
    if (part === undefined) return;
    await copyRange(source, part.file, part.start, part.end);
    await copyRange(source, part.file, frame.end, size);
    const { bytes } = await part.file.seal();
    parts.push({ path: part.path, blocks: part.blocks, bytes });
    part = undefined;
  };
  try {
    for await (const block of readCardSeries(
      { path: file },
      { onInvalid: "yield", rules: false, ...(signal && { signal }) },
    )) {
      if (part !== undefined && part.blocks >= maxBlocks) await finish();
      if (part === undefined) {
        const path = join(folder, partName(file, parts.length + 1));
        await refuseExisting(path);
        part = { file: await BatchFile.begin(path), path, start: block.start, end: block.end, blocks: 0 };
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
  for (const done of parts) {
    await publishFile(done.path);
    onPart?.(done);
  }
  return parts;
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

async function refuseExisting(path: string): Promise<void> {
  const found = await access(path).then(
    () => true,
    () => false,
  );
  if (!found) return;
  throw new CardwrightError(`${basename(path)} is there already.`, {
    code: "SPLIT_EXISTS",
    help: "It may have been sent; use another folder.",
  });
}
