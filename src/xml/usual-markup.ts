import type { SaxesParser, SaxesTagNS } from "saxes";
import { type KnownAttribute, KnownNames, type KnownTag } from "./known-names.ts";
import type { XmlLimits } from "./xml-error.ts";
import type { XmlAttribute, XmlHandler, XmlStartTag } from "./xml-handler.ts";

/** What ends the usual form of text: what XML forbids or may forbid, references, and what is no single code point. */
const unusual = /[^\t\n\r -%'-\\^-\ud7ff]/g;
/** The same in text that has none of the others. */
const unusualInClean = /[&\]]/g;
const lineEnd = /\r\n?|\n/g;
/** More attributes than these are compared with each other by saxes, which does so faster. */
const maxAttributes = 16;
const none = Number.POSITIVE_INFINITY;

/** Where a piece of text begins. */
export interface PieceStart {
  /** Whether the piece is known to have no control characters that XML forbids, and none from U+D800 on. */
  readonly isClean: boolean;
  /** The code units before it. */
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/**
 * Reads the markup that documents mostly consist of, faster than saxes: text without references, and tags with names that
 * saxes has found right before, where the same prefixes were declared. It reads whole texts and tags inside the root
 * element, and stops before anything else. Only saxes refuses anything, so this changes nothing but the speed.
 */
export class UsualMarkup {
  readonly #saxes: SaxesParser<{ xmlns: true }>;
  readonly #handler: XmlHandler;
  readonly #limits: XmlLimits;
  readonly #openLines: number[];
  readonly #names: KnownNames;
  /** The tag that began last: the next one is mostly the one that followed it before. */
  #last: KnownTag | undefined;
  /** The end of the tag that was read last. */
  #tagEnd = 0;
  #isEmpty = false;
  /** The attributes of the tag that was read last. */
  #attributes: readonly XmlAttribute[] = noAttributes;
  /** The next characters in the piece of which there are few; searched for again when they have been passed. */
  #sought = unusual;
  #unusual = -1;
  #newline = -1;
  #return = -1;
  #tab = -1;

  /** The line ends that were passed, and the code units after the last one. */
  lines = 0;
  rest = 0;
  /** The length of the text after the last tag. */
  textLength = 0;

  constructor(
    saxes: SaxesParser<{ xmlns: true }>,
    handler: XmlHandler,
    options: { readonly limits: XmlLimits; readonly openLines: number[]; readonly resolve: XmlStartTag["resolve"] },
  ) {
    this.#saxes = saxes;
    this.#handler = handler;
    this.#limits = options.limits;
    this.#openLines = options.openLines;
    this.#names = new KnownNames(options.resolve);
  }

  /** Remembers the names in a tag that saxes has read. */
  opened(tag: SaxesTagNS): void {
    this.#last = this.#names.open(tag, this.#last);
  }

  /** Saxes has read the end of the innermost element. */
  closed(): void {
    // A name that follows one in another scope may mean something else there.
    if (this.#names.close()) this.#last = undefined;
  }

  /** Whether saxes is at the end of a tag, or the like, inside the root element. */
  get mayBegin(): boolean {
    const saxes = this.#saxes;
    return saxes["state"] === betweenTags && saxes["text"] === "" && saxes["carriedFromPrevious"] === undefined;
  }

  /** Begins another piece. */
  begin(): void {
    this.#unusual = this.#newline = this.#return = this.#tab = -1;
  }

  /** Reads as much as it can of a piece, if it may begin, and returns where it stops. */
  read(text: string, from: number, start: PieceStart): number {
    const saxes = this.#saxes;
    const tags = saxes["tags"];
    const handler = this.#handler;
    const names = this.#names;
    const limit = this.#limits.text;
    // What saxes resolves first are the prefixes of the tag it read last, which may have ended.
    saxes["topNS"] = noPrefixes;
    this.#sought = start.isClean ? unusualInClean : unusual;
    const offset = start.offset - from;
    let line = start.line;
    let lineStart = from - start.column + 1;
    let at = from;
    this.lines = 0;
    for (;;) {
      const less = text.indexOf("<", at);
      if (less < 0) break;
      if (less > at) {
        const length = less - at;
        if (this.textLength + length > limit || this.#nextUnusual(text, at) < less) break;
        const value =
          this.#nextReturn(text, at) < less ? text.slice(at, less).replace(lineEnd, "\n") : text.slice(at, less);
        if (this.#return < less) {
          lineEnd.lastIndex = at;
          for (let end = lineEnd.exec(text); end !== null && end.index < less; end = lineEnd.exec(text)) {
            line++;
            lineStart = lineEnd.lastIndex;
          }
        } else {
          for (let end = this.#nextNewline(text, at); end < less; end = this.#nextNewline(text, end + 1)) {
            line++;
            lineStart = end + 1;
          }
        }
        this.textLength += value.length;
        at = less;
        handler.text(value, false);
      }
      if (text.charCodeAt(less + 1) === slash) {
        const { close } = names.innermost;
        // The end of the root changes what may follow.
        if (tags.length < 2 || close.length > limit || !text.startsWith(close, less)) break;
        tags.pop();
        this.closed();
        this.textLength = 0;
        at = less + close.length;
        handler.endElement(offset + at);
        continue;
      }
      const known = this.#readTag(text, less);
      if (known === undefined || this.#tagEnd - less > limit || tags.length >= this.#limits.depth) break;
      this.#last = known;
      at = this.#tagEnd;
      this.textLength = 0;
      this.#openLines[tags.length] = line;
      const { tag } = known;
      const attributes = this.#attributes;
      handler.startElement(
        attributes.length === 0 ? tag : withAttributes(tag, attributes),
        { line, column: less - lineStart + 1 },
        offset + less,
        offset + at,
      );
      if (this.#isEmpty) handler.endElement(offset + at);
      else {
        tags.push(known.saxes);
        names.enter(known);
      }
    }
    this.lines = line - start.line;
    this.rest = this.lines === 0 ? at - from : at - lineStart;
    return at;
  }

  /** Reads a start tag, and returns its name; `undefined` when it is not in the usual form. */
  #readTag(text: string, less: number): KnownTag | undefined {
    let known = this.#last?.follower;
    let end = less + (known?.open.length ?? 0);
    if (known === undefined || !text.startsWith(known.open, less) || !isNameEnd(text.charCodeAt(end))) {
      end = less + 1;
      while (!isNameEnd(text.charCodeAt(end))) end++;
      known = this.#names.tag(text.slice(less + 1, end));
      if (known === undefined) return undefined;
      if (this.#last !== undefined) this.#last.follower = known;
    }
    this.#attributes = noAttributes;
    this.#isEmpty = false;
    let code = text.charCodeAt(end);
    if (code === space && text.charCodeAt(end + 1) !== slash) {
      end = this.#readAttributes(text, end, known);
      if (end < 0) return undefined;
      code = text.charCodeAt(end);
    }
    if (code === space) code = text.charCodeAt(++end);
    if (code === slash) {
      this.#isEmpty = true;
      code = text.charCodeAt(++end);
    }
    this.#tagEnd = end + 1;
    return code === greater ? known : undefined;
  }

  /** Reads attributes, each after one space, and returns their end; -1 when they are not in the usual form. */
  #readAttributes(text: string, from: number, tag: KnownTag): number {
    const attributes: XmlAttribute[] = [];
    const max = Math.min(maxAttributes, this.#limits.attributes);
    let at = from;
    while (text.charCodeAt(at) === space && text.charCodeAt(at + 1) !== slash) {
      const known = this.#attributeAt(text, at, tag, attributes.length);
      if (known === undefined || attributes.length === max) return -1;
      const begin = at + known.before.length;
      const end = text.indexOf('"', begin);
      if (
        end < 0 ||
        this.#nextUnusual(text, begin) < end ||
        this.#nextNewline(text, begin) < end ||
        this.#nextReturn(text, begin) < end ||
        this.#nextTab(text, begin) < end
      )
        return -1;
      const { namespace, local, prefix } = known;
      for (const one of attributes) if (one.local === local && one.namespace === namespace) return -1;
      const value = text.slice(begin, end);
      if (value.includes("<")) return -1;
      attributes.push({ namespace, local, prefix, value });
      at = end + 1;
    }
    this.#attributes = attributes;
    return at;
  }

  #attributeAt(text: string, at: number, { attributes }: KnownTag, index: number): KnownAttribute | undefined {
    const guess = attributes[index];
    if (guess !== undefined && text.startsWith(guess.before, at)) return guess;
    let equals = at + 1;
    while (text.charCodeAt(equals) !== equalsSign && !isNameEnd(text.charCodeAt(equals))) equals++;
    const known = text.startsWith('="', equals) ? this.#names.attribute(text.slice(at + 1, equals)) : undefined;
    if (known !== undefined) attributes[index] = known;
    return known;
  }

  #nextUnusual(text: string, from: number): number {
    if (this.#unusual >= from) return this.#unusual;
    this.#sought.lastIndex = from;
    this.#unusual = this.#sought.exec(text)?.index ?? none;
    return this.#unusual;
  }

  #nextNewline(text: string, from: number): number {
    if (this.#newline < from) this.#newline = indexFrom(text, "\n", from);
    return this.#newline;
  }

  #nextReturn(text: string, from: number): number {
    if (this.#return < from) this.#return = indexFrom(text, "\r", from);
    return this.#return;
  }

  #nextTab(text: string, from: number): number {
    if (this.#tab < from) this.#tab = indexFrom(text, "\t", from);
    return this.#tab;
  }
}

/** The state of saxes 6.0.0 in which it reads text between tags. */
const betweenTags = 13;
const space = 0x20;
const slash = 0x2f;
const equalsSign = 0x3d;
const greater = 0x3e;
const noAttributes: readonly XmlAttribute[] = [];
const noPrefixes: Record<string, string> = Object.create(null);

function withAttributes(
  { namespace, local, expanded, resolve, name, prefixes }: XmlStartTag,
  attributes: readonly XmlAttribute[],
): XmlStartTag {
  return { namespace, local, expanded, attributes, resolve, name, prefixes };
}

function isNameEnd(code: number): boolean {
  // Not a number beyond the end of the text.
  return code === greater || code <= space || code === slash || Number.isNaN(code);
}

function indexFrom(text: string, part: string, from: number): number {
  const at = text.indexOf(part, from);
  return at < 0 ? none : at;
}

/** The end of the next tag in a text, or of the text. */
export function endOfTag(text: string, from: number): number {
  const tag = text.indexOf("<", from);
  const end = tag < 0 ? -1 : text.indexOf(">", tag);
  return end < 0 ? text.length : end + 1;
}
