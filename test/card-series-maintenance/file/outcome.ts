import { cardSeriesFormat } from "../../../generated/card-series/format.gen.ts";
import type { CardSeries } from "../../../generated/card-series/types.gen.ts";
import type { XmlRecord } from "../../../src/xml/record-format.ts";
import { RecordReader } from "../../../src/xml/record-reader.ts";
import { defaultXmlLimits, XmlError, type XmlLimits } from "../../../src/xml/xml-error.ts";

/** Everything that reading a document shows: its records, and the error it ends with. */
export interface Outcome {
  readonly records: readonly XmlRecord<CardSeries>[];
  readonly error?: { readonly code: string; readonly line: number; readonly column: number; readonly message: string };
}

/** Reads a document in pieces of given sizes, over and over, with or without the recogniser. */
export function outcomeOf(
  bytes: Uint8Array,
  { fast, sizes, limits = defaultXmlLimits }: { fast: boolean; sizes: readonly number[]; limits?: XmlLimits },
): Outcome {
  const reader = new RecordReader(cardSeriesFormat, { limits, values: true, fast });
  const records: XmlRecord<CardSeries>[] = [];
  const take = (): void => {
    for (let record = reader.next(); record !== undefined; record = reader.next()) records.push(record);
  };
  try {
    for (let at = 0, i = 0; at < bytes.length; i++) {
      const size = Math.max(1, sizes[i % sizes.length] ?? bytes.length);
      reader.push(bytes.subarray(at, at + size));
      at += size;
      take();
    }
    reader.end();
    take();
    return { records };
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    const { code, line, column, message } = error;
    return { records, error: { code, line, column, message } };
  }
}

/** Whether a document is valid as a whole. */
export function isValid({ records, error }: Outcome): boolean {
  return error === undefined && records.every(({ issues }) => issues.length === 0);
}
