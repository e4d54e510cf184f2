/** Why a document cannot be read at all, as a word a program may branch on. */
export type XmlErrorCode =
  /** Breaks the grammar of XML 1.0. */
  | "XML_NOT_WELL_FORMED"
  /** Is well-formed so far, but breaks a rule of XML namespaces, such as a prefix that is not declared. */
  | "XML_NAMESPACE"
  /** Has a document type declaration: refused, since entities and external files come with it. */
  | "XML_DOCTYPE"
  /** Is well-formed, but not the kind of document that is read here: another root, text between records, no record at all. */
  | "XML_INVALID"
  /** Says it is not XML 1.0. */
  | "XML_VERSION"
  /** Is in an encoding that is not read, or not in the one it declares. */
  | "XML_ENCODING"
  /** Exceeds one of the {@link XmlLimits}. */
  | "XML_LIMIT";

/** Says that a document cannot be read, why, and where. Its message never holds text from the document. */
export class XmlError extends Error {
  override readonly name = "XmlError";
  readonly code: XmlErrorCode;
  /** From 1. */
  readonly line: number;
  /** From 1, in code points. */
  readonly column: number;

  constructor(code: XmlErrorCode, reason: string, line: number, column: number) {
    super(reason);
    this.code = code;
    this.line = line;
    this.column = column;
  }
}

/** What a document may ask of its reader. */
export interface XmlLimits {
  /** How many elements may be open at once. */
  readonly depth: number;
  /** How many attributes one element may have. */
  readonly attributes: number;
  /** How many UTF-16 code units one tag, comment, processing instruction or element text may have. */
  readonly text: number;
}

/** 64 levels, 64 attributes, 1,048,576 code units. */
export const DEFAULT_XML_LIMITS: XmlLimits = { depth: 64, attributes: 64, text: 1 << 20 };
