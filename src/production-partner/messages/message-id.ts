import { sha1 } from "@noble/hashes/legacy.js";
import { hexOf, utf8Of } from "./bytes.ts";

// Never change it: the id of an answer must be the same in every version of this package.
const answerNamespace = Uint8Array.of(
  0x6b,
  0x3c,
  0x1d,
  0x0e,
  0x5f,
  0x3a,
  0x4c,
  0x0f,
  0x9e,
  0x0a,
  0x7c,
  0x2b,
  0x4d,
  0x8e,
  0x1f,
  0x60,
);

const random = new Uint8Array(4_096);
let randomAt = random.length;
let lastMs = 0;
let countInMs = 0;

/**
 * Creates the `messageId` of a new message: a UUID of version 7 (RFC 9562). Those of one process are in the order of their
 * creation, so the indexes of a ledger grow at their ends: random ones would touch a page of them with each message.
 */
export function createMessageId(): string {
  const nowMs = Date.now();
  if (nowMs > lastMs) {
    lastMs = nowMs;
    countInMs = 0;
  } else if (++countInMs > 0xfff) {
    lastMs++;
    countInMs = 0;
  }
  if (randomAt === random.length) {
    crypto.getRandomValues(random);
    randomAt = 0;
  }
  const tail = random.subarray(randomAt, randomAt + 8);
  randomAt += 8;
  tail[0] = ((tail[0] ?? 0) & 0x3f) | 0x80;
  const time = lastMs.toString(16).padStart(12, "0");
  const count = (0x7000 | countInMs).toString(16);
  const hex = hexOf(tail);
  return `${time.slice(0, 8)}-${time.slice(8)}-${count}-${hex.slice(0, 4)}-${hex.slice(4)}`;
}

/**
 * Derives the `messageId` of the one answer to a message: a UUID of version 5 (RFC 9562).
 *
 * The same message always has the same answer id, so an answer that is sent again after a crash is dropped by the
 * duplicate detection of the queue.
 */
export function answerIdOf(messageId: string): string {
  const bytes = sha1.create().update(answerNamespace).update(utf8Of(messageId)).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = hexOf(bytes);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** Reads an AMQP message id, which may be a string, a number or bytes, as a string; `undefined` when it is missing. */
export function messageIdText(id: string | number | Uint8Array | undefined): string | undefined {
  if (id === undefined || id === "") return undefined;
  if (typeof id === "string") return id;
  return typeof id === "number" ? String(id) : hexOf(id);
}
