import type { ValidationIssue } from "../errors/validation-issue.ts";
import { BytePiece } from "./byte-piece.ts";
import { InvalidRecordError } from "./invalid-record-error.ts";
import type { RecordFormat } from "./record-format.ts";
import { RecordWriter } from "./record-writer.ts";

/** Options of {@link writeRecords}. */
export interface WriteRecordsOptions<E = unknown> {
  /** What stands around the records, where the format has something there. */
  readonly envelope?: E;
  /** Spaces per level; 0 writes everything on one line. Default: 2. */
  readonly indent?: number;
  /** Ends the writing with its reason. */
  readonly signal?: AbortSignal;
}

/** Pieces are about this long. */
const pieceLength = 1 << 16;

/**
 * Writes records as a document, in pieces. Where the format has no records, there must be exactly one: the document.
 *
 * @throws InvalidRecordError for an object that the schema does not allow.
 */
export async function* writeRecords<T, E>(
  format: RecordFormat<T, E>,
  records: Iterable<T> | AsyncIterable<T>,
  { indent = 2, signal, envelope }: WriteRecordsOptions<E> = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  const writer = new RecordWriter(format, { indent, fast: true, envelope });
  const piece = new BytePiece();
  const around = writer.checkEnvelope();
  if (around.length > 0) throw new InvalidRecordError(0, around);
  piece.add(writer.head);
  const list = writer.list();
  let number = 0;
  for await (const record of records) {
    signal?.throwIfAborted();
    number++;
    if (format.whole === true && number > 1) throw new InvalidRecordError(number, severalDocuments);
    const issues = (list ?? writer).write(record, piece);
    if (issues.length > 0) throw new InvalidRecordError(number, issues);
    if (piece.length >= pieceLength) yield piece.take();
  }
  if (format.whole === true && number === 0) throw new InvalidRecordError(1, noDocument);
  const missing = list?.end(piece) ?? [];
  if (missing.length > 0) throw new InvalidRecordError(0, missing);
  yield piece.take();
}

const severalDocuments: readonly ValidationIssue[] = [
  { path: "", keyword: "document", expected: "one document", message: "a file holds only one document" },
];
const noDocument: readonly ValidationIssue[] = [
  { path: "", keyword: "document", expected: "one document", message: "there is no document" },
];
