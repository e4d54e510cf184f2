import { CsvError, type Options } from "csv-parse";
import { parse } from "csv-parse/sync";
import { CardwrightError } from "../../../errors/cardwright-error.ts";
import { ConfigurationError } from "../../../errors/configuration-error.ts";
import { Columns } from "./columns.ts";
import { decodeText } from "./decode-text.ts";
import { type Row, rowError } from "./row.ts";
import type { RowBatch } from "./row-batch.ts";

const maxRecordLength = 1_048_576;

// Records of a large piece that are alive at the same time would let the heap grow by tens of megabytes.
const partLength = 4_096;

/** The format of the CSV. */
export interface CsvOptions {
  /** The character between columns. Default: detected in the first line, among comma, semicolon and tab. */
  readonly delimiter?: string;
  /**
   * The encoding, such as `windows-1252`. A byte order mark takes precedence. Default: UTF-8 if the first character
   * beyond ASCII is one of UTF-8, else windows-1252.
   */
  readonly encoding?: string;
}

/** What an input turned out to be. */
export interface InputFormat {
  readonly encoding: string;
  /** Whether the encoding was guessed. */
  readonly guessed: boolean;
  readonly delimiter: string;
  readonly columns: readonly string[];
}

/**
 * Reads CSV whose first line names the columns, with quotes as in RFC 4180. Records without any value, which
 * spreadsheets write below a table, are counted and left out.
 *
 * @throws CardwrightError `CSV_SYNTAX` and `CSV_HEADER` with the line, `INPUT_ENCODING`, `INPUT_BINARY`.
 * @throws ConfigurationError `CSV_DELIMITER`, `CSV_ENCODING`.
 */
export async function* readCsv(
  bytes: AsyncIterable<Uint8Array>,
  options: CsvOptions & { readonly onFormat?: (format: InputFormat) => void } = {},
): AsyncGenerator<RowBatch, void, undefined> {
  if (options.delimiter !== undefined && !/^[^"\r\n]$/u.test(options.delimiter)) {
    throw new ConfigurationError("Invalid CSV delimiter: expected one character", {
      code: "CSV_DELIMITER",
      help: "Leave it out to have it detected, or give a comma, a semicolon or a tab.",
    });
  }
  let [encoding, guessed] = ["utf-8", false];
  const text = unifyLineBreaks(
    decodeText(bytes, {
      ...(options.encoding !== undefined && { encoding: options.encoding }),
      onEncoding: (name, isGuess) => {
        [encoding, guessed] = [name, isGuess];
      },
    }),
  );
  const first = await readFirstLine(text);
  const reader = new RecordReader(options.delimiter ?? guessDelimiter(first), (columns, delimiter) =>
    options.onFormat?.({
      delimiter,
      columns,
      // The encoding can still be guessed by a later byte.
      get encoding() {
        return encoding;
      },
      get guessed() {
        return guessed;
      },
    }),
  );
  yield* reader.read(first);
  for await (const piece of text) yield* reader.read(piece);
  yield* reader.finish();
}

/** Reads records of pieces of text, in which every line ends in a line feed. */
class RecordReader {
  readonly #delimiter: string;
  readonly #onHeader: (columns: readonly string[], delimiter: string) => void;
  readonly #options: Options;
  #columns: Columns | undefined;
  /** What is read already of a record that is not complete. */
  #held = "";
  /** The number of complete lines before the held text. */
  #lines = 0;

  constructor(delimiter: string, onHeader: (columns: readonly string[], delimiter: string) => void) {
    this.#delimiter = delimiter;
    this.#onHeader = onHeader;
    this.#options = {
      delimiter,
      max_record_size: maxRecordLength,
      record_delimiter: "\n",
      relax_column_count: true,
      trim: true,
    };
  }

  /** Returns the records that are complete with this piece. */
  *read(piece: string): Generator<RowBatch, void, undefined> {
    const text = this.#held === "" ? piece : this.#held + piece;
    const end = endOfRecords(text);
    this.#held = text.slice(end);
    if (this.#held.length > maxRecordLength) this.#refuseLong();
    yield* this.#readParts(text.slice(0, end));
  }

  /** Returns the last record, which has no line break. */
  *finish(): Generator<RowBatch, void, undefined> {
    yield* this.#readParts(this.#held);
    if (this.#columns === undefined) checkHeader([]);
  }

  *#readParts(text: string): Generator<RowBatch, void, undefined> {
    // Found once and kept: a long text without quotes would be searched for each part.
    let quote = nextQuote(text, 0);
    for (let start = 0; start < text.length; ) {
      let end = start;
      let open = false;
      do {
        const lineFeed = text.indexOf("\n", Math.max(end, start + partLength));
        end = lineFeed === -1 ? text.length : lineFeed + 1;
        for (; quote < end; quote = nextQuote(text, quote + 1)) open = !open;
      } while (open && end < text.length);
      yield this.#readRecords(text.slice(start, end));
      start = end;
    }
  }

  #refuseLong(): never {
    throw rowError(
      "CSV_SYNTAX",
      this.#lines + 1,
      "the record is longer than 1 MiB",
      "Look for a quote that is not closed.",
    );
  }

  #readRecords(text: string): RowBatch {
    const rows: Row[] = [];
    let blank = 0;
    const quoted = text.includes('"');
    for (const record of quoted ? this.#parse(text) : plainRecords(text, this.#delimiter)) {
      const line = this.#lines + 1;
      this.#lines++;
      if (quoted) for (const value of record) if (value.includes("\n")) this.#lines += value.split("\n").length - 1;
      if (record.every((value) => value === "")) {
        // A line without any character was no record of the table.
        if (record.length > 1) blank++;
        if (this.#columns !== undefined || record.length === 1) continue;
      }
      if (this.#columns === undefined) {
        this.#columns = new Columns(checkHeader(record));
        this.#onHeader(this.#columns.names, this.#delimiter);
        continue;
      }
      if (record.length !== this.#columns.names.length) {
        throw rowError(
          "CSV_SYNTAX",
          line,
          `the record has ${record.length} columns, the first line ${this.#columns.names.length}`,
          "Check its delimiters and quotes.",
        );
      }
      rows.push({ line, columns: this.#columns, values: record });
    }
    return { rows, blank };
  }

  #parse(text: string): readonly (readonly string[])[] {
    try {
      return parse(text, this.#options);
    } catch (cause) {
      if (cause instanceof CsvError) throw csvError(cause, this.#lines);
      throw cause;
    }
  }
}

function plainRecords(text: string, delimiter: string): readonly (readonly string[])[] {
  const lines = text.split("\n");
  // The text behind the last line break.
  if (text.endsWith("\n")) lines.pop();
  return lines.map((line) => {
    const values = line.split(delimiter);
    for (let index = 0; index < values.length; index++) values[index] = trimmed(values[index] ?? "");
    return values;
  });
}

/** Trims most texts, which have nothing to trim, at the cost of two comparisons. */
function trimmed(text: string): string {
  if (text === "") return text;
  const first = text.charCodeAt(0);
  const last = text.charCodeAt(text.length - 1);
  return first <= 0x20 || last <= 0x20 ? text.replace(/^[ \t\f\v]+|[ \t\f\v]+$/g, "") : text;
}

/** Returns where the next quote is, or the length of the text. */
function nextQuote(text: string, from: number): number {
  const at = text.indexOf('"', from);
  return at === -1 ? text.length : at;
}

/** Returns where the last complete record ends: a line feed that is not in quotes. */
function endOfRecords(text: string): number {
  let end = text.lastIndexOf("\n") + 1;
  if (!text.includes('"')) return end;
  let quotes = 0;
  for (let at = text.indexOf('"'); at !== -1 && at < end; at = text.indexOf('"', at + 1)) quotes++;
  // Back to a line feed before which all quotes are closed.
  while (quotes % 2 === 1 && end > 0) {
    const before = text.lastIndexOf("\n", end - 2) + 1;
    for (let at = text.indexOf('"', before); at !== -1 && at < end; at = text.indexOf('"', at + 1)) quotes--;
    end = before;
  }
  return end;
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
    const rest = text.slice(0, text.length - held.length);
    if (rest !== "") yield rest.includes("\r") ? rest.replaceAll(/\r\n?/g, "\n") : rest;
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

function csvError(cause: CsvError, linesBefore: number): CardwrightError {
  const line = linesBefore + Number(cause["lines"] ?? 1);
  // The library's own message repeats the record.
  switch (cause.code) {
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
