import { readdir } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { CardwrightError } from "../../../errors/cardwright-error.ts";

/** A file that ORCE has processed. */
export interface ProcessedFile {
  readonly name: string;
  /** The complete copy of what was sent. */
  readonly archived: string;
  /** The blocks that failed; absent when none did. */
  readonly failures?: string;
}

/** What lies in a `complete/<fileset>/` folder. */
export interface ProcessedFileset {
  readonly files: readonly ProcessedFile[];
  /** Failures files whose archived file is not there. */
  readonly orphans: readonly string[];
}

/**
 * Looks through `complete/<fileset>/`, where ORCE leaves `archived/` and `failed/` (S2, "Batch File Response"). S2 says that `_failures`
 * is appended to the original name, not on which side of the extension: both are taken.
 *
 * @param folder the folder of one fileset
 * @throws CardwrightError `PROCESSED_FOLDER` when neither of the two is there: a mistyped name must not read as "nothing failed".
 */
export async function findProcessedFiles(folder: string): Promise<ProcessedFileset> {
  const archived = await list(join(folder, "archived"));
  const failed = await list(join(folder, "failed"));
  if (archived === undefined && failed === undefined) {
    throw new CardwrightError("There is neither archived/ nor failed/ in this folder.", {
      code: "PROCESSED_FOLDER",
      help: "Name the folder of one fileset, complete/<fileset>, after ORCE has processed it.",
    });
  }
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

/** The names that the failures of a file can have. */
export function failuresNames(name: string): readonly [beforeExtension: string, afterExtension: string] {
  const extension = extname(name);
  return [`${basename(name, extension)}_failures${extension}`, `${name}_failures`];
}

/** Undefined when there is no such folder: without a failure there need be none for failures. */
async function list(folder: string): Promise<readonly string[] | undefined> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  });
  if (entries === undefined) return undefined;
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map(({ name }) => name)
    .sort();
}
