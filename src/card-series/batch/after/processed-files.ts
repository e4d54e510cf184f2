import { readdir } from "node:fs/promises";
import { basename, extname, join } from "node:path";

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
 */
export async function findProcessedFiles(folder: string): Promise<ProcessedFileset> {
  const archived = await list(join(folder, "archived"));
  const left = new Set(await list(join(folder, "failed")));
  const files = archived.map((name): ProcessedFile => {
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

async function list(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    // Without a failure there need be no folder for failures.
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map(({ name }) => name)
    .sort();
}
