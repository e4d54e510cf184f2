import type { XmlIssue } from "./instance-validator.ts";
import type { Shapes } from "./object-shape.ts";
import type { Schema } from "./schema.ts";

/** A kind of document that is a list of records: one root element, and inside it one element per record. */
export interface RecordFormat<T> {
  readonly schema: Schema;
  readonly shapes: Shapes;
  /** Expanded name of the root element. */
  readonly root: string;
  /** Expanded name of the element of a record. */
  readonly record: string;
  /** Index of the complex type of a record. */
  readonly recordType: number;
  /** Name of the record's element as it is usually written, without a prefix. */
  readonly recordTag: string;
  /** Absent when records have a form that only the strict parser reads. */
  readonly createRecogniser?: () => Recogniser<T>;
  /** Absent when there is no recogniser. `indent` is how many spaces a level gets. */
  readonly createSerialiser?: (indent: number) => Serialiser<T>;
}

/**
 * Reads the records that are written in the usual way straight from their bytes, fast. It accepts a record or declines it, and
 * declining says nothing about the record: it is then read by the strict parser, which alone decides.
 */
export interface Recogniser<T> {
  /**
   * Tries to read the record whose `<` stands at `at`. Behind the bytes there must be 64 zero bytes.
   * Gives the offset behind its end tag, or -1.
   */
  accept(bytes: Buffer, view: DataView, at: number): number;
  /** How many line ends the accepted record has, and where its last line starts; the latter means nothing without line ends. */
  readonly position: Int32Array;
  /** The object of the record accepted last; the bytes must not have changed. */
  build(bytes: Buffer, at: number, end: number): T;
}

/**
 * Writes the records that are usual straight into bytes, fast. It writes a record or declines it, and declining says nothing about the
 * record: it is then checked and written strictly.
 */
export interface Serialiser<T> {
  /** Tries to write a record from `from` on. Gives the offset behind it, or -1; what is free in the bytes may then hold anything. */
  write(record: T, bytes: Buffer, view: DataView, from: number): number;
}

/** Where a record stands in its document. */
export interface RecordPlace {
  /** From 1. */
  readonly number: number;
  /** The record's bytes in the document: the first one, and the one behind the last. */
  readonly start: number;
  readonly end: number;
  /** Where it starts, from 1; the column in code points. */
  readonly line: number;
  readonly column: number;
}

/** A record that was read: its value, or what is wrong with it. The value is absent when only checking was asked for. */
export interface XmlRecord<T> extends RecordPlace {
  readonly value: T | undefined;
  /** Empty for a valid record; never more than 100. */
  readonly issues: readonly XmlIssue[];
}
