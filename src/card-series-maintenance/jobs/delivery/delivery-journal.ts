import { open, readFile, truncate } from "node:fs/promises";
import { basename } from "node:path";
import { CardwrightError } from "../../../errors/cardwright-error.ts";
import { ifExisting } from "../../file/existing.ts";

/** The last state of a file. `sending` means that the outcome is unknown. */
export interface JournalEntry {
  readonly file: string;
  readonly sha256: string;
  readonly state: "sending" | "delivered" | "failed";
  readonly at: string;
}

/** Records what was sent to one destination, in a file of JSON lines. */
export class DeliveryJournal {
  readonly #path: string;
  readonly #entries: ReadonlyMap<string, JournalEntry>;

  private constructor(path: string, entries: ReadonlyMap<string, JournalEntry>) {
    this.#path = path;
    this.#entries = entries;
  }

  /**
   * Reads the journal; without a file, nothing was sent.
   *
   * @throws CardwrightError `DELIVERY_JOURNAL` when the file is damaged, or another one.
   */
  static async open(path: string): Promise<DeliveryJournal> {
    const text = (await ifExisting(readFile(path, "utf8"))) ?? "";
    const entries = new Map<string, JournalEntry>();
    // The process died while writing a last line without an end; what that line announces had not begun.
    const complete = text.slice(0, text.lastIndexOf("\n") + 1);
    if (complete.length < text.length) await truncate(path, Buffer.byteLength(complete));
    for (const line of complete.split("\n")) {
      if (line === "") continue;
      const entry = parseEntry(line, path);
      entries.set(entry.file, entry);
    }
    return new DeliveryJournal(path, entries);
  }

  /** Returns what earlier runs recorded about a file. */
  get(file: string): JournalEntry | undefined {
    return this.#entries.get(file);
  }

  /** Records the state of a file durably. */
  async record(entry: Omit<JournalEntry, "at">): Promise<void> {
    await using file = await open(this.#path, "a");
    // Complete or an error: `write` may stop in the middle when the disk is full.
    await file.writeFile(`${JSON.stringify({ ...entry, at: new Date().toISOString() } satisfies JournalEntry)}\n`);
    await file.sync();
  }
}

function parseEntry(line: string, path: string): JournalEntry {
  try {
    // The file is our own; another one lacks these fields.
    const entry = JSON.parse(line) as JournalEntry | null;
    if (typeof entry?.file === "string" && typeof entry.sha256 === "string" && typeof entry.state === "string")
      return entry;
  } catch {
    // Reported below.
  }
  throw new CardwrightError(`The delivery journal ${basename(path)} is damaged, or is another file`, {
    code: "DELIVERY_JOURNAL",
    help: "Give the journal of this destination, and find out what was sent before you begin a new one.",
  });
}
