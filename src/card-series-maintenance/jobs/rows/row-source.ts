import { createReadStream } from "node:fs";
import { type CsvOptions, readCsv } from "./csv.ts";
import { readJsonLines } from "./json-lines.ts";
import { type ProgramRows, type Row, readProgramRows } from "./row.ts";

/** Bytes to read: a file's path, or a stream. */
export type ByteSource = string | AsyncIterable<Uint8Array>;

/** Where rows come from. */
export type RowSource =
  | ({ readonly csv: ByteSource } & CsvOptions)
  | { readonly jsonLines: ByteSource }
  | { readonly rows: ProgramRows };

/** Reads rows one by one, whatever they come from. */
export function readRows(source: RowSource): AsyncIterable<Row> {
  if ("csv" in source) return readCsv(open(source.csv), source);
  if ("jsonLines" in source) return readJsonLines(open(source.jsonLines));
  return readProgramRows(source.rows);
}

function open(bytes: ByteSource): AsyncIterable<Uint8Array> {
  return typeof bytes === "string" ? createReadStream(bytes) : bytes;
}
