import { Readable } from "node:stream";
import { CsvError, type Info, parse } from "csv-parse";
import { CardwrightError } from "../../../errors/cardwright-error.ts";
import { ConfigurationError } from "../../../errors/configuration-error.ts";
import { decodeUtf8 } from "./decode-utf8.ts";
import { type Row, rowError } from "./row.ts";

const maxRecordLength = 1_048_576;

/** The format of the CSV. */
export interface CsvOptions {
  /** The character between columns. Default: detected in the first line, among comma, semicolon and tab. */
  readonly delimiter?: string;
}

/**
 * Reads CSV in UTF-8 whose first line names the columns, with quotes as in RFC 4180.
 *
 * @throws CardwrightError `CSV_SYNTAX` and `CSV_HEADER` with the line, `INPUT_ENCODING`.
 * @throws ConfigurationError `CSV_DELIMITER`.
 */
export async function* readCsv(
  bytes: AsyncIterable<Uint8Array>,
  options: CsvOptions = {},
): AsyncGenerator<Row, void, undefined> {
  if (options.delimiter !== undefined && !/^[^"\r\n]$/u.test(options.delimiter)) {
    throw new ConfigurationError("Invalid CSV delimiter: expected one character", {
      code: "CSV_DELIMITER",
      help: "Leave it out to have it detected, or give a comma, a semicolon or a tab.",
    });
  }
  const text = unifyLineBreaks(decodeUtf8(bytes));
  const first = await readFirstLine(text);
  const parser = parse({
    delimiter: options.delimiter ?? guessDelimiter(first),
    info: true,
    max_record_size: maxRecordLength,
    record_delimiter: "\n",
    skip_empty_lines: true,
    trim: true,
  });
  const source = Readable.from(prepend(first, text));
  source.on("error", (error) => parser.destroy(error));
  let header: readonly string[] | undefined;
  try {
    for await (const item of source.pipe(parser)) {
      // csv-parse types records as unknown; with these options each is its values and where it ended.
      const { record, info } = item as { readonly record: readonly string[]; readonly info: Info };
      if (header === undefined) {
        header = checkHeader(record);
        continue;
      }
      const values = new Map<string, string>();
      let lineBreaks = 0;
      record.forEach((value, index) => {
        values.set(header?.[index] ?? "", value);
        if (value.includes("\n")) lineBreaks += value.split("\n").length - 1;
      });
      yield { line: info.lines - lineBreaks, values };
    }
    if (header === undefined) checkHeader([]);
  } catch (cause) {
    if (cause instanceof CsvError) throw csvError(cause);
    throw cause;
  } finally {
    source.destroy();
  }
}

function checkHeader(header: readonly string[]): readonly string[] {
  const named = header.filter((name) => name !== "");
  const twice = named.find((name, index) => named.indexOf(name) !== index);
  if (twice !== undefined || named.length === 0) {
    throw new CardwrightError(
      // By number: in a file without a header, a name is personal data.
      twice === undefined
        ? "The first line of the CSV names no column"
        : `Columns ${header.indexOf(twice) + 1} and ${header.lastIndexOf(twice) + 1} have the same name`,
      {
        code: "CSV_HEADER",
        details: { line: 1 },
        help: "Name the columns in the first line, each name once.",
      },
    );
  }
  // Spreadsheets leave nameless columns at the end.
  return header.map((name, index) => (name === "" ? `(column ${index + 1})` : name));
}

/**
 * Writes every line break as a line feed: the parser counts a carriage return and a line feed inside quotes as two
 * lines.
 */
async function* unifyLineBreaks(chunks: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
  let held = "";
  for await (const chunk of chunks) {
    const text = held + chunk;
    // The line feed that belongs to it may be in the next chunk.
    held = text.endsWith("\r") ? "\r" : "";
    yield text.slice(0, text.length - held.length).replaceAll(/\r\n?/g, "\n");
  }
  if (held !== "") yield "\n";
}

/** Reads until the first line is complete, however the input is cut; returns everything that was read. */
async function readFirstLine(chunks: AsyncIterator<string>): Promise<string> {
  let text = "";
  while (!text.trimStart().includes("\n") && text.length <= maxRecordLength) {
    const { value, done } = await chunks.next();
    if (done === true) break;
    text += value;
  }
  return text;
}

function guessDelimiter(text: string): string {
  const [line = ""] = text.replace(/^\s*\n/, "").split("\n", 1);
  const count = (delimiter: string) => line.split(delimiter).length;
  return [",", ";", "\t"].reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}

function csvError(cause: CsvError): CardwrightError {
  const line = Number(cause["lines"] ?? 0);
  // The library's own message repeats the record.
  switch (cause.code) {
    case "CSV_RECORD_INCONSISTENT_COLUMNS":
    case "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH":
      return rowError(
        "CSV_SYNTAX",
        line,
        "the record does not have as many columns as the first line",
        "Check its delimiters and quotes.",
      );
    case "CSV_QUOTE_NOT_CLOSED":
      return rowError(
        "CSV_SYNTAX",
        line,
        "a quoted value does not end",
        "Close the quote, and double a quote inside a quoted value.",
      );
    case "CSV_MAX_RECORD_SIZE":
      return rowError("CSV_SYNTAX", line, "the record is longer than 1 MiB", "Look for a quote that is not closed.");
    default:
      return rowError(
        "CSV_SYNTAX",
        line,
        `the record is not valid CSV (${cause.code})`,
        "Check its delimiters and quotes.",
      );
  }
}

async function* prepend(first: string, rest: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
  yield first;
  yield* rest;
}
