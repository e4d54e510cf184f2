import { CardwrightError } from "../../../errors/cardwright-error.ts";

/** A row of input: one card. */
export interface Row {
  /** The line where it begins, from 1; for rows of a program, its number. */
  readonly line: number;
  /** The texts by column, unchanged; an empty one counts as missing. */
  readonly values: ReadonlyMap<string, string>;
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
  let line = 0;
  for await (const row of rows) {
    line++;
    const values = new Map<string, string>();
    for (const [column, value] of Object.entries(row)) {
      if (typeof value === "number" && !Number.isSafeInteger(value)) {
        throw rowError("ROW_NUMBER", line, `column ${column} is a number that may be inexact`, "Give it as text.");
      }
      // Rows of a database are rarely typed.
      if (typeof value === "object" && value !== null)
        throw rowError("ROW_VALUE", line, `column ${column} is not a plain value`, "Give a text or a number.");
      values.set(column, value === undefined || value === null ? "" : String(value));
    }
    yield { line, values };
  }
}

/** Creates an error about a line of input. The message must not repeat its content, which is personal data. */
export function rowError(code: string, line: number, message: string, help: string): CardwrightError {
  return new CardwrightError(`Line ${line}: ${message}`, { code, details: { line }, help });
}
