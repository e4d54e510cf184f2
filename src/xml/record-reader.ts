import { isAscii } from "node:buffer";
import { areClean } from "./clean-bytes.ts";
import { TextPieces, utf8Prefix } from "./decode-text.ts";
import { EndTags } from "./end-tags.ts";
import type { Recogniser, RecordFormat, XmlRecord } from "./record-format.ts";
import { StrictRecords } from "./strict-records.ts";
import { detectEncoding, type XmlEncoding } from "./xml-encoding.ts";
import { XmlError, type XmlLimits } from "./xml-error.ts";

/** Options of {@link RecordReader}. */
export interface RecordReaderOptions {
  readonly limits: XmlLimits;
  /** Whether records get values; otherwise they are only checked. */
  readonly values: boolean;
  /** Whether to use the recogniser. Without it, the strict parser reads everything: the same result, but slower. */
  readonly fast: boolean;
  /** Set when the encoding is known from outside and the document's own declaration does not count, as with text. */
  readonly encoding?: XmlEncoding["name"];
}

/** A recogniser reads up to eight bytes at once, even beyond the end. */
const padding = 64;
/**
 * Up to this many bytes are collected until a record is complete; then the strict parser, which can read parts, takes
 * over.
 */
const maxLookahead = 1 << 18;
/** After this many declined records in a row, the strict parser reads `strictStride` bytes before the next attempt. */
const maxDeclinedInARow = 16;
const strictStride = 1 << 14;

/**
 * Reads the records of a document whose bytes arrive in pieces of any size. Call `push` for each piece, `end` after the
 * last one, and after each of these calls `next` until it returns `undefined`.
 *
 * Two readers take turns at one position. The recogniser starts in the known state "between two records" and accepts
 * the next record or declines it. The strict parser reads declined records and everything outside records, until it is
 * between two records again. Only the strict parser reports issues, so the recogniser changes nothing but the speed.
 */
export class RecordReader<T> {
  readonly #strict: StrictRecords<T>;
  readonly #format: RecordFormat<T>;
  /** Whether a recogniser may read records in the usual form. */
  readonly #isFast: boolean;
  readonly #limits: XmlLimits;
  /** Made when the prefixes of names in records are known. */
  #recogniser: Recogniser<T> | undefined;
  readonly #values: boolean;
  /** A record up to this length cannot contain a text that exceeds the limit. */
  readonly #maxLength: number;
  #endTags: EndTags;
  #encoding: XmlEncoding | undefined;
  #wide: TextPieces | undefined;
  /** The bytes that have not been read yet, then the padding. */
  #buffer: Buffer = Buffer.alloc(padding);
  #view: DataView = viewOf(this.#buffer);
  #start = 0;
  /** The end of the last complete character; the bytes after it are cut off or invalid. */
  #valid = 0;
  #end = 0;
  /** The start of the last end tag of a record among the valid bytes; negative if there is none. */
  #lastEndTag = -1;
  /** Document offset of the buffer's first byte. */
  #origin = 0;
  #line = 1;
  #column = 1;
  #ended = false;
  #invalid = false;
  #isStrict = true;
  /** Set while more bytes are needed; cleared when a piece arrives that may complete a record. */
  #waiting = false;
  #closed = false;
  #declined = 0;
  #failure: Error | undefined;

  constructor(format: RecordFormat<T>, options: RecordReaderOptions) {
    this.#strict = new StrictRecords(format, options);
    this.#format = format;
    this.#limits = options.limits;
    this.#isFast = options.fast && format.createRecogniser !== undefined;
    this.#maxLength = Math.min(options.limits.text, maxLookahead);
    this.#values = options.values;
    this.#endTags = new EndTags(format);
    if (options.encoding !== undefined) this.#encoding = { name: options.encoding, markLength: 0 };
  }

  /** Adds the next piece, which is copied. */
  push(piece: Uint8Array): void {
    if (piece.length === 0 || this.#invalid) return;
    this.#makeRoom(piece.length);
    this.#buffer.set(piece, this.#end);
    this.#end += piece.length;
    this.#buffer.fill(0, this.#end, this.#end + padding);
    if (this.#wide !== undefined) this.#valid = this.#end;
    else if (this.#encoding !== undefined) this.#validate();
    if (piece.includes(greaterThan) || this.#valid - this.#start > maxLookahead) this.#waiting = false;
  }

  /** What stands around the records, such as attributes of the root; known at the end of the document. */
  get envelope(): unknown {
    return this.#strict.envelope;
  }

  /** Ends the document: there are no more pieces. */
  end(): void {
    this.#ended = true;
    this.#waiting = false;
  }

  /**
   * Returns the next record; `undefined` when it needs more bytes or, after `end`, when there are no more records.
   *
   * @throws XmlError at the place where the document cannot be read further.
   */
  next(): XmlRecord<T> | undefined {
    for (;;) {
      const record = this.#strict.take();
      if (record !== undefined) return record;
      if (this.#failure !== undefined) throw this.#failure;
      if (this.#waiting || this.#closed) return undefined;
      if (this.#encoding === undefined && !this.#findEncoding()) return undefined;
      if (!this.#isStrict) {
        const accepted = this.#acceptRecord();
        if (accepted !== undefined) return accepted;
        continue;
      }
      try {
        if (this.#encoding?.name === "UTF-8") this.#parseStrictly();
        else this.#parseWide();
      } catch (error) {
        // Records that were complete before the error are returned first.
        this.#failure = error instanceof Error ? error : new Error(String(error));
      }
    }
  }

  #makeRoom(size: number): void {
    const kept = this.#end - this.#start;
    if (this.#end + size + padding > this.#buffer.length) {
      const needed = kept + size + padding;
      const target = needed > this.#buffer.length ? Buffer.alloc(needed * 2) : this.#buffer;
      this.#buffer.copy(target, 0, this.#start, this.#end);
      if (target !== this.#buffer) {
        this.#buffer = target;
        this.#view = viewOf(target);
      }
      this.#origin += this.#start;
      this.#valid -= this.#start;
      this.#lastEndTag -= this.#start;
      this.#end = kept;
      this.#start = 0;
    }
  }

  #findEncoding(): boolean {
    const head = this.#buffer.subarray(0, this.#end);
    try {
      this.#encoding = detectEncoding(head, this.#ended);
    } catch (error) {
      this.#failure = error instanceof Error ? error : new Error(String(error));
      return true;
    }
    if (this.#encoding === undefined) return false;
    this.#start = this.#encoding.markLength;
    this.#valid = this.#start;
    if (this.#encoding.name === "UTF-8") this.#validate();
    else {
      this.#wide = new TextPieces(this.#encoding.name);
      this.#strict.countBytes(this.#encoding.markLength, this.#encoding.name.startsWith("UTF-16") ? 2 : 1);
    }
    return true;
  }

  #validate(): void {
    const before = this.#valid;
    const { length, invalid } = utf8Prefix(this.#buffer.subarray(before, this.#end));
    this.#valid += length;
    const endTag = this.#endTags.last(this.#buffer, Math.max(this.#start, before - this.#endTags.length), this.#valid);
    if (endTag >= 0) this.#lastEndTag = endTag;
    if (!invalid) return;
    // Nothing after the first invalid byte matters.
    this.#invalid = true;
    this.#end = this.#valid;
    this.#buffer.fill(0, this.#end, this.#end + padding);
    this.#waiting = false;
  }

  #isLast(): boolean {
    return this.#ended || this.#invalid;
  }

  /** Lets the recogniser try the next record. `undefined` means that the state has changed to waiting or to strict. */
  #acceptRecord(): XmlRecord<T> | undefined {
    const recogniser = this.#recogniser;
    if (recogniser === undefined || !this.#skipWhiteSpace()) return undefined;
    const at = this.#start;
    // Skip a record that is cut off: it would take the recogniser's code down a branch that no usual record takes, and
    // the just-in-time compiler would prepare for that.
    if (at > this.#lastEndTag && !this.#isLast() && this.#valid - at < maxLookahead) {
      this.#waiting = true;
      return undefined;
    }
    const end = recogniser.accept(this.#buffer, this.#view, at);
    if (end < 0 || end - at > this.#maxLength || !this.#strict.skipRecord(recogniser.kind?.())) {
      this.#declined++;
      this.#goStrict();
      return undefined;
    }
    this.#declined = 0;
    const { position } = recogniser;
    const lines = position[0] ?? 0;
    const lineStart = position[1] ?? 0;
    const record: XmlRecord<T> = {
      number: this.#strict.count,
      start: this.#origin + at,
      end: this.#origin + end,
      line: this.#line,
      column: this.#column,
      value: this.#values ? recogniser.build(this.#buffer, at, end) : undefined,
      issues: noIssues,
    };
    this.#line += lines;
    this.#column = lines > 0 ? 1 + this.#codePoints(lineStart, end) : this.#column + this.#codePoints(at, end);
    this.#start = end;
    return record;
  }

  /** Skips white space between records. Returns whether something else follows. */
  #skipWhiteSpace(): boolean {
    const buffer = this.#buffer;
    const valid = this.#valid;
    let at = this.#start;
    let line = this.#line;
    let column = this.#column;
    for (; at < valid; at++) {
      const byte = buffer[at];
      if (byte === 0x0a || (byte === 0x0d && buffer[at + 1] !== 0x0a)) {
        line++;
        column = 1;
      } else if (byte === 0x20 || byte === 0x09 || byte === 0x0d) column++;
      else break;
    }
    const isTooLong = at - this.#start > this.#maxLength;
    if (buffer[at] === lessThan && at < valid && !isTooLong) {
      this.#start = at;
      this.#line = line;
      this.#column = column;
      return true;
    }
    // White space without an end yet is looked at again with the next piece; the strict parser gets what never ends,
    // and also text, from its start.
    if (at < valid || this.#isLast() || isTooLong) this.#goStrict();
    else this.#waiting = true;
    return false;
  }

  #goStrict(): void {
    this.#isStrict = true;
    this.#strict.moveTo({ line: this.#line, column: this.#column });
  }

  #codePoints(from: number, to: number): number {
    const buffer = this.#buffer;
    // Most ranges are short: the rest of a line.
    if (to - from > 64 && isAscii(buffer.subarray(from, to))) return to - from;
    let count = 0;
    for (let at = from; at < to; at++) if (((buffer[at] ?? 0) & 0xc0) !== 0x80) count++;
    return count;
  }

  /** Feeds the strict parser up to the next place that may be between two records. */
  #parseStrictly(): void {
    if (this.#start >= this.#valid) {
      this.#finish();
      return;
    }
    const from = this.#start;
    const to = this.#sliceEnd(from);
    const bytes = this.#buffer.subarray(from, to);
    this.#start = to;
    const isPlain = isAscii(bytes);
    this.#strict.write(bytes.toString(isPlain ? "latin1" : "utf8"), this.#origin + from, {
      isPlain,
      isClean: areClean(this.#buffer, from, to),
    });
    if (this.#isFast && this.#strict.isUsual && this.#strict.isBetweenRecords && this.#hasRecogniser()) {
      this.#isStrict = false;
      ({ line: this.#line, column: this.#column } = this.#strict.position);
    }
  }

  /** Makes the recogniser when it is first needed. Returns whether what it accepts cannot exceed the limits. */
  #hasRecogniser(): boolean {
    if (this.#recogniser === undefined) {
      const { prefixes } = this.#strict;
      this.#recogniser = this.#format.createRecogniser?.(prefixes);
      if (this.#format.prefixed === true) {
        this.#endTags = new EndTags(this.#format, prefixes);
        this.#lastEndTag = this.#endTags.last(this.#buffer, this.#start, this.#valid);
      }
    }
    const recogniser = this.#recogniser;
    const around = this.#format.envelope?.path.length ?? 1;
    return (
      recogniser !== undefined &&
      around + recogniser.depth <= this.#limits.depth &&
      recogniser.attributes <= this.#limits.attributes
    );
  }

  /**
   * Returns the end of the next tag after which the parser may be between two records; without one, the end of all
   * bytes.
   */
  #sliceEnd(from: number): number {
    if (!this.#isFast || (this.#strict.isListKnown && !this.#strict.isUsual)) return this.#shortEnd(from);
    // Before the first record each tag may be the one after which records follow.
    const tag = this.#strict.isListKnown ? this.#nextEndTag(from) : from;
    const close = tag < 0 ? -1 : this.#buffer.indexOf(greaterThan, tag);
    return close < 0 || close >= this.#valid ? this.#valid : close + 1;
  }

  /** The end of a short slice: the records in a long one would all wait in memory. */
  #shortEnd(from: number): number {
    let end = Math.min(from + strictStride, this.#valid);
    // Not inside a character.
    while (end < this.#valid && ((this.#buffer[end] ?? 0) & 0xc0) === 0x80) end--;
    return end;
  }

  /** Returns where the strict parser may stop so that the recogniser can try again. */
  #nextEndTag(from: number): number {
    if (from > this.#lastEndTag) return -1;
    const far =
      this.#declined < maxDeclinedInARow
        ? -1
        : this.#endTags.last(this.#buffer, from, Math.min(from + strictStride, this.#valid));
    return far < 0 ? this.#endTags.next(this.#buffer, from) : far;
  }

  #parseWide(): void {
    const wide = this.#wide;
    if (wide === undefined) return;
    const text = wide.push(this.#buffer.subarray(this.#start, this.#end));
    this.#start = this.#end;
    this.#valid = this.#end;
    this.#strict.write(text, 0, { isPlain: true, isClean: false });
    this.#invalid = wide.failed || (this.#ended && wide.isCutOff);
    this.#finish();
  }

  #finish(): void {
    if (this.#invalid) {
      this.#strict.flush();
      const { line, column } = this.#strict.position;
      throw new XmlError("XML_ENCODING", `The document is not valid ${this.#encoding?.name}`, line, column);
    }
    if (!this.#ended) {
      this.#waiting = true;
      return;
    }
    if (this.#valid < this.#end && this.#wide === undefined) {
      this.#invalid = true;
      this.#finish();
    }
    this.#closed = true;
    this.#strict.close();
  }
}

const lessThan = 0x3c;
const greaterThan = 0x3e;
const noIssues: readonly never[] = [];

function viewOf(buffer: Buffer): DataView {
  return new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}
