import { isUtf8 } from "node:buffer";
import type { XmlEncoding } from "./xml-encoding.ts";

/**
 * The number of leading bytes that are complete, valid UTF-8, and whether the rest is invalid rather than just cut off.
 */
export interface Utf8Prefix {
  readonly length: number;
  readonly invalid: boolean;
}

/** Measures the valid UTF-8 at the start of a piece that may end inside a character. */
export function utf8Prefix(bytes: Uint8Array): Utf8Prefix {
  const whole = bytes.length - cutOffLength(bytes);
  if (isUtf8(whole === bytes.length ? bytes : bytes.subarray(0, whole))) return { length: whole, invalid: false };
  let low = 0;
  while (low < whole) {
    const length = sequenceLength(bytes, low);
    if (length === 0 || low + length > whole || !isUtf8(bytes.subarray(low, low + length))) break;
    low += length;
  }
  return { length: low, invalid: true };
}

/** Returns how many bytes at the end may be the start of a character whose remaining bytes come later. */
function cutOffLength(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const at = bytes.length - back;
    const length = sequenceLength(bytes, at);
    if (length > back) return isPossiblePrefix(bytes.subarray(at)) ? back : 0;
    if (length > 0) return 0;
  }
  return 0;
}

/** Returns the length of the sequence that starts with a byte; 0 if no sequence starts with it. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const byte = bytes[at] ?? 0x80;
  if (byte < 0x80) return 1;
  if (byte >= 0xc2 && byte <= 0xdf) return 2;
  if (byte >= 0xe0 && byte <= 0xef) return 3;
  return byte >= 0xf0 && byte <= 0xf4 ? 4 : 0;
}

// Some first bytes restrict the second one: no overlong forms, no surrogates, nothing beyond U+10FFFF.
function isPossiblePrefix([first = 0, second, third]: Uint8Array): boolean {
  if (second === undefined) return true;
  const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  return second >= low && second <= high && (third === undefined || (third & 0xc0) === 0x80);
}

/** Decodes bytes. They must be complete characters: valid UTF-8, or an even number of bytes for UTF-16. */
export function decodeText(bytes: Uint8Array, encoding: XmlEncoding["name"]): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (encoding) {
    case "UTF-8":
      return buffer.toString("utf8");
    case "ISO-8859-1":
    case "US-ASCII":
      return buffer.toString("latin1");
    case "UTF-16LE":
      return buffer.toString("utf16le");
    case "UTF-16BE":
      return Buffer.from(buffer).swap16().toString("utf16le");
    default:
      return encoding satisfies never;
  }
}

/** Decodes bytes that arrive in pieces, and stops for good at the first invalid byte. */
export class TextPieces {
  readonly #encoding: XmlEncoding["name"];
  #rest: Uint8Array = new Uint8Array(0);
  #failed = false;

  constructor(encoding: XmlEncoding["name"]) {
    this.#encoding = encoding;
  }

  /** Whether there was an invalid byte; the text before it has been returned. */
  get failed(): boolean {
    return this.#failed;
  }

  /** Whether the bytes so far end inside a character. */
  get isCutOff(): boolean {
    return this.#rest.length > 0;
  }

  push(bytes: Uint8Array): string {
    if (this.#failed) return "";
    const all = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const { length, invalid } = this.#measure(all);
    this.#failed = invalid;
    // A copy, because the bytes may be overwritten before the next ones arrive; a Buffer's own slice does not copy.
    this.#rest = Uint8Array.from(all.subarray(length));
    return decodeText(all.subarray(0, length), this.#encoding);
  }

  #measure(bytes: Uint8Array): Utf8Prefix {
    if (this.#encoding === "UTF-8") return utf8Prefix(bytes);
    if (this.#encoding === "US-ASCII") {
      const length = bytes.findIndex((byte) => byte > 0x7f);
      return { length: length < 0 ? bytes.length : length, invalid: length >= 0 };
    }
    if (this.#encoding === "ISO-8859-1") return { length: bytes.length, invalid: false };
    const even = bytes.length - (bytes.length % 2);
    const text = decodeText(bytes.subarray(0, even), this.#encoding);
    if (text.isWellFormed()) return { length: even, invalid: false };
    // A lone surrogate: at the end its partner may still follow; anywhere else it is invalid.
    const lone = text.search(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/);
    const mayContinue = lone === text.length - 1 && /[\ud800-\udbff]$/.test(text);
    return { length: lone * 2, invalid: !mayContinue };
  }
}
