import { XmlError } from "./xml-error.ts";

/** What is said of every document type declaration, wherever it stands. */
export const DOCTYPE_REFUSED = "document type declarations are refused";

/** White space, comments and processing instructions, the XML declaration among them. */
const MISCELLANY = /(?:[ \t\r\n]+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->)*/y;

/**
 * Holds back what stands before the root element until it has been looked through for a document type declaration: found before anything
 * is parsed, one error stands for all documents with one, whatever is inside it.
 */
export class XmlProlog {
  readonly #limit: number;
  /** What has been looked through. */
  #seen = "";
  #rest = "";
  /** What ends the comment or processing instruction that the rest starts with; empty when it starts with none. */
  #terminator = "";
  /** The end of what was added last: a terminator may be cut in two. */
  #tail = "";

  constructor(limit: number) {
    this.#limit = limit;
  }

  /**
   * Adds text. Gives all there is once the root element has been reached; `undefined` while it has not.
   *
   * @throws XmlError `XML_DOCTYPE`, `XML_VERSION` or `XML_LIMIT`.
   */
  add(text: string): string | undefined {
    this.#rest += text;
    const added = this.#tail + text;
    this.#tail = added.slice(-2);
    const isLong = this.#seen.length + this.#rest.length > this.#limit;
    // Looking again at all of what grows bit by bit would take for ever.
    if (this.#terminator !== "" && !isLong && !added.includes(this.#terminator)) return undefined;
    return this.#look() ? this.#checkVersion() : undefined;
  }

  /** Gives all there is, when no more comes. */
  end(): string {
    this.#look();
    return this.#checkVersion();
  }

  /** Moves on as far as can be. Tells whether the root element has been reached. */
  #look(): boolean {
    const start = this.#seen === "" && this.#rest.startsWith("\ufeff") ? 1 : 0;
    MISCELLANY.lastIndex = start;
    const skipped = start + (MISCELLANY.exec(this.#rest)?.[0].length ?? 0);
    this.#seen += this.#rest.slice(0, skipped);
    this.#rest = this.#rest.slice(skipped);
    const rest = this.#rest;
    this.#terminator = rest.startsWith("<?") ? "?>" : rest.startsWith("<!--") ? "-->" : "";
    if (this.#seen.length + (this.#terminator === "" ? 0 : rest.length) > this.#limit) throw tooLong(this.#limit, 1, 1);
    if (rest.startsWith("<!DOCTYPE")) {
      const lines = this.#seen.replace(/^\ufeff/, "").split(/\r\n?|\n/);
      throw new XmlError("XML_DOCTYPE", DOCTYPE_REFUSED, lines.length, [...(lines.at(-1) ?? "")].length + 1);
    }
    return this.#terminator === "" && !/^(?:<|<!|<!-|<!D|<!DO|<!DOC|<!DOCT|<!DOCTY|<!DOCTYP)?$/.test(rest);
  }

  // Only at the end, so that the pieces' sizes do not decide which of two errors comes first.
  #checkVersion(): string {
    const text = this.#seen + this.#rest;
    const version = /^\ufeff?<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*["']1\.([0-9]+)["']/.exec(text)?.[1];
    if (version !== undefined && version !== "0") throw new XmlError("XML_VERSION", "only XML 1.0 is read", 1, 1);
    return text;
  }
}

/** Says that a construct is longer than the limit for texts. */
export function tooLong(limit: number, line: number, column: number): XmlError {
  const reason = `a tag, a comment or the text of an element may have ${limit} characters`;
  return new XmlError("XML_LIMIT", reason, line, column);
}
