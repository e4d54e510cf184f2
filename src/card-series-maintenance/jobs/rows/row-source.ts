import { createReadStream } from "node:fs";
import { type CsvOptions, readCsv } from "./csv.ts";
import { readJsonLines } from "./json-lines.ts";
import { type ProgramRows, type Row, readProgramRows } from "./row.ts";

/** What bytes are read from: the path of a file, or a stream. */
export type ByteSource = string | AsyncIterable<Uint8Array>;

/** What rows are read from. */
export type RowSource =
  | ({ readonly csv: ByteSource } & CsvOptions)
  | { readonly jsonLines: ByteSource }
  | { readonly rows: ProgramRows };

/** Reads the rows of any source one by one. */
export function readRows(source: RowSource): AsyncIterable<Row> {
  if ("csv" in source) return readCsv(open(source.csv), source);
  if ("jsonLines" in source) return readJsonLines(open(source.jsonLines));
  return readProgramRows(source.rows);
}

function open(bytes: ByteSource): AsyncIterable<Uint8Array> {
  return typeof bytes === "string" ? createReadStream(bytes) : bytes;
}
