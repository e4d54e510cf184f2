import { CardwrightError } from "../../../errors/cardwright-error.ts";

/** A row of input: one card. */
export interface Row {
  /** Where it begins, counted from 1; for rows of a program, its number. */
  readonly line: number;
  /** Texts as they stand there; an empty one counts as not given. */
  readonly values: ReadonlyMap<string, string>;
}

/** Rows that a program makes. Numbers must be exact: write a card number or an amount as text. */
export type ProgramRows = AsyncIterable<ProgramRow> | Iterable<ProgramRow>;

/** One row of a program; null is no value, as in a database. */
export type ProgramRow = { readonly [column: string]: string | number | null | undefined };

/** Numbers the rows of a program from 1; throws `ROW_NUMBER` for a number that need not be exact, `ROW_VALUE` for a date or an object. */
export async function* readProgramRows(rows: ProgramRows): AsyncGenerator<Row, void, undefined> {
  let line = 0;
  for await (const row of rows) {
    line += 1;
    const values = new Map<string, string>();
    for (const [column, value] of Object.entries(row)) {
      if (typeof value === "number" && !Number.isSafeInteger(value)) {
        throw rowError("ROW_NUMBER", line, `Column ${column} is a number that need not be exact.`, "Give it as text.");
      }
      // Rows of a database are seldom typed.
      if (typeof value === "object" && value !== null)
        throw rowError("ROW_VALUE", line, `Column ${column} is not a plain value.`, "Give a text or a number.");
      values.set(column, value === undefined || value === null ? "" : String(value));
    }
    yield { line, values };
  }
}

/** An error about a line of input. Never repeats what stands there: it is somebody's data. */
export function rowError(code: string, line: number, message: string, help: string, cause?: unknown): CardwrightError {
  return new CardwrightError(`Line ${line}: ${message}`, {
    code,
    details: { line },
    help,
    ...(cause === undefined ? {} : { cause }),
  });
}
