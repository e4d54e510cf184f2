import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { CardwrightError } from "../../../errors/cardwright-error.ts";
import { type BatchFileSeal, partPath, publishFile, replaceFile } from "../../file/batch-file.ts";
import { exists, ifExisting } from "../../file/existing.ts";

/** A file of a job. */
export interface JobFile extends BatchFileSeal {
  readonly file: string;
  readonly blocks: number;
  /** The lines of input of its first and last block. */
  readonly firstLine: number;
  readonly lastLine: number;
}

interface JournalContent {
  readonly version: 1;
  /** The fingerprint of the options; a run with other options is another job. */
  readonly options: string;
  readonly files: readonly JobFile[];
}

/**
 * Records which files of a job are finished. A file is recorded *before* it gets its name: so a file that has its name,
 * and may already be on its way to ORCE, is never created a second time.
 */
export class JobJournal {
  readonly #folder: string;
  readonly #path: string;
  readonly #options: string;
  readonly #known: readonly JobFile[];
  readonly #isDry: boolean;
  #files: JobFile[] = [];

  private constructor(
    folder: string,
    path: string,
    options: string,
    { known, isDry }: { readonly known: readonly JobFile[]; readonly isDry: boolean },
  ) {
    this.#folder = folder;
    this.#path = path;
    this.#options = options;
    this.#known = known;
    this.#isDry = isDry;
  }

  /** A journal that is not written, for a run that only checks. */
  static dry(): JobJournal {
    return new JobJournal("", "", "", { known: [], isDry: true });
  }

  /**
   * Opens the journal of a job and gives every finished file its name, unless it has it already.
   *
   * @throws CardwrightError `BATCH_JOB_CHANGED` when the job was begun with other options.
   */
  static async open(folder: string, name: string, options: string): Promise<JobJournal> {
    const path = join(folder, `${name}.job.json`);
    const content = await read(path);
    // A job without a file has nothing that other options would contradict.
    if (content !== undefined && content.files.length > 0 && content.options !== options) {
      throw changed("The batch was begun with other options", "Use the options of the first run, or another name.");
    }
    const files = content?.files ?? [];
    for (const { file } of files) {
      const target = join(folder, file);
      if (await exists(partPath(target))) await publishFile(target);
    }
    return new JobJournal(folder, path, options, { known: files, isDry: false });
  }

  /** The files recorded in this run. */
  get files(): readonly JobFile[] {
    return this.#files;
  }

  /** Whether the next file is only replayed: it was finished by an earlier run, or nothing is written. */
  get nextIsReplayed(): boolean {
    return this.#isDry || this.#files.length < this.#known.length;
  }

  /**
   * Records the next file: publishes a new one, compares a replayed one.
   *
   * @throws CardwrightError `BATCH_JOB_CHANGED` when a replayed file differs from that of the earlier run.
   */
  async record(file: JobFile): Promise<void> {
    const known = this.#known[this.#files.length];
    this.#files.push(file);
    if (this.#isDry) return;
    if (known === undefined) {
      await this.#write();
      await publishFile(join(this.#folder, file.file));
    } else if (known.file !== file.file || known.sha256 !== file.sha256) {
      throw inputChanged(known.file);
    }
  }

  /**
   * Ends the run; records a job without any file, too, so that it can be reported.
   *
   * @throws CardwrightError `BATCH_JOB_CHANGED` when an earlier run created more files than this one.
   */
  async finish(): Promise<void> {
    const missing = this.#known[this.#files.length];
    if (missing !== undefined) throw inputChanged(missing.file);
    if (this.#files.length === 0 && !this.#isDry) await this.#write();
  }

  #write(): Promise<void> {
    const content: JournalContent = { version: 1, options: this.#options, files: this.#files };
    return replaceFile(this.#path, JSON.stringify(content, null, 1));
  }
}

function inputChanged(file: string): CardwrightError {
  return changed(
    `The input has changed since ${file} was created`,
    "Restore the input, or create another batch from the new rows only, under another name.",
  );
}

function changed(message: string, help: string): CardwrightError {
  return new CardwrightError(message, { code: "BATCH_JOB_CHANGED", help });
}

async function read(path: string): Promise<JournalContent | undefined> {
  const text = await ifExisting(readFile(path, "utf8"));
  if (text === undefined) return undefined;
  try {
    const content = JSON.parse(text) as JournalContent;
    if (content.version === 1 && Array.isArray(content.files)) return content;
  } catch {
    // Reported below.
  }
  throw new CardwrightError(`The job file ${basename(path)} is damaged`, {
    code: "BATCH_JOB_DAMAGED",
    help: "Find out which files were already sent before you delete it.",
  });
}
