import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import type { ErrorCode } from "../errors/error-code.ts";
import { UsageError } from "../errors/usage-error.ts";
import type { XmlEncoding } from "./xml-encoding.ts";

/**
 * What a document is read from: a file by its path or file URL, its bytes, its text, or a stream or any other
 * iterable of bytes or text.
 *
 * Bytes may be UTF-8, UTF-16 or ISO-8859-1, as the document declares. The encoding declared in text is ignored.
 */
export type RecordSource =
  | { readonly path: string }
  | URL
  | string
  | Uint8Array
  | AsyncIterable<Uint8Array | string>
  | Iterable<Uint8Array | string>;

/** The pieces of a source, one after the other. A piece is only valid until the next one is requested. */
export interface SourcePieces {
  /** Set for text, whose encoding is known. Only valid after a piece has been read. */
  readonly encoding: XmlEncoding["name"] | undefined;
  next(): Promise<Uint8Array | undefined>;
  close(): Promise<void>;
}

/** The maximum length of a piece: a small one stays in the processor's cache while it is read. */
const maxPieceLength = 1 << 18;
/** How many bytes are read from a file at once: each read costs a wait, even when it is started ahead. */
const readBytes = 1 << 20;
/**
 * Buffers that are not in use: those of hundreds of files that are read one after the other would fill the memory until
 * the garbage collector comes to them.
 */
const spareBuffers: Buffer[] = [];
const maxSpareBuffers = 4;

/** How the error for a wrong source is called, and what was to be read. */
export interface SourceError {
  readonly code: ErrorCode;
  readonly of: string;
}

/**
 * Opens a source; nothing is read before the first `next`.
 *
 * @throws UsageError with the given code for anything that is not a source.
 */
export function openSource(source: RecordSource, error: SourceError): SourcePieces {
  if (typeof source === "string" || source instanceof Uint8Array) return iterablePieces([source], error);
  if (source instanceof URL) return filePieces(source);
  if (typeof source === "object" && source !== null) {
    // A file stream has a path too, but is to be read where it stands.
    if (Symbol.asyncIterator in source || Symbol.iterator in source) return iterablePieces(source, error);
    if (typeof source.path === "string") return filePieces(source.path);
  }
  throw new UsageError(`Invalid source of ${error.of}`, {
    code: error.code,
    help: "Give { path }, a file URL, text, a Uint8Array, or a stream or iterable of text or of Uint8Arrays.",
  });
}

/**
 * Reads a file into two buffers by turns, one while the other is being processed: a stream would allocate a buffer for
 * every piece, and waiting for the disk would cost as much as reading the blocks does.
 */
function filePieces(path: string | URL): SourcePieces {
  let buffers: readonly [Buffer, Buffer] | undefined;
  let file: Awaited<ReturnType<typeof open>> | undefined;
  let turn: 0 | 1 = 0;
  let ahead: Promise<Uint8Array> | undefined;
  /** The part of the last read that was not returned yet. */
  let rest: Uint8Array = new Uint8Array();
  const read = async (handle: Awaited<ReturnType<typeof open>>): Promise<Uint8Array> => {
    buffers ??= [takeBuffer(), takeBuffer()];
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
        // The call that takes that piece reports its error; until then it must not count as unhandled.
        ahead.catch(() => undefined);
      }
      const piece = rest.subarray(0, maxPieceLength);
      rest = rest.subarray(maxPieceLength);
      return piece;
    },
    async close() {
      const opened = file;
      file = undefined;
      await ahead?.catch(() => undefined);
      await opened?.close();
      // No read is under way any more.
      for (const buffer of buffers ?? []) if (spareBuffers.length < maxSpareBuffers) spareBuffers.push(buffer);
      buffers = undefined;
    },
  };
}

function takeBuffer(): Buffer {
  return spareBuffers.pop() ?? Buffer.allocUnsafeSlow(readBytes);
}

function iterablePieces(
  source: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>,
  error: SourceError,
): SourcePieces {
  const iterator = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  let encoding: XmlEncoding["name"] | undefined;
  /**
   * The part of the last piece that was not returned yet: a long piece is split, so that the reader needs little
   * memory.
   */
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
          throw new UsageError(`Invalid piece of ${error.of}`, {
            code: error.code,
            help: "Let the iterable give text only, or Uint8Arrays only.",
          });
        rest = typeof value === "string" ? rest + value : value;
      }
      if (typeof rest !== "string") {
        const piece = rest.subarray(0, maxPieceLength);
        rest = rest.subarray(maxPieceLength);
        return piece;
      }
      encoding = "UTF-8";
      const cut = Math.min(rest.length, maxPieceLength);
      const end = /[\ud800-\udbff]/.test(rest.charAt(cut - 1)) ? cut - 1 : cut;
      const text = rest.slice(0, end);
      rest = rest.slice(end);
      return encodeText(text);
    },
    async close() {
      // The iterator of a stream would wait for a pending read; destroying the stream does not.
      if (source instanceof Readable) source.destroy();
      else await iterator.return?.();
    },
  };
}

/** Encodes text as UTF-8. A lone surrogate becomes bytes that are not UTF-8, so that it is refused and not replaced. */
function encodeText(text: string): Uint8Array {
  if (text.isWellFormed()) return Buffer.from(text, "utf8");
  const lone = text.search(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/);
  return Buffer.concat([Buffer.from(text.slice(0, lone), "utf8"), Buffer.of(0xff)]);
}
