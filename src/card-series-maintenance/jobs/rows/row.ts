import { CardwrightError } from "../../../errors/cardwright-error.ts";
import type { ErrorCode } from "../../../errors/error-code.ts";
import { type Columns, ColumnsOfRows } from "./columns.ts";

/** A row of input: one card. */
export interface Row {
  /** The line where it begins, from 1; for rows of a program, its number. */
  readonly line: number;
  readonly columns: Columns;
  /** The texts in the order of the columns, unchanged; an empty one counts as missing. */
  readonly values: readonly string[];
}

/** Rows that a program supplies. Numbers must be exact: give a card number or an amount as text. */
export type ProgramRows = AsyncIterable<ProgramRow> | Iterable<ProgramRow>;

/** One row of a program; null means that there is no value, as in a database. */
export type ProgramRow = { readonly [column: string]: string | number | null | undefined };

/**
 * Numbers the rows of a program from 1; throws `ROW_NUMBER` for a number that may be inexact, `ROW_VALUE` for a date or
 * an object.
 */
export async function* readProgramRows(rows: ProgramRows): AsyncGenerator<Row, void, undefined> {
  const columns = new ColumnsOfRows();
  let line = 0;
  for await (const row of rows) {
    line++;
    const names = Object.keys(row);
    const values = names.map((column) => plainValue(row[column], { line, column }));
    yield { line, columns: columns.find(names), values };
  }
}

function plainValue(
  value: ProgramRow[string],
  { line, column }: { readonly line: number; readonly column: string },
): string {
  if (typeof value === "number" && !Number.isSafeInteger(value)) {
    throw rowError("ROW_NUMBER", line, `column ${column} is a number that may be inexact`, "Give it as text.");
  }
  // Rows of a database are rarely typed.
  if (typeof value === "object" && value !== null)
    throw rowError("ROW_VALUE", line, `column ${column} is not a plain value`, "Give a text or a number.");
  return value === undefined || value === null ? "" : String(value);
}

/** Creates an error about a line of input. The message must not repeat its content, which is personal data. */
export function rowError(code: ErrorCode, line: number, message: string, help: string): CardwrightError {
  return new CardwrightError(`Line ${line}: ${message}`, { code, details: { line }, help });
}
