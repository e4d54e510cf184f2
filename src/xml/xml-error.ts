import { CardwrightError } from "../errors/cardwright-error.ts";

/** Why a document cannot be read. */
export type XmlErrorCode =
  /** Breaks the grammar of XML 1.0. */
  | "XML_NOT_WELL_FORMED"
  /** Is well-formed so far, but breaks a rule of XML namespaces, such as a prefix that is not declared. */
  | "XML_NAMESPACE"
  /** Has a document type declaration: refused, since it brings in entities and external files. */
  | "XML_DOCTYPE"
  /** Is well-formed, but not a document of the expected kind: another root, text between records, no record at all. */
  | "XML_INVALID"
  /** Declares another version than XML 1.0. */
  | "XML_VERSION"
  /** Has an encoding that is not supported, or another one than it declares. */
  | "XML_ENCODING"
  /** Exceeds one of the {@link XmlLimits}. */
  | "XML_LIMIT";

const help: { readonly [code in XmlErrorCode]: string } = {
  XML_NOT_WELL_FORMED: "Correct the document at this line and column.",
  XML_NAMESPACE: "Correct the prefix or its declaration at this line and column.",
  XML_DOCTYPE: "Remove the document type declaration.",
  XML_INVALID: "Write the document as its schema says: one root element with nothing but records in it.",
  XML_VERSION: "Save the document as XML 1.0.",
  XML_ENCODING: "Save the document in UTF-8, UTF-16 or ISO-8859-1, and declare the encoding it is saved in.",
  XML_LIMIT: "If the document is meant to be like this, raise the limit.",
};

/**
 * A document cannot be read. `line` and `column` say where reading stopped; the message never holds text from the
 * document.
 */
export class XmlError extends CardwrightError {
  override readonly name = "XmlError";
  declare readonly code: XmlErrorCode;
  /** From 1. */
  readonly line: number;
  /** From 1, in code points. */
  readonly column: number;

  constructor(code: XmlErrorCode, message: string, line: number, column: number) {
    super(message, { code, help: help[code], details: { line, column } });
    this.line = line;
    this.column = column;
  }
}

/** Makes a message of words that start in lower case, as issues and the parser below write them. */
export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The limits that a document must not exceed. */
export interface XmlLimits {
  /** Maximum number of elements that are open at once. */
  readonly depth: number;
  /** Maximum number of attributes of one element. */
  readonly attributes: number;
  /** Maximum length of one tag, comment, processing instruction or element text, in UTF-16 code units. */
  readonly text: number;
}

/** 64 levels, 64 attributes, 1,048,576 code units. */
export const defaultXmlLimits: XmlLimits = { depth: 64, attributes: 64, text: 1 << 20 };
