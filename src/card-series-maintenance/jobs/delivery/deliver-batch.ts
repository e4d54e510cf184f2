import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { CardwrightError, isCardwrightError } from "../../../errors/cardwright-error.ts";
import { UsageError } from "../../../errors/usage-error.ts";
import type { Telemetry } from "../../../telemetry/telemetry.ts";
import { lockExclusively } from "../../file/exclusive-lock.ts";
import { measuredJob } from "../measured-job.ts";
import { DeliveryJournal, type JournalEntry } from "./delivery-journal.ts";
import { createPreAuthenticatedRequest, type FileServicesOptions } from "./file-services.ts";
import { type UploadFileOptions, uploadFile } from "./upload-file.ts";

/** Options of {@link deliverBatch}. */
export interface DeliverBatchOptions
  extends Pick<UploadFileOptions, "maxAttempts" | "initialWaitMs" | "idleTimeoutMs" | "onProgress" | "signal"> {
  /** The paths of the files, in the order in which they are sent. */
  readonly files: readonly string[];
  readonly services: FileServicesOptions;
  /**
   * The path of a file that records what was sent, so that an interrupted run can continue. One for each destination.
   */
  readonly journal: string;
  /** Returns the name of a file in the bucket. Default: the name of the file itself. */
  readonly objectName?: (path: string) => string;
  /** Names of files to send again although their outcome is unknown. Default none. */
  readonly resend?: readonly string[];
  /** Where its span and metrics go: what `openTelemetry()` of `cardwright/opentelemetry` makes. Default: nowhere. */
  readonly telemetry?: Telemetry;
  /** Called when a file is done. */
  readonly onFile?: (file: {
    readonly path: string;
    readonly result: "delivered" | "already-delivered";
    readonly bytes: number;
  }) => void;
}

/**
 * Delivers batch files to ORCE, each once: a file that the journal records as delivered is skipped, and a file whose
 * outcome is unknown stops the run before anything is sent.
 *
 * @throws CardwrightError as {@link createPreAuthenticatedRequest} and {@link uploadFile} do;
 * `DELIVERY_OUTCOME_UNKNOWN` and `DELIVERY_FILE_CHANGED` because of what the journal records; `DELIVERY_RUNNING`,
 * `DELIVERY_JOURNAL`.
 * @throws UsageError `DELIVERY_NAME_TWICE` for two files of the same name.
 */
export async function deliverBatch(
  options: DeliverBatchOptions,
): Promise<{ readonly delivered: number; readonly already: number }> {
  const counts = ({ delivered }: { readonly delivered: number }) => ({ files: delivered });
  return await measuredJob(options.telemetry, { operation: "deliver", counts }, () => deliverAll(options));
}

async function deliverAll(
  options: DeliverBatchOptions,
): Promise<{ readonly delivered: number; readonly already: number }> {
  const { files, objectName = basename, resend = [], onFile } = options;
  const names = files.map((path) => objectName(path));
  checkNames(names);
  // Two runs at once would both find a file unsent and send it.
  using _lock = await lockExclusively(`${options.journal}.lock`, {
    code: "DELIVERY_RUNNING",
    message: "Another process is delivering with this journal",
    help: "Wait until it has finished.",
  });
  const journal = await DeliveryJournal.open(options.journal);
  const unknown = names.find((name) => journal.get(name)?.state === "sending" && !resend.includes(name));
  if (unknown !== undefined) {
    throw new CardwrightError(`Unknown outcome of ${unknown}: an earlier run ended while it was being sent`, {
      code: "DELIVERY_OUTCOME_UNKNOWN",
      help: "Look for it in the bucket and in the complete/ folders. If it is in neither, send it again with resend (--resend NAME).",
    });
  }
  let delivered = 0;
  let already = 0;
  for (const path of files) {
    const file = { path, name: objectName(path), sha256: await hashFile(path) };
    if (isDelivered(file, journal.get(file.name))) {
      already++;
      onFile?.({ path, result: "already-delivered", bytes: 0 });
      continue;
    }
    const bytes = await deliver(file, { options, journal });
    delivered++;
    onFile?.({ path, result: "delivered", bytes });
  }
  return { delivered, already };
}

function checkNames(names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw new UsageError(`Two files have the name ${twice} in the bucket`, {
    code: "DELIVERY_NAME_TWICE",
    help: "Give them different names.",
  });
}

/** A file to deliver: its name in the bucket, and the hash of its content. */
interface DeliveryFile {
  readonly path: string;
  readonly name: string;
  readonly sha256: string;
}

function isDelivered({ name, sha256 }: DeliveryFile, before: JournalEntry | undefined): boolean {
  if (before?.state !== "delivered") return false;
  if (before.sha256 === sha256) return true;
  throw new CardwrightError(`The file ${name} was delivered before with another content`, {
    code: "DELIVERY_FILE_CHANGED",
    help: "Give the new file a new name.",
  });
}

/** Sends one file and records its outcome; returns its size in bytes. */
async function deliver(
  { path, name, sha256 }: DeliveryFile,
  { options, journal }: { readonly options: DeliverBatchOptions; readonly journal: DeliveryJournal },
): Promise<number> {
  const { services, signal } = options;
  const record = (state: JournalEntry["state"]) => journal.record({ file: name, sha256, state });
  let sending = false;
  const { bytes } = await uploadFile({
    ...options,
    path,
    address: () => createPreAuthenticatedRequest(services, name, { ...(signal !== undefined && { signal }) }),
    beforeSending: async () => {
      await record("sending");
      sending = true;
    },
  }).catch(async (error: unknown) => {
    if (sending && !(isCardwrightError(error) && error.code === "UPLOAD_OUTCOME_UNKNOWN")) await record("failed");
    throw error;
  });
  // An error from here on must not make it look as if the file had not arrived.
  await record("delivered");
  return bytes;
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}
