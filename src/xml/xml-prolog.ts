import { XmlError } from "./xml-error.ts";

/** The message for every document type declaration, wherever it is. */
export const doctypeRefused = "Document type declarations are not allowed";

/** White space, comments and processing instructions, the XML declaration among them. */
const miscellany = /(?:[ \t\r\n]+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->)*/y;

/**
 * Holds back everything before the root element until it has been searched for a document type declaration. That way
 * every document with one gets the same error, whatever the declaration contains: nothing has been parsed yet.
 */
export class XmlProlog {
  readonly #limit: number;
  /** The text that has been searched. */
  #seen = "";
  #rest = "";
  /** The end of the comment or processing instruction that the rest starts with; empty when it starts with neither. */
  #terminator = "";
  /** The end of the last piece: a terminator may be split between two pieces. */
  #tail = "";

  constructor(limit: number) {
    this.#limit = limit;
  }

  /**
   * Adds text. Returns all text so far once the root element has been reached; `undefined` before that.
   *
   * @throws XmlError `XML_DOCTYPE`, `XML_VERSION` or `XML_LIMIT`.
   */
  add(text: string): string | undefined {
    this.#rest += text;
    const added = this.#tail + text;
    this.#tail = added.slice(-2);
    const isLong = this.#seen.length + this.#rest.length > this.#limit;
    // Searching a growing text from its start after every piece would take quadratic time.
    if (this.#terminator !== "" && !isLong && !added.includes(this.#terminator)) return undefined;
    return this.#search() ? this.#checkVersion() : undefined;
  }

  /** Returns all text so far, when there is no more. */
  end(): string {
    this.#search();
    return this.#checkVersion();
  }

  /** Moves on as far as possible and returns whether the root element has been reached. */
  #search(): boolean {
    const start = this.#seen === "" && this.#rest.startsWith("\ufeff") ? 1 : 0;
    miscellany.lastIndex = start;
    const skipped = start + (miscellany.exec(this.#rest)?.[0].length ?? 0);
    this.#seen += this.#rest.slice(0, skipped);
    this.#rest = this.#rest.slice(skipped);
    const rest = this.#rest;
    this.#terminator = rest.startsWith("<?") ? "?>" : rest.startsWith("<!--") ? "-->" : "";
    if (this.#seen.length + (this.#terminator === "" ? 0 : rest.length) > this.#limit) throw tooLong(this.#limit, 1, 1);
    if (rest.startsWith("<!DOCTYPE")) {
      const lines = this.#seen.replace(/^\ufeff/, "").split(/\r\n?|\n/);
      throw new XmlError("XML_DOCTYPE", doctypeRefused, lines.length, [...(lines.at(-1) ?? "")].length + 1);
    }
    return this.#terminator === "" && !/^(?:<|<!|<!-|<!D|<!DO|<!DOC|<!DOCT|<!DOCTY|<!DOCTYP)?$/.test(rest);
  }

  // Only at the end, so that the pieces' sizes do not decide which of two errors comes first.
  #checkVersion(): string {
    const text = this.#seen + this.#rest;
    const version = /^\ufeff?<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*["']1\.([0-9]+)["']/.exec(text)?.[1];
    if (version !== undefined && version !== "0") throw new XmlError("XML_VERSION", "Unsupported XML version", 1, 1);
    return text;
  }
}

/** Makes the error for a construct that is longer than the limit for texts. */
export function tooLong(limit: number, line: number, column: number): XmlError {
  const message = `A tag, a comment or the text of an element is longer than the limit of ${limit} characters`;
  return new XmlError("XML_LIMIT", message, line, column);
}
