/**
 * The building blocks of generated serialisers: they put texts into bytes as UTF-8 and return the offset after them, or
 * -1.
 */

/** A text that is written often, as numbers of eight bytes, which are the fastest to copy. */
export interface Literal {
  readonly words: Float64Array;
  /** The length in bytes; the last number may hold fewer than eight of them. */
  readonly length: number;
}

/** Prepares a text that generated code writes often, such as a tag, so that it is put eight bytes at a time. */
export function literal(text: string): Literal {
  const bytes = Buffer.from(text);
  const padded = Buffer.alloc(Math.ceil(bytes.length / 8) * 8);
  bytes.copy(padded);
  const words = new Float64Array(padded.length / 8);
  // The bytes of names and white space never make a NaN, so every number keeps its bytes.
  for (let i = 0; i < words.length; i++) words[i] = padded.readDoubleLE(i * 8);
  return { words, length: bytes.length };
}

/** Puts a literal; up to seven bytes after it are overwritten. */
export function putLiteral(view: DataView, at: number, { words, length }: Literal): number {
  for (let i = 0; i < words.length; i++) view.setFloat64(at + i * 8, words[i] as number, true);
  return at + length;
}

/** No code unit needs more bytes: `&amp;` has five, and a surrogate pair has four. */
const maxBytesPerUnit = 5;

/**
 * Puts a text with its markup characters escaped. Returns -1 for invalid UTF-16, and if the text could exceed `limit`.
 */
export function putText(bytes: Uint8Array, from: number, text: string, limit: number): number {
  if (from + text.length * maxBytesPerUnit > limit) return -1;
  let at = from;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) {
      if (code === 0x26 || code === 0x3c || code === 0x3e) at = putReference(bytes, at, code);
      else bytes[at++] = code;
    } else if (code < 0x800) {
      bytes[at++] = 0xc0 | (code >> 6);
      bytes[at++] = 0x80 | (code & 0x3f);
    } else if ((code & 0xf800) !== 0xd800) {
      bytes[at++] = 0xe0 | (code >> 12);
      bytes[at++] = 0x80 | ((code >> 6) & 0x3f);
      bytes[at++] = 0x80 | (code & 0x3f);
    } else {
      const low = text.charCodeAt(++i);
      if (code > 0xdbff || (low & 0xfc00) !== 0xdc00) return -1;
      const point = 0x10000 + ((code & 0x3ff) << 10) + (low & 0x3ff);
      bytes[at++] = 0xf0 | (point >> 18);
      bytes[at++] = 0x80 | ((point >> 12) & 0x3f);
      bytes[at++] = 0x80 | ((point >> 6) & 0x3f);
      bytes[at++] = 0x80 | (point & 0x3f);
    }
  }
  return at;
}

/** Puts the value of an attribute. It declines the rare values that need more escaping than a text. */
export function putAttribute(bytes: Uint8Array, from: number, text: string, limit: number): number {
  return text.includes('"') ? -1 : putText(bytes, from, text, limit);
}

const references: Readonly<Record<number, Uint8Array>> = {
  38: Buffer.from("&amp;"),
  60: Buffer.from("&lt;"),
  62: Buffer.from("&gt;"),
};

function putReference(bytes: Uint8Array, from: number, code: number): number {
  const reference = references[code] as Uint8Array;
  bytes.set(reference, from);
  return from + reference.length;
}

/** Returns whether a value is an object and not an array. */
export function isPlainRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
