import { UsageError } from "../../errors/usage-error.ts";
import type { QuarantineState } from "./quarantine.ts";

/** Makes the error about an entry that is not there. */
export function unknownEntry(id: string): UsageError {
  return new UsageError("Unknown entry of the quarantine", {
    code: "QUARANTINE_UNKNOWN",
    details: { id },
    help: "List the quarantine: entries are erased when they are purged or too old.",
  });
}

/** Makes the error about an entry that has been decided about. */
export function decidedEntry(id: string, state: QuarantineState): UsageError {
  return new UsageError(`The message was already ${state}`, {
    code: "QUARANTINE_STATE",
    details: { id, state },
    help: "Nothing is to be done: only messages in the state kept are replayed or dismissed.",
  });
}

/** Makes the error about an entry without its body. */
export function entryWithoutBody(id: string): UsageError {
  return new UsageError("The body of the message was not kept, so it cannot be replayed", {
    code: "QUARANTINE_NO_BODY",
    details: { id },
    help: 'Ask NGOC to send the message again with a new messageId. To keep bodies, open the ledger with personalData "keep" or with keys.',
  });
}
