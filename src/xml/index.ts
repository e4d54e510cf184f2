// Reading and writing documents of records: the runtime of generated readers and writers.
export { BytePiece } from "./byte-piece.ts";
// What recognisers and serialisers are made of.
export {
  automaton,
  byteSet,
  decodeMarked,
  hasLength,
  MARKED,
  rangeText,
  runAutomaton,
  scanSet,
  scanText,
} from "./byte-scanner.ts";
export { scanDate, scanDecimal, scanTime, scanZone } from "./byte-values.ts";
export type { Literal } from "./byte-writer.ts";
export { isPlainRecord, literal, putAttribute, putLiteral, putText } from "./byte-writer.ts";
export type { ObjectShape, ShapeField, Shapes } from "./object-shape.ts";
export { fieldValue } from "./object-shape.ts";
export type { Recogniser, RecordFormat, RecordPlace, Serialiser, XmlRecord } from "./record-format.ts";
export type { RecordReaderOptions } from "./record-reader.ts";
export { RecordReader } from "./record-reader.ts";
export type { RecordWriterOptions } from "./record-writer.ts";
export { RecordWriter } from "./record-writer.ts";
export { Schema } from "./schema.ts";
export type { SchemaModel } from "./schema-model.ts";
export type { XmlErrorCode, XmlLimits } from "./xml-error.ts";
export { DEFAULT_XML_LIMITS, XmlError } from "./xml-error.ts";
