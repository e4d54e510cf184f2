import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { partPath, publishFile, replaceFile } from "../../file/batch-file.ts";
import { exists, ifExisting } from "../../file/existing.ts";

/** A part of a batch file. */
export interface BatchPart {
  readonly path: string;
  readonly blocks: number;
  readonly bytes: number;
}

/** The content of the hidden file that exists while finished parts get their names. */
export interface Publishing {
  readonly maxBlocks: number;
  /** Size of the file that was split, in bytes. */
  readonly size: number;
  readonly parts: readonly FinishedPart[];
}

/** A part that is finished, under its hidden name. */
export interface FinishedPart {
  readonly name: string;
  readonly blocks: number;
  readonly bytes: number;
}

/** Reads what an interrupted run was publishing. */
export async function readPublishing(marker: string): Promise<Publishing | undefined> {
  const text = await ifExisting(readFile(marker, "utf8"));
  // Our own file, which appears whole or not at all.
  return text === undefined ? undefined : (JSON.parse(text) as Publishing);
}

/** Records which parts are finished: from here on, none of them is created again. */
export async function beginPublishing(marker: string, publishing: Publishing): Promise<Publishing> {
  await replaceFile(marker, JSON.stringify(publishing));
  return publishing;
}

/** Gives the finished parts their names, those that do not have one yet. */
export async function publishParts(options: {
  readonly marker: string;
  readonly folder: string;
  readonly publishing: Publishing;
  readonly onPart: ((part: BatchPart) => void) | undefined;
}): Promise<readonly BatchPart[]> {
  const { marker, folder, publishing, onPart } = options;
  const published: BatchPart[] = [];
  for (const { name, ...counts } of publishing.parts) {
    const part = { path: join(folder, name), ...counts };
    if (await exists(partPath(part.path))) await publishFile(part.path);
    onPart?.(part);
    published.push(part);
  }
  await rm(marker);
  return published;
}
