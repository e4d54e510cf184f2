import type { RecordFormat, XmlRecord } from "./record-format.ts";
import { RecordReader } from "./record-reader.ts";
import { defaultXmlLimits, type XmlLimits } from "./xml-error.ts";

/** Options of {@link readRecords}. */
export interface ReadRecordsOptions<E = unknown> {
  /** Is given what stands around the records, at the end of the document. */
  readonly onEnvelope?: (envelope: E) => void;
  /** Limits of the document. Default: {@link defaultXmlLimits}, each that is left out. */
  readonly limits?: Partial<XmlLimits>;
  /** Whether records get values; otherwise they are only checked, which is faster. Default: true. */
  readonly values?: boolean;
  /** Whether generated code may read records in the usual form. Default: true. */
  readonly fast?: boolean;
  /** Ends the reading with its reason. */
  readonly signal?: AbortSignal;
}

/**
 * Reads the records of a document from its bytes, one by one in constant memory. A document without records is one record.
 *
 * An invalid record comes with its issues and without a value, and reading goes on. Aborting or leaving the loop closes the
 * source.
 *
 * @throws XmlError where the document cannot be read further.
 */
export async function* readRecords<T, E>(
  format: RecordFormat<T, E>,
  source: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  { limits = {}, values = true, fast = true, signal, onEnvelope }: ReadRecordsOptions<E> = {},
): AsyncGenerator<XmlRecord<T>, void, undefined> {
  const reader = new RecordReader(format, { limits: { ...defaultXmlLimits, ...limits }, values, fast });
  for await (const piece of source) {
    signal?.throwIfAborted();
    reader.push(piece);
    for (let record = reader.next(); record !== undefined; record = reader.next()) yield record;
  }
  signal?.throwIfAborted();
  reader.end();
  for (let record = reader.next(); record !== undefined; record = reader.next()) yield record;
  // The envelope's type is made from the same schema as its shapes.
  if (reader.envelope !== undefined) onEnvelope?.(reader.envelope as E);
}
