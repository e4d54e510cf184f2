import { ConfigurationError } from "../errors/configuration-error.ts";
import { InvalidRecordError } from "./invalid-record-error.ts";
import type { RecordFormat, XmlRecord } from "./record-format.ts";
import { RecordIterator } from "./record-iterator.ts";
import type { RecordSource } from "./record-source.ts";
import type { XmlLimits } from "./xml-error.ts";

/** Options of {@link readRecords}. */
export interface ReadRecordsOptions<E = unknown> {
  /**
   * What to do with a record that breaks the schema: `"yield"` yields it with its issues and without a value, and reading goes
   * on; `"stop"` throws at the first one. A document that is not well-formed XML always ends the reading. Default: `"yield"`.
   */
  readonly onInvalid?: "stop" | "yield";
  /** Is given what stands around the records, at the end of the document. */
  readonly onEnvelope?: (envelope: E) => void;
  /** Limits of the document. Default: {@link defaultXmlLimits}, each that is left out. */
  readonly limits?: Partial<XmlLimits>;
  /** Whether records get values; otherwise they are only checked, which is faster. Default: true. */
  readonly values?: boolean;
  /** Whether generated code may read records in the usual form. Default: true. */
  readonly fast?: boolean;
  /** Ends the reading with its reason, even while it waits for the source. */
  readonly signal?: AbortSignal;
}

/**
 * Reads the records of a document one by one in constant memory. A document without records is one record.
 *
 * Aborting or leaving the loop closes the source.
 *
 * @throws XmlError where the document cannot be read further.
 * @throws InvalidRecordError for the first invalid record, with `onInvalid: "stop"`.
 * @throws ConfigurationError `XML_OPTIONS` for an invalid option.
 * @throws UsageError `XML_SOURCE` for anything that is not a source.
 */
export function readRecords<T, E>(
  format: RecordFormat<T, E>,
  source: RecordSource,
  options: ReadRecordsOptions<E> = {},
): AsyncIterableIterator<XmlRecord<T>> {
  const { onInvalid = "yield", values = true, onEnvelope, ...others } = options;
  if (onInvalid !== "stop" && onInvalid !== "yield") {
    throw new ConfigurationError(`Invalid onInvalid ${String(onInvalid)}`, {
      code: "XML_OPTIONS",
      help: 'Set onInvalid to "stop" or "yield", or leave it out.',
    });
  }
  return new RecordIterator(format, source, {
    ...others,
    values,
    convert: (record) => {
      if (onInvalid === "stop" && record.issues.length > 0)
        throw new InvalidRecordError(record.number, record.issues, record);
      return record;
    },
    // The envelope's type is made from the same schema as its shapes.
    ...(onEnvelope !== undefined && { onEnvelope: (envelope: unknown) => onEnvelope(envelope as E) }),
    errors: { source: { code: "XML_SOURCE", of: "a document" }, options: "XML_OPTIONS" },
  });
}
