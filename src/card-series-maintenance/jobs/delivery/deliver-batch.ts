import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, readFile, truncate } from "node:fs/promises";
import { basename } from "node:path";
import { CardwrightError, isCardwrightError } from "../../../errors/cardwright-error.ts";
import { lockExclusively } from "../../file/exclusive-lock.ts";
import { createPreAuthenticatedRequest, type FileServicesOptions } from "./file-services.ts";
import { type UploadFileOptions, uploadFile } from "./upload-file.ts";

/** What the journal says of a file. `sending` without an end means that nobody knows. */
interface JournalEntry {
  readonly file: string;
  readonly sha256: string;
  readonly state: "sending" | "delivered" | "failed";
  readonly at: string;
}

/** How batch files are delivered. */
export interface DeliverBatchOptions
  extends Pick<UploadFileOptions, "attempts" | "firstWaitMs" | "idleTimeoutMs" | "onProgress" | "signal"> {
  /** The files, in the order in which they are sent. */
  readonly files: readonly string[];
  readonly services: FileServicesOptions;
  /** A file that remembers what was sent, so that a run that broke off goes on. One for each destination. */
  readonly journal: string;
  /** The name in the bucket. Default: the file's own name. */
  readonly objectName?: (path: string) => string;
  /** Names of files to send again although nobody knows whether they arrived. Default none. */
  readonly resend?: readonly string[];
  /** Told when a file is done. */
  readonly onFile?: (file: {
    readonly path: string;
    readonly result: "delivered" | "already-delivered";
    readonly bytes: number;
  }) => void;
}

/**
 * Delivers batch files to ORCE, each once: what the journal calls delivered is left out, and a file of which nobody knows whether it
 * arrived stops the run before anything is sent.
 *
 * @throws CardwrightError as {@link createPreAuthenticatedRequest} and {@link uploadFile} do; `DELIVERY_OUTCOME_UNKNOWN` and
 * `DELIVERY_FILE_CHANGED` for what the journal says; `DELIVERY_NAME_TWICE`, `DELIVERY_RUNNING`, `DELIVERY_JOURNAL`.
 */
export async function deliverBatch(
  options: DeliverBatchOptions,
): Promise<{ readonly delivered: number; readonly already: number }> {
  const { files, services, journal, objectName = basename, resend = [], onFile, signal } = options;
  const names = files.map((path) => objectName(path));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw deliveryError(
      "DELIVERY_NAME_TWICE",
      `Two of the files would be ${twice} in the bucket.`,
      "Give them different names.",
    );
  }
  // Two runs at once would both find a file unsent and send it.
  using _lock = await lockExclusively(`${journal}.lock`, {
    code: "DELIVERY_RUNNING",
    message: "Another process is delivering with this journal.",
    help: "Wait for it.",
  });
  const known = await readJournal(journal);
  const lost = names.find((name) => known.get(name)?.state === "sending" && !resend.includes(name));
  if (lost !== undefined) {
    throw deliveryError(
      "DELIVERY_OUTCOME_UNKNOWN",
      `An earlier run ended while ${lost} was being sent.`,
      "Look for it in the bucket and in the complete/ folders. If it is nowhere, send it again with resend (--resend NAME).",
    );
  }
  let delivered = 0;
  let already = 0;
  for (const path of files) {
    const name = objectName(path);
    const sha256 = await hashFile(path);
    const before = known.get(name);
    if (before?.state === "delivered") {
      if (before.sha256 !== sha256) {
        throw deliveryError(
          "DELIVERY_FILE_CHANGED",
          `${name} was delivered with another content.`,
          "Give the new file a new name.",
        );
      }
      already += 1;
      onFile?.({ path, result: "already-delivered", bytes: 0 });
      continue;
    }
    const note = (state: JournalEntry["state"]) =>
      append(journal, { file: name, sha256, state, at: new Date().toISOString() });
    let sending = false;
    const { bytes } = await uploadFile({
      ...options,
      path,
      address: () => createPreAuthenticatedRequest(services, name, { ...(signal && { signal }) }),
      beforeSending: async () => {
        await note("sending");
        sending = true;
      },
    }).catch(async (error: unknown) => {
      if (sending && !(isCardwrightError(error) && error.code === "UPLOAD_OUTCOME_UNKNOWN")) await note("failed");
      throw error;
    });
    // Nothing that goes wrong from here on may let it look as if the file had not arrived.
    await note("delivered");
    delivered += 1;
    onFile?.({ path, result: "delivered", bytes });
  }
  return { delivered, already };
}

async function readJournal(path: string): Promise<Map<string, JournalEntry>> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
    throw error;
  });
  const entries = new Map<string, JournalEntry>();
  // A last line without an end was being written when the process died; what it announces had not begun.
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  if (whole.length < text.length) await truncate(path, Buffer.byteLength(whole));
  for (const line of whole.split("\n")) {
    if (line === "") continue;
    const entry = parseEntry(line);
    entries.set(entry.file, entry);
  }
  return entries;
}

function parseEntry(line: string): JournalEntry {
  try {
    // The file is our own; a foreign one lacks these fields.
    const entry = JSON.parse(line) as JournalEntry | null;
    if (typeof entry?.file === "string" && typeof entry.sha256 === "string" && typeof entry.state === "string")
      return entry;
  } catch {
    // Reported below.
  }
  throw deliveryError(
    "DELIVERY_JOURNAL",
    "The journal is damaged, or is another file.",
    "Name the journal of this destination, and find out what was sent before you begin a new one.",
  );
}

async function append(path: string, entry: JournalEntry): Promise<void> {
  await using file = await open(path, "a");
  // Whole or an error: `write` may stop in the middle when the disk is full.
  await file.writeFile(`${JSON.stringify(entry)}\n`);
  await file.sync();
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

function deliveryError(code: string, message: string, help: string): CardwrightError {
  return new CardwrightError(message, { code, help });
}
