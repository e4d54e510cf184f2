import { readdir } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { CardwrightError } from "../../../errors/cardwright-error.ts";
import { ifExisting } from "../../file/existing.ts";

/** A file that ORCE has processed. */
export interface ProcessedFile {
  readonly name: string;
  /** The path of the complete copy of the file that was sent. */
  readonly archived: string;
  /** The path of the file with the failed blocks; absent when no block failed. */
  readonly failures?: string;
}

/** The content of a `complete/<fileset>/` folder. */
export interface ProcessedFileset {
  readonly files: readonly ProcessedFile[];
  /** Failures files without an archived file. */
  readonly orphans: readonly string[];
}

/**
 * Lists the files of `complete/<fileset>/`, where ORCE leaves `archived/` and `failed/` (ORCE's guide, "Batch File
 * Response"). The guide says that `_failures` is appended to the original name, not on which side of the extension:
 * both are accepted.
 *
 * @param folder the folder of one fileset
 * @throws CardwrightError `PROCESSED_FOLDER` when neither of the two is there: a mistyped name must not look as if
 * nothing had failed.
 */
export async function findProcessedFiles(folder: string): Promise<ProcessedFileset> {
  const archived = await list(join(folder, "archived"));
  const failed = await list(join(folder, "failed"));
  if (archived === undefined && failed === undefined) throw notProcessed();
  const left = new Set(failed);
  const files = (archived ?? []).map((name): ProcessedFile => {
    const file = { name, archived: join(folder, "archived", name) };
    const failures = failuresNames(name).find((candidate) => left.has(candidate));
    if (failures === undefined) return file;
    left.delete(failures);
    return { ...file, failures: join(folder, "failed", failures) };
  });
  return { files, orphans: [...left].map((name) => join(folder, "failed", name)) };
}

/**
 * Finds the folders of filesets: the given folder itself, or those in it, as in `complete/`.
 *
 * @throws CardwrightError `PROCESSED_FOLDER` when there is none.
 */
export async function findFilesets(folder: string): Promise<readonly string[]> {
  const entries = (await ifExisting(readdir(folder, { withFileTypes: true }))) ?? [];
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  if (names.includes("archived") || names.includes("failed")) return [folder];
  const filesets: string[] = [];
  for (const name of names.sort()) {
    const path = join(folder, name);
    const inside = await readdir(path);
    if (inside.includes("archived") || inside.includes("failed")) filesets.push(path);
  }
  if (filesets.length > 0) return filesets;
  throw notProcessed();
}

function notProcessed(): CardwrightError {
  return new CardwrightError("The folder has neither archived/ nor failed/", {
    code: "PROCESSED_FOLDER",
    help: "Give the folder of one fileset, complete/<fileset>, or complete/ itself, after ORCE has processed it.",
  });
}

/** Returns the names that the failures file of a file can have. */
export function failuresNames(name: string): readonly [beforeExtension: string, afterExtension: string] {
  const extension = extname(name);
  return [`${basename(name, extension)}_failures${extension}`, `${name}_failures`];
}

/** Returns `undefined` when there is no such folder: without a failure, failed/ may be missing. */
async function list(folder: string): Promise<readonly string[] | undefined> {
  const entries = await ifExisting(readdir(folder, { withFileTypes: true }));
  if (entries === undefined) return undefined;
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map(({ name }) => name)
    .sort();
}
