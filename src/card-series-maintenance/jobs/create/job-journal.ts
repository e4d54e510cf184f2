import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { CardwrightError } from "../../../errors/cardwright-error.ts";
import { type BatchFileSeal, partPath, publishFile, replaceFile } from "../../file/batch-file.ts";

/** A file of a job. */
export interface JobFile extends BatchFileSeal {
  readonly file: string;
  readonly blocks: number;
  /** The lines of input that its first and last block come from. */
  readonly firstLine: number;
  readonly lastLine: number;
}

interface JournalContent {
  readonly version: 1;
  /** What the job was asked for; a run with other options is another job. */
  readonly options: string;
  readonly files: readonly JobFile[];
}

/**
 * Remembers which files of a job are finished. A file is written down here *before* it gets its name: so a file that has its name, and may
 * already be on its way to ORCE, is never made a second time.
 */
export class JobJournal {
  readonly #folder: string;
  readonly #path: string;
  readonly #options: string;
  readonly #known: readonly JobFile[];
  #files: JobFile[] = [];

  private constructor(folder: string, path: string, options: string, known: readonly JobFile[]) {
    this.#folder = folder;
    this.#path = path;
    this.#options = options;
    this.#known = known;
  }

  /**
   * Opens the journal of a job and gives every finished file its name that did not get it.
   *
   * @throws CardwrightError `BATCH_JOB_CHANGED` when it was begun with other options.
   */
  static async open(folder: string, name: string, options: string): Promise<JobJournal> {
    const path = join(folder, `${name}.job.json`);
    const content = await read(path);
    if (content !== undefined && content.options !== options) {
      throw changed("This batch was begun with other options.", "Use the options of the first run, or another name.");
    }
    const files = content?.files ?? [];
    for (const { file } of files) {
      const target = join(folder, file);
      const waiting = await access(partPath(target)).then(
        () => true,
        () => false,
      );
      if (waiting) await publishFile(target);
    }
    return new JobJournal(folder, path, options, files);
  }

  /** The files recorded in this run. */
  get files(): readonly JobFile[] {
    return this.#files;
  }

  /** Whether the next file was finished by an earlier run, so that it is only replayed. */
  get nextIsKnown(): boolean {
    return this.#files.length < this.#known.length;
  }

  /**
   * Records the next file: publishes a new one, compares a replayed one.
   *
   * @throws CardwrightError `BATCH_JOB_CHANGED` when the replay gives another file than the earlier run.
   */
  async record(file: JobFile): Promise<void> {
    const known = this.#known[this.#files.length];
    this.#files.push(file);
    if (known === undefined) {
      await replaceFile(
        this.#path,
        JSON.stringify({ version: 1, options: this.#options, files: this.#files } satisfies JournalContent, null, 1),
      );
      await publishFile(join(this.#folder, file.file));
    } else if (known.file !== file.file || known.sha256 !== file.sha256) {
      throw inputChanged(known.file);
    }
  }

  /** Throws `BATCH_JOB_CHANGED` when an earlier run made files that this one did not. */
  finish(): void {
    const missing = this.#known[this.#files.length];
    if (missing !== undefined) throw inputChanged(missing.file);
  }
}

function inputChanged(file: string): CardwrightError {
  return changed(
    `The input is not what it was when ${file} was made.`,
    "Restore the input, or make another batch of the new rows only, under another name.",
  );
}

function changed(message: string, help: string): CardwrightError {
  return new CardwrightError(message, { code: "BATCH_JOB_CHANGED", help });
}

async function read(path: string): Promise<JournalContent | undefined> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    const content = JSON.parse(text) as JournalContent;
    if (content.version === 1 && Array.isArray(content.files)) return content;
  } catch {
    // Reported below.
  }
  throw new CardwrightError("The job file is damaged.", {
    code: "BATCH_JOB_DAMAGED",
    help: "Find out which files were already sent before you delete it.",
  });
}
