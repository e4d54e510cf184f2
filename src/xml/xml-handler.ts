/** A place in a document: line and column from 1, the column in code points. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

export interface XmlAttribute {
  readonly namespace: string;
  readonly local: string;
  readonly prefix: string;
  readonly value: string;
}

/** Receives the events of a parser, in document order. */
export interface XmlHandler {
  /**
   * `start` is the place of the tag's `<`. `from` and `to` are the range of the tag in the fed text, in UTF-16 code
   * units.
   */
  startElement(element: XmlStartTag, start: TextPosition, from: number, to: number): void;
  /** `to` is the end of the end tag, or of the empty-element tag. */
  endElement(to: number): void;
  /** `isSection` marks the text, which may be empty, as a CDATA section. */
  text(text: string, isSection: boolean): void;
  /** Whether the schema declares an element of a local name, so that messages may name it. */
  declares?(name: string): boolean;
}

export interface XmlStartTag {
  readonly namespace: string;
  readonly local: string;
  /** Both in the form that schema models use. */
  readonly expanded: string;
  /** Without namespace declarations. */
  readonly attributes: readonly XmlAttribute[];
  /** Returns the namespace of a prefix in this element; valid until the next event. */
  readonly resolve: (prefix: string) => string | undefined;
  /** The name as written. */
  readonly name: string;
  /** The prefixes that the tag itself declares, with their namespaces. */
  readonly prefixes: Readonly<Record<string, string>>;
}
