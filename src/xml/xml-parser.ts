import { SaxesParser, type SaxesTagNS } from "saxes";
import { startTag } from "./known-names.ts";
import {
  bareAmpersand,
  isBrokenReference,
  isReadingReference,
  referenceBefore,
  unfinishedReference,
} from "./unfinished-reference.ts";
import { endOfTag, UsualMarkup } from "./usual-markup.ts";
import { isWhiteSpace } from "./white-space.ts";
import { sentenceCase, XmlError, type XmlErrorCode, type XmlLimits } from "./xml-error.ts";
import type { TextPosition, XmlAttribute, XmlHandler } from "./xml-handler.ts";
import { doctypeRefused, tooLong, XmlProlog } from "./xml-prolog.ts";

/** The messages of saxes for documents that violate only the rules of namespaces. */
const namespaceErrors =
  /^(?:malformed name|unbound namespace prefix|tags may not have|duplicate attribute: \{|xmlns prefix must|may not assign|invalid attempt to undefine)/;
const xmlnsNamespace = "http://www.w3.org/2000/xmlns/";
const noAttributes: readonly XmlAttribute[] = [];

/**
 * Reads XML 1.0 with namespaces, strictly, from text that arrives in pieces. saxes implements the grammar. This class
 * adds limits, refusals, the positions of starts, and that no event is reported before its last character was accepted.
 *
 * The first error ends the reading. Every method may throw an XmlError.
 */
export class XmlParser {
  readonly #saxes = new SaxesParser({ xmlns: true, defaultXMLVersion: "1.0", forceXMLVersion: true });
  readonly #handler: XmlHandler;
  readonly #limits: XmlLimits;
  readonly #resolve = (prefix: string): string | undefined => this.#saxes.resolve(prefix);
  /** The number of code units that have been fed. */
  #fed = 0;
  #depth = 0;
  /** Length of the text runs since the last tag. */
  #textLength = 0;
  /** The start of the construct that is being read. */
  #tokenOffset = 0;
  #tokenLine = 1;
  #tokenColumn = 0;
  /** saxes reports an end tag before it compares names. It is passed on when the next event shows that it was right. */
  #pendingEnd = -1;
  /** Added to the lines of saxes, and to the columns of its line `#deltaLine`, to account for text that was skipped. */
  #lineDelta = 0;
  #columnDelta = 0;
  #deltaLine = 0;
  /** Set until the root element has been reached. */
  #prolog: XmlProlog | undefined;
  #rootSeen = false;
  /** An error outside the root element, held back until it is known that no document type declaration follows. */
  #held: XmlError | undefined;
  /** How much text has been searched since, and the end of that text: a declaration may be split between two pieces. */
  #heldLength = 0;
  #heldTail = "";
  #prologText = "";
  /** The `&` of a reference that has not ended yet. */
  #reference: TextPosition | undefined;
  /** The lines on which the open elements begin. */
  readonly #openLines: number[] = [];
  readonly #usual: UsualMarkup;
  #isClean = false;

  constructor(handler: XmlHandler, limits: XmlLimits) {
    this.#handler = handler;
    this.#limits = limits;
    this.#prolog = new XmlProlog(limits.text);
    this.#usual = new UsualMarkup(this.#saxes, handler, {
      limits,
      openLines: this.#openLines,
      resolve: this.#resolve,
    });
    this.#listen();
  }

  /** The number of code units that have been fed. */
  get fed(): number {
    return this.#fed;
  }

  /** The number of open elements. */
  get depth(): number {
    return this.#depth;
  }

  /** The end of the text fed so far. */
  get position(): TextPosition {
    return this.#positionOf(this.#saxes.line, this.#saxes.column);
  }

  /** Moves the position after text between two elements was skipped because it needs no parsing. */
  moveTo({ line, column }: TextPosition): void {
    this.#deltaLine = this.#saxes.line;
    this.#lineDelta = line - this.#saxes.line;
    this.#columnDelta = column - this.#saxes.column - 1;
    this.#beginToken(0);
    // Between two writes the offset of saxes is not right.
    this.#tokenOffset = this.#fed;
  }

  /** Parses the next piece. `isClean`: it has no control characters that XML forbids, and none from U+D800 on. */
  write(text: string, isClean = false): void {
    this.#isClean = isClean && this.#prolog === undefined;
    const ready = this.#prolog === undefined ? text : this.#prolog.add(text);
    if (ready === undefined) return;
    this.#prolog = undefined;
    this.#feedOrHold(ready);
  }

  /** Parses what was held back; called when nothing readable follows. */
  flush(): void {
    const ready = this.#prolog?.end();
    this.#prolog = undefined;
    if (ready !== undefined) this.#feedOrHold(ready);
    if (this.#held !== undefined) throw this.#held;
  }

  /** Ends the document: an element that is still open is an error. */
  close(): void {
    this.flush();
    try {
      this.#saxes.close();
    } catch (error) {
      throw this.#translate(error);
    }
    this.#deliverEnd();
  }

  /** Reports a document type declaration even if there is an error before it. */
  #feedOrHold(text: string): void {
    let unseen = text;
    if (this.#held === undefined) {
      const start = this.#fed;
      try {
        this.#feed(text);
        this.#prologText = this.#rootSeen ? "" : this.#prologText + text;
        return;
      } catch (thrown) {
        const error = this.#translate(thrown);
        if (this.#depth > 0 || !(error instanceof XmlError) || error.code !== "XML_NOT_WELL_FORMED") throw error;
        this.#held = error;
        unseen = this.#rootSeen ? text.slice(this.#offset() - start) : this.#prologText + text;
      }
    }
    const looked = this.#heldTail + unseen.slice(0, this.#limits.text - this.#heldLength);
    if (looked.includes("<!DOCTYPE"))
      throw this.#failAt("XML_DOCTYPE", doctypeRefused, { line: this.#held.line, column: this.#held.column });
    this.#heldTail = looked.slice(-8);
    this.#heldLength += unseen.length;
    if (this.#heldLength >= this.#limits.text) throw this.#held;
  }

  #feed(text: string): void {
    // A piece never goes beyond the point where a limit is exceeded, so that the sizes of pieces do not decide which
    // error is reported. Outside the root element saxes refuses text only at the end of a piece, so there each
    // character is a piece.
    this.#usual.begin();
    for (let from = this.#readUsual(text, 0); from < text.length; from = this.#readUsual(text, from)) {
      const room = this.#depth === 0 ? 1 : this.#limits.text + 1 - (this.#fed - this.#tokenOffset);
      const end = Math.min(endOfTag(text, from), from + Math.max(room, 1));
      const piece = from === 0 && end === text.length ? text : text.slice(from, end);
      from += piece.length;
      this.#fed += piece.length;
      const { line, column } = this.#saxes;
      const carried = this.#saxes["carriedFromPrevious"] ?? "";
      try {
        this.#saxes.write(piece);
      } catch (error) {
        const all = carried + piece;
        const start = this.#fed - all.length;
        const end = this.#offset() - start;
        // A reference that began in an earlier piece has ended if there is a ";" before the error.
        const isNew = this.#reference === undefined || (end > 1 && all.lastIndexOf(";", end - 2) >= 0);
        if (isNew && (isBrokenReference(error) || isReadingReference(this.#saxes)))
          this.#referenceAt(all, referenceBefore(all, this.#tokenOffset - start, end), { line, column });
        // An end tag before the error counts, unless its name is the error.
        if (this.#offset() > this.#pendingEnd) this.#deliverEnd();
        throw !(error instanceof XmlError) && this.#isTextOutsideRoot(piece) ? this.#textOutsideRoot() : error;
      }
      if (!isReadingReference(this.#saxes)) this.#reference = undefined;
      else this.#referenceAt(carried + piece, unfinishedReference(this.#saxes, carried + piece), { line, column });
      this.#deliverEnd();
      this.#checkToken(this.#fed);
    }
  }

  /** Reads what it can of the text without saxes. Returns where saxes has to go on. */
  #readUsual(text: string, from: number): number {
    const saxes = this.#saxes;
    const usual = this.#usual;
    if (this.#depth === 0 || from === text.length || !usual.mayBegin) return from;
    usual.textLength = this.#textLength;
    const at = usual.read(text, from, { offset: this.#fed, ...this.position, isClean: this.#isClean });
    if (at === from) return at;
    this.#depth = saxes["tags"].length;
    this.#textLength = usual.textLength;
    this.#fed += at - from;
    saxes["chunkPosition"] = this.#fed;
    saxes.line += usual.lines;
    saxes.column = usual.lines === 0 ? saxes.column + usual.rest : usual.rest;
    this.#beginToken(0);
    // Between two writes the offset of saxes is not right.
    this.#tokenOffset = this.#fed;
    return at;
  }

  /** Remembers where a reference begins: at an offset of a piece that itself begins at a place. */
  #referenceAt(piece: string, at: number, { line, column }: TextPosition): void {
    if (at < 0) return;
    const lines = piece.slice(0, at).split(/\r\n?|\n/);
    const last = [...(lines.at(-1) ?? "")].length;
    this.#reference = this.#positionOf(line + lines.length - 1, lines.length > 1 ? last : column + last);
  }

  // Not more than six listeners: saxes keeps each in its own property, and with a seventh V8 stores the properties of
  // the parser in a slow form that makes parsing four times slower. Errors need no listener: without one, saxes throws
  // them.
  #listen(): void {
    const saxes = this.#saxes;
    saxes.on("processinginstruction", () => this.#endToken());
    saxes.on("comment", () => {
      // Reported before its ">" is read.
      this.#checkToken(this.#offset() + 1);
      this.#beginToken(-1);
    });
    saxes.on("text", (text) => {
      this.#deliverEnd();
      if (this.#depth === 0 && !isWhiteSpace(text)) throw this.#textOutsideRoot();
      // Reported when the "<" that ends it has been read.
      this.#checkToken(this.#offset() - 1);
      this.#beginToken(1);
      this.#addText(text, false);
    });
    saxes.on("cdata", (text) => {
      this.#deliverEnd();
      this.#endToken();
      this.#addText(text, true);
    });
    saxes.on("opentag", (tag) => this.#startElement(tag));
    saxes.on("closetag", () => {
      this.#deliverEnd();
      this.#endToken();
      this.#usual.closed();
      this.#pendingEnd = this.#offset();
    });
  }

  #startElement(tag: SaxesTagNS): void {
    this.#deliverEnd();
    const from = this.#tokenOffset;
    const start = this.#tokenStart();
    this.#endToken();
    if (this.#depth >= this.#limits.depth)
      throw this.#failAt("XML_LIMIT", `Elements are nested deeper than the limit of ${this.#limits.depth}`, start);
    this.#rootSeen = true;
    this.#openLines[this.#depth] = start.line;
    this.#depth++;
    this.#textLength = 0;
    this.#usual.opened(tag);
    // Most tags are only a name between "<" and ">". A tag that is no longer than that has no attributes.
    const isBare = this.#offset() - from === tag.name.length + 2;
    const attributes = isBare ? noAttributes : this.#attributesOf(tag, start);
    this.#handler.startElement(startTag(tag, attributes, this.#resolve), start, from, this.#offset());
  }

  #attributesOf({ attributes: all }: SaxesTagNS, start: TextPosition): readonly XmlAttribute[] {
    const attributes: XmlAttribute[] = [];
    let count = 0;
    for (const name in all) {
      const attribute = all[name];
      if (attribute === undefined) continue;
      count++;
      if (attribute.uri !== xmlnsNamespace)
        attributes.push({
          namespace: attribute.uri,
          local: attribute.local,
          prefix: attribute.prefix,
          value: attribute.value,
        });
      // saxes trims the white space, so one namespace would be taken for another.
      else if (attribute.value !== attribute.value.trim())
        throw this.#failAt("XML_NAMESPACE", "White space around the name of a namespace", start);
    }
    if (count > this.#limits.attributes)
      throw this.#failAt(
        "XML_LIMIT",
        `An element has more attributes than the limit of ${this.#limits.attributes}`,
        start,
      );
    return attributes;
  }

  /** Whether an error in a piece was preceded, in the same construct, by text after the root element. */
  #isTextOutsideRoot(piece: string): boolean {
    const start = this.#fed - piece.length;
    if (this.#depth > 0 || this.#tokenOffset < start) return false;
    return /^[ \t\r\n]*[^< \t\r\n]/.test(piece.slice(this.#tokenOffset - start, this.#offset() - start - 1));
  }

  // saxes reports the end of its piece. This reports the start of the text, whatever the pieces are.
  #textOutsideRoot(): XmlError {
    return this.#failAt("XML_NOT_WELL_FORMED", "Text outside the root element", this.#tokenStart());
  }

  /** Turns what saxes throws into an error of this package. */
  #translate(error: unknown): unknown {
    if (error instanceof XmlError || !(error instanceof Error)) return error;
    const reason = error.message.replace(/^[^ ]*: /, "");
    if (reason.startsWith("text data outside")) return this.#textOutsideRoot();
    if (
      this.#reference !== undefined &&
      (isBrokenReference(error) || isReadingReference(this.#saxes) || reason.startsWith("unclosed tag"))
    )
      return this.#failAt("XML_NOT_WELL_FORMED", bareAmpersand, this.#reference);
    const { line, column } = this.position;
    const at = { line, column: Math.max(column - 1, 1) };
    if (reason.startsWith("inappropriately located doctype")) return this.#failAt("XML_DOCTYPE", doctypeRefused, at);
    const code = namespaceErrors.test(reason) ? "XML_NAMESPACE" : "XML_NOT_WELL_FORMED";
    const isUnclosed = reason.startsWith("unclosed tag");
    if (isUnclosed || reason.startsWith("unexpected close tag"))
      return this.#failAt(
        code,
        `${isUnclosed ? "Unclosed tag" : "Unexpected close tag"}: ${this.#openElement(reason)}`,
        at,
      );
    // Names from the document follow a colon; messages must not contain them.
    return this.#failAt(code, sentenceCase((reason.split(":")[0] ?? reason).replace(/\.$/, "")), at);
  }

  /** Says which element is open, and since which line. */
  #openElement(reason: string): string {
    // An end tag that does not fit has already closed the element for saxes, but not for the handler.
    const name = reason.split(": ")[1] ?? this.#saxes["tag"]?.name ?? "";
    const line = this.#openLines[this.#depth - 1];
    // Only a name that the schema has, too, is no content of the document.
    const what = this.#handler.declares?.(name) === true ? `<${name}>` : "an element";
    return `${what} is open since line ${line ?? 1}`;
  }

  // Methods, because V8 looks up private accessors again at every call.
  #offset(): number {
    return this.#saxes.position;
  }

  #deliverEnd(): void {
    if (this.#pendingEnd < 0) return;
    const offset = this.#pendingEnd;
    this.#pendingEnd = -1;
    this.#depth--;
    this.#textLength = 0;
    this.#handler.endElement(offset);
  }

  #addText(text: string, isSection: boolean): void {
    this.#textLength += text.length;
    if (this.#textLength > this.#limits.text) this.#failTooLong();
    this.#handler.text(text, isSection);
  }

  #endToken(): void {
    this.#checkToken(this.#offset());
    this.#beginToken(0);
  }

  /** Marks the start of a construct: here, or `back` characters before in this line. */
  #beginToken(back: number): void {
    this.#tokenOffset = this.#offset() - back;
    this.#tokenLine = this.#saxes.line;
    this.#tokenColumn = this.#saxes.column - back;
  }

  #tokenStart(): TextPosition {
    return this.#positionOf(this.#tokenLine, this.#tokenColumn);
  }

  #positionOf(line: number, column: number): TextPosition {
    const columnDelta = line === this.#deltaLine ? this.#columnDelta : 0;
    return { line: line + this.#lineDelta, column: column + 1 + columnDelta };
  }

  #checkToken(end: number): void {
    if (end - this.#tokenOffset > this.#limits.text) this.#failTooLong();
  }

  #failTooLong(): never {
    if (this.#reference !== undefined) throw this.#failAt("XML_NOT_WELL_FORMED", bareAmpersand, this.#reference);
    const { line, column } = this.#tokenStart();
    throw tooLong(this.#limits.text, line, column);
  }

  #failAt(code: XmlErrorCode, message: string, { line, column }: TextPosition): XmlError {
    return new XmlError(code, message, line, column);
  }
}
