import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import type { XmlEncoding } from "../../xml/xml-encoding.ts";

/**
 * Where a batch file comes from: a file by its path or file URL, its bytes, its text, or a stream or any other iterable of bytes or text.
 *
 * Bytes may be UTF-8, UTF-16 or ISO-8859-1, as the document says. Text is taken as it is, whatever encoding it declares.
 */
export type CardSeriesSource =
  | { readonly path: string }
  | URL
  | string
  | Uint8Array
  | AsyncIterable<Uint8Array | string>
  | Iterable<Uint8Array | string>;

/** The pieces of a source, one after the other. A piece is only good until the next is asked for. */
export interface SourcePieces {
  /** Set for text, whose encoding is known. Only valid once a piece has been read. */
  readonly encoding: XmlEncoding["name"] | undefined;
  next(): Promise<Uint8Array | undefined>;
  close(): Promise<void>;
}

/** The most that is given out at once: what is worked on stays near the processor. */
const LONGEST_PIECE = 1 << 18;
/** How much is read from a file at once: it is waited for each time, read ahead or not. */
const READ_AT_ONCE = 1 << 20;

/**
 * Opens a source; nothing is read before the first `next`.
 *
 * @throws TypeError for what is no source.
 */
export function openSource(source: CardSeriesSource): SourcePieces {
  if (typeof source === "string" || source instanceof Uint8Array) return iterablePieces([source]);
  if (source instanceof URL) return filePieces(source);
  if (typeof source === "object" && source !== null) {
    // A file stream has a path too, but is to be read where it stands.
    if (Symbol.asyncIterator in source || Symbol.iterator in source) return iterablePieces(source);
    if (typeof source.path === "string") return filePieces(source.path);
  }
  throw new TypeError(
    "a batch file is given as { path }, a file URL, text, a Uint8Array, or a stream or iterable of text or Uint8Arrays",
  );
}

/**
 * Reads a file into two buffers by turns, one while the other is worked on: a stream would allocate a new one for every piece, and waiting
 * for the disk would cost as much as reading the blocks does.
 */
function filePieces(path: string | URL): SourcePieces {
  const buffers = [Buffer.allocUnsafeSlow(READ_AT_ONCE), Buffer.allocUnsafeSlow(READ_AT_ONCE)] as const;
  let file: Awaited<ReturnType<typeof open>> | undefined;
  let turn: 0 | 1 = 0;
  let ahead: Promise<Uint8Array> | undefined;
  /** What is left of what was read. */
  let rest: Uint8Array = new Uint8Array();
  const read = async (handle: Awaited<ReturnType<typeof open>>): Promise<Uint8Array> => {
    const buffer = buffers[turn];
    turn = turn === 0 ? 1 : 0;
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, null);
    return buffer.subarray(0, bytesRead);
  };
  return {
    encoding: undefined,
    async next() {
      if (rest.length === 0) {
        file ??= await open(path);
        rest = await (ahead ?? read(file));
        ahead = undefined;
        if (rest.length === 0) return undefined;
        ahead = read(file);
        // Whoever asks for that piece meets its error; until then it is nobody's.
        ahead.catch(() => undefined);
      }
      const piece = rest.subarray(0, LONGEST_PIECE);
      rest = rest.subarray(LONGEST_PIECE);
      return piece;
    },
    async close() {
      const opened = file;
      file = undefined;
      await ahead?.catch(() => undefined);
      await opened?.close();
    },
  };
}

function iterablePieces(source: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>): SourcePieces {
  const iterator = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  let encoding: XmlEncoding["name"] | undefined;
  /** What is left of a piece that is given out bit by bit: however long it is, the reader needs little memory. */
  let rest: Uint8Array | string = "";
  let isText: boolean | undefined;
  return {
    get encoding() {
      return encoding;
    },
    async next() {
      // A character outside the basic plane may be cut in two between pieces of text.
      while (rest.length === 0 || (typeof rest === "string" && /^[\ud800-\udbff]$/.test(rest))) {
        const { done, value } = await iterator.next();
        if (done === true) {
          const lone = rest;
          rest = "";
          return lone.length === 0 ? undefined : encodeText(String(lone));
        }
        isText ??= typeof value === "string";
        if ((typeof value === "string") !== isText || !(isText || value instanceof Uint8Array))
          throw new TypeError("the pieces of a batch file must all be text, or all Uint8Arrays");
        rest = typeof value === "string" ? rest + value : value;
      }
      if (typeof rest !== "string") {
        const piece = rest.subarray(0, LONGEST_PIECE);
        rest = rest.subarray(LONGEST_PIECE);
        return piece;
      }
      encoding = "UTF-8";
      const cut = Math.min(rest.length, LONGEST_PIECE);
      const end = /[\ud800-\udbff]/.test(rest.charAt(cut - 1)) ? cut - 1 : cut;
      const text = rest.slice(0, end);
      rest = rest.slice(end);
      return encodeText(text);
    },
    async close() {
      // Where a stream is being waited for, its iterator would wait, too.
      if (source instanceof Readable) source.destroy();
      else await iterator.return?.();
    },
  };
}

/** Text as UTF-8. A lone surrogate becomes bytes that are no UTF-8, so that it is refused and not replaced. */
function encodeText(text: string): Uint8Array {
  if (text.isWellFormed()) return Buffer.from(text, "utf8");
  const lone = text.search(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/);
  return Buffer.concat([Buffer.from(text.slice(0, lone), "utf8"), Buffer.of(0xff)]);
}
