import type { CardSeries } from "../../../../generated/card-series/types.gen.ts";
import { CardwrightError } from "../../../errors/cardwright-error.ts";
import { type Row, rowError } from "./row.ts";

/** The fields of a CardSeries block that a row can fill, by their XML names. `TypeCode` is the attribute of AlternateKey. */
export const blockFields = [
  "UserName",
  "UserOrganization",
  "CardPrefix",
  "CardSeriesSequence",
  "CardNumber",
  "CustomerID",
  "TypeCode",
  "AlternateID",
  "RTPTransactionID",
  "OperatorID",
  "LocationID",
  "TransactionDateTime",
  "DeviceID",
  "BusinessDate",
  "CurrencyID",
  "Amount",
  "AwardAmount",
  "LoyaltyAmount",
] as const;

/** The XML name of a field that a row can fill. */
export type BlockField = (typeof blockFields)[number];

/** Where the fields of a block come from. */
export interface RowMapping {
  /** The column of each field. A column that has a field's name is taken without being named here. */
  readonly columns?: { readonly [field in BlockField]?: string };
  /** What a field is when its column is empty or there is none. */
  readonly constants?: { readonly [field in BlockField]?: string };
}

/**
 * Prepares the making of blocks from rows. An element without a value is left out, so there is no `<Customer>` without an association.
 *
 * @returns a function that throws `ROW_COLUMN` when a row lacks a column of the mapping, has a column that is called like a field but for
 * upper and lower case, or when the first row has columns of which none is used: a mistyped name must not make a card for nobody
 * @throws CardwrightError `MAPPING_FIELD` for a name that is no field, `MAPPING_INCOMPLETE` when nothing gives prefix or series.
 */
export function createRowMapper(mapping: RowMapping): (row: Row) => CardSeries {
  const { columns = {}, constants = {} } = mapping;
  const unknown = [...Object.keys(columns), ...Object.keys(constants)].find(
    (name) => !(blockFields as readonly string[]).includes(name),
  );
  if (unknown !== undefined) {
    throw new CardwrightError(`${unknown} is no field of a CardSeries block.`, {
      code: "MAPPING_FIELD",
      help: `The fields are ${blockFields.join(", ")}.`,
    });
  }
  const mapped = new Set(Object.values(columns));
  const isUsed = (name: string) => mapped.has(name) || (blockFields as readonly string[]).includes(name);
  const checkColumns = createColumnCheck(columns, isUsed);
  return (row) => {
    checkColumns(row);
    const text = (field: BlockField): string | undefined => {
      const column = columns[field];
      const value = row.values.get(column ?? field);
      if (value === undefined && column !== undefined) {
        const help = `${columnNames(row, isUsed)} Leave a value empty (null in JSON) when there is none.`;
        throw rowError("ROW_COLUMN", row.line, `there is no column ${column} for ${field}.`, help);
      }
      return value?.trim() || constants[field]?.trim() || undefined;
    };
    for (const field of ["CardPrefix", "CardSeriesSequence"] as const) {
      if (columns[field] === undefined && constants[field] === undefined && !row.values.has(field)) {
        throw new CardwrightError(`Nothing says what ${field} is.`, {
          code: "MAPPING_INCOMPLETE",
          help: `Give it as a constant, or name the column that holds it.`,
        });
      }
    }
    const customer = compact({
      CustomerID: text("CustomerID"),
      AlternateKey: alternateKey(text("TypeCode"), text("AlternateID")),
    });
    const amounts = compact({
      Amount: text("Amount"),
      AwardAmount: text("AwardAmount"),
      LoyaltyAmount: text("LoyaltyAmount"),
    });
    const transaction = compact({
      RTPTransactionID: text("RTPTransactionID"),
      OperatorID: text("OperatorID"),
      LocationID: text("LocationID"),
      TransactionDateTime: text("TransactionDateTime"),
      DeviceID: text("DeviceID"),
      BusinessDate: text("BusinessDate"),
      // A currency, which is often the same for all rows, belongs to rows that have an amount.
      RTPAmount: amounts && compact({ CurrencyID: text("CurrencyID"), ...amounts }),
    });
    return {
      Action: "GenerateCard",
      CardPrefix: text("CardPrefix") ?? "",
      CardSeriesSequence: text("CardSeriesSequence") ?? "",
      ...compact({
        UserName: text("UserName"),
        UserOrganization: text("UserOrganization"),
        CardNumber: text("CardNumber"),
        RTPTransaction: transaction,
        Customer: customer,
      }),
    };
  };
}

/** Looks at every column name once. */
function createColumnCheck(
  columns: NonNullable<RowMapping["columns"]>,
  isUsed: (name: string) => boolean,
): (row: Row) => void {
  const seen = new Set<string>();
  let isFirst = true;
  return (row) => {
    for (const name of row.values.keys()) {
      if (seen.has(name)) continue;
      seen.add(name);
      const field = blockFields.find((one) => one.toLowerCase() === name.toLowerCase());
      if (field === undefined || isUsed(name) || columns[field] !== undefined) continue;
      throw rowError(
        "ROW_COLUMN",
        row.line,
        `there is a column ${name}, but the field is called ${field}.`,
        `Rename the column, or map the field to it (--map ${field}=${name}).`,
      );
    }
    if (isFirst && row.values.size > 0 && ![...row.values.keys()].some(isUsed)) {
      const help = `${columnNames(row, isUsed)} Say which of them are fields (--map FIELD=COLUMN).`;
      throw rowError("ROW_COLUMN", row.line, "none of its columns is a field of a card.", help);
    }
    isFirst = false;
  };
}

// In a file without a header, the names are the first row's data, which must not get into an error; one that is used shows a header.
function columnNames({ values }: Row, isUsed: (name: string) => boolean): string {
  const names = [...values.keys()];
  return names.some(isUsed) ? `The columns are ${names.join(", ")}.` : "Check that the first line names the columns.";
}

// A constant TypeCode belongs to rows that have an AlternateID; an AlternateID without one is left for the checks to report.
function alternateKey(typeCode: string | undefined, alternateId: string | undefined) {
  return alternateId === undefined ? undefined : { TypeCode: typeCode ?? "", AlternateID: alternateId };
}

type Compact<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Leaves out what is undefined; undefined when nothing is left. */
function compact<T extends object>(fields: T): Compact<T> | undefined {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  // Object.entries forgets the names that went in.
  return given.length === 0 ? undefined : (Object.fromEntries(given) as Compact<T>);
}
