/**
 * `cardwright/xml`: the runtime of the readers and writers that `npm run generate -- --xsd FILE` emits.
 *
 * An application reads with `RecordReader` and writes with `RecordWriter`, each given the format constant of the
 * emitted `format.gen.ts`; everything else here is for emitted code. For batch files use `cardwright/card-series`,
 * which adds the rules between elements, files and streams.
 *
 * @module
 */

// Read and write documents that are lists of records
export { BytePiece } from "./byte-piece.ts";
export { readRecords } from "./read-records.ts";
export { RecordReader } from "./record-reader.ts";
export { RecordWriter } from "./record-writer.ts";
export { InvalidRecordError } from "./invalid-record-error.ts";
export { writeRecords } from "./write-records.ts";
export type { ReadRecordsOptions } from "./read-records.ts";
export type { RecordSource } from "./record-source.ts";
export type { WriteRecordsOptions } from "./write-records.ts";
export type { RecordReaderOptions } from "./record-reader.ts";
export type { RecordListWriter, RecordWriterOptions } from "./record-writer.ts";
export type { Recogniser, RecordFormat, RecordPlace, Serialiser, XmlRecord } from "./record-format.ts";

// Errors and limits
export { defaultXmlLimits, XmlError } from "./xml-error.ts";
export type { ValidationIssue } from "../errors/validation-issue.ts";
export type { XmlErrorCode, XmlLimits } from "./xml-error.ts";
export type { XmlIssue } from "./instance-validator.ts";

// The schema and the shapes of its types, as emitted code writes them
export { Schema } from "./schema.ts";
export { fieldValue, shapesOf } from "./object-shape.ts";
export type { ElementIndex, Plain, SchemaModel, TypeIndex } from "./schema-model.ts";
export type { ObjectShape, ShapeField, Shapes } from "./object-shape.ts";

// The parts of emitted recognisers
export {
  automaton,
  byteSet,
  decodeMarked,
  hasLength,
  markedBit,
  rangeText,
  runAutomaton,
  scanChecked,
  scanLines,
  scanSet,
  scanText,
  startsText,
} from "./byte-scanner.ts";
export { isWithin, scanDate, scanDecimal, scanInteger, scanTime, scanZone } from "./byte-values.ts";
export { afterPrefix, noBytes, prefixBytesOf } from "./prefix-bytes.ts";
export { ChildOrder } from "./child-order.ts";
export type { DecimalLimits } from "./byte-values.ts";
export type { PrefixBytes, Prefixes } from "./prefix-bytes.ts";

// The parts of emitted serialisers
export { isPlainRecord, literal, putAttribute, putLiteral, putText } from "./byte-writer.ts";
export type { Literal } from "./byte-writer.ts";
