import type { XmlIssue } from "./instance-validator.ts";
import type { ShapeField, Shapes } from "./object-shape.ts";
import type { Prefixes } from "./prefix-bytes.ts";
import type { Schema } from "./schema.ts";
import type { TypeIndex } from "./schema-model.ts";

/** A kind of document that is a list of records: one root element, and inside it one element per record. */
export interface RecordFormat<T, E = unknown> {
  readonly schema: Schema;
  readonly shapes: Shapes;
  /** Expanded name of the root element. */
  readonly root: string;
  /** Expanded name of the element of a record. */
  readonly record: string;
  /** The complex type of a record. */
  readonly recordType: TypeIndex;
  /** Present when records of several kinds take turns; the record, its type and its tag here are those of the first kind. */
  readonly kinds?: readonly RecordKind[];
  /** Present when something stands around the records: attributes of the root, other elements. */
  readonly envelope?: EnvelopeFormat<E>;
  /** Present when the document is not a list: its root is the only record. */
  readonly whole?: true;
  /** Present when a document is a value and not an object: its root holds only text, may be nil, or may hold anything. */
  readonly value?: ShapeField;
  /** Name of the record's element as it is usually written, without a prefix. */
  readonly recordTag: string;
  /** Absent when only the strict parser can read the records. */
  readonly createRecogniser?: (prefixes?: Prefixes) => Recogniser<T>;
  /** Present when the recogniser reads names with the prefixes of the document. Otherwise names have no prefix. */
  readonly prefixed?: true;
  /** Absent when there is no recogniser. `indent` is the number of spaces per level. */
  readonly createSerialiser?: (indent: number) => Serialiser<T>;
}

/** One of several kinds of records. */
interface RecordKind {
  /** What the property `$kind` of such a record says. */
  readonly kind: string;
  /** Expanded name of its element. */
  readonly record: string;
  /** The complex type of the element. */
  readonly type: TypeIndex;
}

/** What stands around the records of a document: an object of the root's type, without the records. */
export interface EnvelopeFormat<E> {
  /** The complex type of the root. */
  readonly type: TypeIndex;
  /** Expanded names of the elements from the root to the one that holds the records. */
  readonly path: readonly string[];
  /** The properties that lead from the root's object to the records. */
  readonly properties: readonly string[];
  /** Only the type of an envelope; there is never a value. */
  readonly example?: E;
}

/**
 * Reads records that are written in the usual way straight from their bytes, which is fast. It accepts a record or
 * declines it. Declining does not mean that the record is invalid: the strict parser then reads it and decides.
 */
export interface Recogniser<T> {
  /**
   * Tries to read the record whose `<` is at `at`. 64 zero bytes must follow the bytes of the document.
   * Returns the offset after its end tag, or -1.
   */
  accept(bytes: Buffer, view: DataView, at: number): number;
  /**
   * The number of line ends in the accepted record, and the start of its last line (only valid if there is a line end).
   */
  readonly position: Int32Array;
  /** Which of the format's kinds the accepted record is, from 0; absent where there is only one. */
  readonly kind?: () => number;
  /** The most elements that are open at once in what it accepts, the record among them. */
  readonly depth: number;
  /** The most attributes of an element in what it accepts. */
  readonly attributes: number;
  /** Makes the object of the last accepted record. The bytes must not have changed since. */
  build(bytes: Buffer, at: number, end: number): T;
}

/**
 * Writes usual records straight into bytes, which is fast. It writes a record or declines it. Declining does not mean
 * that the record is invalid: it is then checked and written strictly.
 */
export interface Serialiser<T> {
  /**
   * Tries to write a record at `from`. Returns the offset after it, or -1; the bytes from `from` on may then hold
   * anything.
   */
  write(record: T, bytes: Buffer, view: DataView, from: number): number;
}

/** The place of a record in its document. */
export interface RecordPlace {
  /** From 1. */
  readonly number: number;
  /** The range of the record's bytes in the document; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** The start of the record: line and column from 1, the column in code points. */
  readonly line: number;
  readonly column: number;
}

/** A record that was read: its value, or its issues. There is no value when the reader only checks. */
export interface XmlRecord<T> extends RecordPlace {
  readonly value: T | undefined;
  /** Empty for a valid record; at most 100. */
  readonly issues: readonly XmlIssue[];
}
