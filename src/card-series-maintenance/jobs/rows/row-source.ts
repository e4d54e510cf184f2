import { createReadStream } from "node:fs";
import { type CsvOptions, type InputFormat, readCsv } from "./csv.ts";
import { readJsonLines } from "./json-lines.ts";
import { type ProgramRows, readProgramRows } from "./row.ts";
import { batchesOf, type RowBatch } from "./row-batch.ts";
import { readXlsx, type XlsxOptions } from "./xlsx.ts";

/** What bytes are read from: the path of a file, or a stream. */
export type ByteSource = string | AsyncIterable<Uint8Array>;

/** What rows are read from. An Excel file is given by its path. */
export type RowSource =
  | ({ readonly csv: ByteSource } & CsvOptions)
  | ({ readonly xlsx: string } & XlsxOptions)
  | { readonly jsonLines: ByteSource }
  | { readonly rows: ProgramRows };

/** Reads the rows of any source in batches. For a table, `onFormat` is called once its columns are known. */
export function readRows(source: RowSource, onFormat?: (format: InputFormat) => void): AsyncIterable<RowBatch> {
  const table = { ...(onFormat !== undefined && { onFormat }) };
  if ("csv" in source) return readCsv(open(source.csv), { ...source, ...table });
  if ("xlsx" in source) return readXlsx(source.xlsx, { ...source, ...table });
  if ("jsonLines" in source) return batchesOf(readJsonLines(open(source.jsonLines)));
  return batchesOf(readProgramRows(source.rows));
}

/**
 * How much of a file is read at once. What is made of one piece lives until the next: with larger ones, V8 lets its young
 * generation grow by a hundred megabytes.
 */
export const bytesPerRead = 16_384;

function open(bytes: ByteSource): AsyncIterable<Uint8Array> {
  return typeof bytes === "string" ? createReadStream(bytes, { highWaterMark: bytesPerRead }) : bytes;
}
