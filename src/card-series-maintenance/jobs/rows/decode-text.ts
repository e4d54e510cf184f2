import { CardwrightError } from "../../../errors/cardwright-error.ts";
import { ConfigurationError } from "../../../errors/configuration-error.ts";
import { firstInvalidUtf8 } from "./utf8.ts";

/** How the bytes of an input are read. */
export interface DecodeOptions {
  /**
   * The encoding, such as `utf-8` or `windows-1252`: any name of the WHATWG Encoding Standard. A byte order mark takes
   * precedence. Default: guessed by the first byte beyond ASCII; it is UTF-8 where it begins a character of UTF-8, and
   * windows-1252 otherwise.
   */
  readonly encoding?: string;
  /** Called with the encoding once it is known; with `guessed` when neither an option nor a byte order mark says it. */
  readonly onEncoding?: (encoding: string, guessed: boolean) => void;
}

type Decoder = InstanceType<typeof TextDecoder>;

const none: Uint8Array = new Uint8Array(0);

/** What spreadsheets write as "CSV" on computers of Western Europe and America. */
const guessWithoutUtf8 = "windows-1252";

/**
 * Decodes text, with or without a byte order mark; throws `INPUT_ENCODING` at the first byte that the encoding does not
 * have, `INPUT_BINARY` for a file that is not text, such as an Excel file.
 */
export async function* decodeText(
  bytes: AsyncIterable<Uint8Array>,
  { encoding, onEncoding }: DecodeOptions = {},
): AsyncGenerator<string, void, undefined> {
  let decoder = encoding === undefined ? undefined : createDecoder(encoding);
  let guessed = false;
  let offset = 0;
  // The beginning of a character by which the encoding will be guessed.
  let held = none;
  let isFirst = true;
  for await (const piece of startTogether(bytes)) {
    const chunk = held.length === 0 ? piece : Buffer.concat([held, piece]);
    if (isFirst) {
      const marked = byByteOrderMark(chunk);
      if (marked !== undefined) decoder = createDecoder(marked);
      else checkIsText(chunk, decoder);
      if (decoder !== undefined) onEncoding?.(decoder.encoding, false);
      isFirst = false;
    }
    let rest = chunk;
    if (decoder === undefined) {
      const beyond = firstBeyondAscii(chunk);
      const plain = chunk.subarray(0, beyond);
      if (plain.length > 0) yield Buffer.from(plain.buffer, plain.byteOffset, plain.length).toString("latin1");
      offset += plain.length;
      rest = chunk.subarray(beyond);
      held = rest.length < 4 ? rest : none;
      if (rest.length < 4) continue;
      guessed = true;
      decoder = createDecoder(startsAsUtf8(rest) ? "utf-8" : guessWithoutUtf8);
      onEncoding?.(decoder.encoding, true);
    }
    const text = decode(decoder, rest, { offset, guessed });
    offset += rest.length;
    if (text !== "") yield text;
  }
  if (decoder === undefined) {
    guessed = held.length > 0;
    decoder = createDecoder(held.length === 0 || startsAsUtf8(held) ? "utf-8" : guessWithoutUtf8);
    onEncoding?.(decoder.encoding, guessed);
    yield decode(decoder, held, { offset, guessed });
  }
  const rest = decode(decoder, undefined, { offset, guessed });
  if (rest !== "") yield rest;
}

function createDecoder(encoding: string): Decoder {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch (cause) {
    throw new ConfigurationError(`Unknown encoding ${encoding}`, {
      code: "CSV_ENCODING",
      help: "Give a name such as utf-8, windows-1252, iso-8859-15 or utf-16le, or leave it out to have it guessed.",
      cause,
    });
  }
}

/** Decodes a piece, or at the end what was held back. */
function decode(
  decoder: Decoder,
  bytes: Uint8Array | undefined,
  { offset, guessed }: { readonly offset: number; readonly guessed: boolean },
): string {
  try {
    return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
  } catch (cause) {
    if (!(cause instanceof TypeError && "code" in cause && cause.code === "ERR_ENCODING_INVALID_ENCODED_DATA"))
      throw cause;
    const { encoding } = decoder;
    const at = offset + (encoding === "utf-8" && bytes !== undefined ? firstInvalidUtf8(bytes) : 0);
    throw new CardwrightError(`The input is not in ${encoding}: invalid bytes near byte ${at + 1}`, {
      code: "INPUT_ENCODING",
      details: { encoding, offset: at },
      help:
        encoding === "utf-8" && !guessed
          ? "Say how the file is encoded (--encoding windows-1252 for the usual CSV of Excel), or save it as “CSV UTF-8”."
          : "Parts of the file differ in their encoding: save it anew as “CSV UTF-8”, or give its encoding (--encoding).",
    });
  }
}

/** The first piece has four bytes at least, or all there are. */
async function* startTogether(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let start: Uint8Array | undefined = new Uint8Array(0);
  for await (const chunk of bytes) {
    if (start === undefined) {
      yield chunk;
      continue;
    }
    start = start.length === 0 ? chunk : Buffer.concat([start, chunk]);
    if (start.length < 4) continue;
    yield start;
    start = undefined;
  }
  if (start !== undefined && start.length > 0) yield start;
}

function byByteOrderMark([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return undefined;
}

function checkIsText(chunk: Uint8Array, decoder: Decoder | undefined): void {
  const isZip = chunk[0] === 0x50 && chunk[1] === 0x4b && chunk[2] === 0x03 && chunk[3] === 0x04;
  if (!isZip && (decoder?.encoding.startsWith("utf-16") === true || !chunk.subarray(0, 4_096).includes(0))) return;
  throw new CardwrightError(
    isZip ? "The input is a ZIP archive, as Excel files are, not text" : "The input is not text",
    {
      code: "INPUT_BINARY",
      help: isZip
        ? "Give it as an Excel file (its name ends in .xlsx, or --format xlsx), or save it as “CSV UTF-8”."
        : "Give CSV or JSON lines. For text in UTF-16 without a byte order mark, give the encoding (--encoding utf-16le).",
    },
  );
}

function firstBeyondAscii(chunk: Uint8Array): number {
  const at = chunk.findIndex((byte) => byte > 0x7f);
  return at === -1 ? chunk.length : at;
}

/** Whether bytes begin with a character of UTF-8. */
function startsAsUtf8(bytes: Uint8Array): boolean {
  const [first = 0] = bytes;
  if (first < 0xc2) return false;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  return bytes.length >= length && firstInvalidUtf8(bytes.subarray(0, length)) === length;
}
