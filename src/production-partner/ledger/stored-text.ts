import { createHash } from "node:crypto";
import { isStorableId } from "../orders/index.ts";

const escaped = "json:";

/** Writes any text so that every database can store it; {@link readText} returns it unchanged. */
export function storeText(text: string): string {
  return isText(text) && !text.startsWith(escaped) ? text : `${escaped}${JSON.stringify(text)}`;
}

/** Reads what {@link storeText} has written. */
export function readText(stored: string): string {
  return stored.startsWith(escaped) ? (JSON.parse(stored.slice(escaped.length)) as string) : stored;
}

/** Whether a database can compare a text with what it has stored. */
export function isText(text: string): boolean {
  return text.isWellFormed() && !text.includes("\0");
}

/** Returns the key of a message in the inbox: its id, or a digest of one that is no id which a database can store. */
export function inboxKey(messageId: string): string {
  if (isStorableId(messageId)) return messageId;
  // UTF-16, so that ids which differ only in lone surrogates stay different.
  return `sha256:${createHash("sha256").update(messageId, "utf16le").digest("base64url")}`;
}
