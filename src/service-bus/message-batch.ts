import type { ServiceBusMessageBatch } from "@azure/service-bus";
import type { QueueMessage } from "./queue-message.ts";

/**
 * A batch of messages with the same bytes as the Azure client's own batch. That one encodes each message through a tree
 * of typed values, and all of them again for the batch, which takes two thirds of the processor time of a send.
 *
 * How the Azure client reads the bytes of a batch is not in its published types: it calls `_generateMessage` when it
 * sends, and links the spans of the messages in `_messageSpanContexts`; our messages have none. If a later version did
 * this differently, it would find nothing to send and throw; the tests compare the bytes with those of its own batch.
 */
export class MessageBatch implements ServiceBusMessageBatch {
  readonly maxSizeInBytes: number;
  readonly _messageSpanContexts: readonly never[] = [];
  readonly #parts: Uint8Array[] = [];
  #sizeInBytes = 0;
  #count = 0;

  /** @param maxSizeInBytes the largest batch that the queue accepts */
  constructor(maxSizeInBytes: number) {
    this.maxSizeInBytes = maxSizeInBytes;
  }

  get sizeInBytes(): number {
    return this.#sizeInBytes;
  }

  get count(): number {
    return this.#count;
  }

  /** Adds a message unless the batch would exceed its limit. Returns whether the message was added. */
  tryAddMessage(message: QueueMessage): boolean {
    const head = headOf(message);
    const content = [head, dataHeader(message.body.byteLength), message.body];
    const data = [dataHeader(lengthOf(content)), ...content];
    // A batch starts with the head of its first message.
    const parts = this.#count === 0 ? [head, ...data] : data;
    const size = this.#sizeInBytes + lengthOf(parts);
    if (size > this.maxSizeInBytes) return false;
    this.#parts.push(...parts);
    this.#sizeInBytes = size;
    this.#count++;
    return true;
  }

  _generateMessage(): Buffer {
    return Buffer.concat(this.#parts, this.#sizeInBytes);
  }
}

// AMQP 1.0, part 1 (types) and part 3, 3.2 (message format).
const emptyHeader = "00537045";
const emptyAnnotations = "005372d10000000400000000";
const propertiesList = "005373d0";
const noSections = Buffer.from(emptyHeader + emptyAnnotations + propertiesList, "hex");
const nil = 0x40;
const fieldCount = 7;
const propertiesMap = Buffer.from("005374d1", "hex");
const dataSection = Buffer.from("005375", "hex");
const symbol = 0xa3;
const string = 0xa1;
const binary = 0xa0;
// The two sections with their sizes, and what is not set.
const maxFixedBytes = 64;

/** The part of a message before its body: written into one buffer, as one for each field takes longer than all the rest. */
function headOf({ messageId, subject, correlationId, contentType, applicationProperties }: QueueMessage): Buffer {
  let room = maxFixedBytes + maxBytesOf(messageId) + maxBytesOf(subject) + maxBytesOf(contentType);
  if (correlationId !== undefined) room += maxBytesOf(correlationId);
  for (const name in applicationProperties) room += maxBytesOf(name) + maxBytesOf(applicationProperties[name] ?? "");
  const head = Buffer.allocUnsafe(room);
  const start = noSections.copy(head);
  let at = putText(head, start + 8, string, messageId);
  // User id, to.
  head[at++] = nil;
  head[at++] = nil;
  at = putText(head, at, string, subject);
  // Reply to.
  head[at++] = nil;
  if (correlationId === undefined) head[at++] = nil;
  else at = putText(head, at, string, correlationId);
  at = putText(head, at, symbol, contentType);
  putSize(head, start, at, fieldCount);
  if (applicationProperties === undefined) return head.subarray(0, at);
  const map = at + propertiesMap.copy(head, at);
  at = map + 8;
  let count = 0;
  for (const name in applicationProperties) {
    at = putText(head, putText(head, at, string, name), string, applicationProperties[name] ?? "");
    count += 2;
  }
  putSize(head, map, at, count);
  return head.subarray(0, at);
}

/** Writes how long a list or map is, which ends before `end`, and how many values it has. */
function putSize(into: Buffer, start: number, end: number, count: number): void {
  into.writeUInt32BE(end - start - 4, start);
  into.writeUInt32BE(count, start + 4);
}

/** How much room a text may need: UTF-8 takes up to three bytes for a unit of a string. */
function maxBytesOf(text: string): number {
  return 5 + 3 * text.length;
}

/** Writes a string or symbol; returns where it ends. */
function putText(into: Buffer, at: number, code: number, text: string): number {
  const length = into.write(text, at + 2);
  if (length <= 255) return putLength(into, at, code, length) + length;
  return putLength(into, at, code, length) + into.write(text, at + 5);
}

/** Writes the code and length of a value: the code of the form with four bytes of length is 0x10 more. */
function putLength(into: Buffer, at: number, code: number, length: number): number {
  if (length <= 255) {
    into[at] = code;
    into[at + 1] = length;
    return at + 2;
  }
  into[at] = code | 0x10;
  return into.writeUInt32BE(length, at + 1);
}

/** The start of a body, or of one message of a batch: a section of data. */
function dataHeader(length: number): Buffer {
  const header = Buffer.allocUnsafe(dataSection.length + 5);
  return header.subarray(0, putLength(header, dataSection.copy(header), binary, length));
}

function lengthOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((length, part) => length + part.byteLength, 0);
}
