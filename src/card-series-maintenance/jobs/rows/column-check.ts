import type { CardwrightError } from "../../../errors/cardwright-error.ts";
import { type Row, rowError } from "./row.ts";

/** Which fields there are, and which columns they come from. */
interface ColumnCheckOptions {
  readonly fields: readonly string[];
  readonly columns: { readonly [field: string]: string | undefined };
  /** Columns that are left alone, whatever they are called. */
  readonly ignore: ReadonlySet<string>;
}

/** Looks at the column names of rows, at each name once: a mistyped one must not make cards without a customer. */
export class ColumnCheck {
  readonly #fields: ReadonlySet<string>;
  readonly #columns: ColumnCheckOptions["columns"];
  readonly #ignore: ReadonlySet<string>;
  readonly #mapped: ReadonlySet<string | undefined>;
  readonly #seen = new Set<string>();
  #isFirst = true;

  constructor({ fields, columns, ignore }: ColumnCheckOptions) {
    this.#fields = new Set(fields);
    this.#columns = columns;
    this.#ignore = ignore;
    this.#mapped = new Set(Object.values(columns));
  }

  /**
   * Throws `ROW_COLUMN` for a column that is almost called like a field, and for a first row none of whose columns is
   * used.
   */
  check(row: Row): void {
    const { names } = row.columns;
    for (const name of names) {
      if (this.#seen.has(name)) continue;
      this.#seen.add(name);
      const field = this.#isUsed(name) || this.#ignore.has(name) ? undefined : this.#similarField(name);
      if (field === undefined || this.#columns[field] !== undefined) continue;
      throw rowError(
        "ROW_COLUMN",
        row.line,
        `the column ${name} is not used, because the field is called ${field}`,
        `Rename the column, map the field to it (--map ${field}=${name}), or leave it alone (--ignore ${name}).`,
      );
    }
    if (this.#isFirst && names.length > 0 && !names.some((name) => this.#isUsed(name))) {
      // A name in another case shows that there is a header.
      for (const [field, column] of Object.entries(this.#columns))
        if (column !== undefined && this.#sameInOtherCase(row, column) !== undefined)
          throw this.missing(row, { column, field });
      const help = `${this.#columnNames(row)} Say which of them are fields (--map FIELD=COLUMN).`;
      throw rowError("ROW_COLUMN", row.line, "no column is a field of a card", help);
    }
    this.#isFirst = false;
  }

  /** The error for a row that lacks the column of a field. */
  missing(row: Row, { column, field }: { readonly column: string; readonly field: string }): CardwrightError {
    const like = this.#sameInOtherCase(row, column);
    const help =
      like === undefined
        ? `${this.#columnNames(row)} Leave a value empty (null in JSON) when there is none.`
        : `Did you mean ${like}? ${this.#columnNames(row)}`;
    return rowError("ROW_COLUMN", row.line, `missing column ${column} for ${field}`, help);
  }

  #isUsed(name: string): boolean {
    return !this.#ignore.has(name) && (this.#mapped.has(name) || this.#fields.has(name));
  }

  #sameInOtherCase({ columns }: Row, name: string): string | undefined {
    return columns.names.find((one) => one.toLowerCase() === name.toLowerCase());
  }

  /** The field that a column may be meant for: the same name in upper and lower case, or the last part of a path. */
  #similarField(name: string): string | undefined {
    const lower = name.toLowerCase();
    return [...this.#fields].find((field) => `/${field}`.toLowerCase().endsWith(`/${lower}`));
  }

  // In a file without a header, the names are the first row's data, which must not get into an error; one that is used
  // shows that there is a header.
  #columnNames(row: Row): string {
    const { names } = row.columns;
    const isHeader =
      names.some((name) => this.#isUsed(name)) ||
      [...this.#mapped].some((column) => column !== undefined && this.#sameInOtherCase(row, column) !== undefined);
    return isHeader ? `The columns are ${names.join(", ")}.` : "Check that the first line names the columns.";
  }
}
