import { stat } from "node:fs/promises";
import { CardwrightError } from "../../../errors/cardwright-error.ts";
import { ConfigurationError } from "../../../errors/configuration-error.ts";
import { Columns } from "./columns.ts";
import type { InputFormat } from "./csv.ts";
import { type Row, rowError } from "./row.ts";
import type { RowBatch } from "./row-batch.ts";

/** What Excel itself can hold. */
const maxSheetRows = 1_048_576;

/** The format of an Excel file. */
export interface XlsxOptions {
  /** The name of the sheet, or its number from 1. Default: the first. */
  readonly sheet?: string | number;
  /** The decimal separator in which numbers are handed on, as in the mapping's `locale`. Default `.`. */
  readonly decimal?: string;
}

/**
 * Reads the sheet of an Excel file whose first row names the columns. It needs the package read-excel-file, and memory
 * for the whole sheet, which has 1,048,576 rows at most.
 *
 * Numbers are handed on with up to 15 digits, which is what Excel keeps of them: format columns of card numbers as text.
 * Dates are handed on as `2026-05-01` or `2026-05-01T10:00:00`.
 *
 * @throws ConfigurationError `XLSX_PACKAGE` without that package.
 * @throws CardwrightError `XLSX_FILE` when it is no such file or lacks the sheet, `CSV_HEADER`, `ROW_NUMBER`.
 */
export async function* readXlsx(
  path: string,
  { sheet = 1, decimal = ".", onFormat }: XlsxOptions & { readonly onFormat?: (format: InputFormat) => void } = {},
): AsyncGenerator<RowBatch, void, undefined> {
  await stat(path);
  const { readSheet } = await loadReader();
  let data: readonly (readonly unknown[])[];
  try {
    data = await readSheet(path, sheet, { parseNumber: (text: string) => new NumberCell(text) });
  } catch (cause) {
    throw new CardwrightError("The Excel file cannot be read", {
      code: "XLSX_FILE",
      help: "Check that it is an .xlsx file and that it has this sheet (--sheet), or save it as “CSV UTF-8”.",
      cause,
    });
  }
  if (data.length > maxSheetRows) throw rowError("XLSX_FILE", maxSheetRows + 1, "there are too many rows", "Use CSV.");
  const [header = []] = data;
  const names = header.map((cell, index) => String(cell ?? "").trim() || `(column ${index + 1})`);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined || header.every((cell) => cell === null || cell === "")) {
    throw new CardwrightError(
      twice === undefined
        ? "The first row of the sheet names no column"
        : `Columns ${names.indexOf(twice) + 1} and ${names.lastIndexOf(twice) + 1} have the same name`,
      { code: "CSV_HEADER", details: { line: 1 }, help: "Name the columns in the first row, each name once." },
    );
  }
  const columns = new Columns(names);
  onFormat?.({ encoding: "utf-8", guessed: false, delimiter: decimal === "," ? ";" : ",", columns: names });
  const rows: Row[] = [];
  let blank = 0;
  for (const [index, cells] of data.entries()) {
    if (index === 0) continue;
    const line = index + 1;
    const values = names.map((name, column) => cellText(cells[column], { decimal, line, name }));
    if (values.every((value) => value === "")) blank++;
    else rows.push({ line, columns, values });
  }
  yield { rows, blank };
}

/** A cell that is a number in the file, not a text that looks like one. */
class NumberCell {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

function cellText(
  cell: unknown,
  { decimal, line, name }: { readonly decimal: string; readonly line: number; readonly name: string },
): string {
  if (cell === null || cell === undefined) return "";
  if (cell instanceof Date) return cell.toISOString().replace(/T00:00:00\.000Z$|\.\d+Z$/, "");
  if (!(cell instanceof NumberCell)) return String(cell).trim();
  const number = Number(cell.text);
  if (Math.abs(number) >= 1e15 || (number !== 0 && Math.abs(number) < 1e-6)) {
    const message = `column ${name} has a number that Excel does not keep exactly`;
    throw rowError("ROW_NUMBER", line, message, "Format the column as text, and enter the number again.");
  }
  // What lies beyond is the error of binary fractions.
  return String(Number(number.toPrecision(15))).replace(".", decimal);
}

async function loadReader(): Promise<typeof import("read-excel-file/node")> {
  try {
    return await import("read-excel-file/node");
  } catch (cause) {
    throw new ConfigurationError("Excel files need the package read-excel-file", {
      code: "XLSX_PACKAGE",
      help: "Install it beside cardwright (npm install read-excel-file), or save the file as “CSV UTF-8”.",
      cause,
    });
  }
}
