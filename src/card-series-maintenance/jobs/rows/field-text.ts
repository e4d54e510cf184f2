import { fieldValue, type ShapeField } from "../../../xml/object-shape.ts";
import type { BlockFormat } from "../../contract/block-fields.ts";
import { type DateNotation, dateNotation } from "./local-date.ts";
import { type NumberNotation, numberNotation } from "./local-number.ts";

/** How the texts of rows are written, where that is not how XML writes them. */
export interface TextNotation {
  /**
   * The locale in which amounts are written: with `de-DE`, `1.234,50` is 1234.50. Default: as XML writes them, `1234.50`.
   */
  readonly locale?: string;
  /**
   * How dates and times are written, such as `DD.MM.YYYY` or `D.M.YYYY HH:mm`; the first that fits is used. Dates as XML
   * writes them, `2026-05-01`, are always accepted.
   */
  readonly dateFormats?: readonly string[];
}

/** A text that is not written as it must be. */
export class WrongText {
  readonly expected: string;

  constructor(expected: string) {
    this.expected = expected;
  }
}

/** Converts the text of a field to its value. */
export type FieldText = (text: string) => unknown;

/** Creates the functions that convert texts, field by field. */
export function fieldTexts(
  { schema }: BlockFormat,
  { locale, dateFormats = [] }: TextNotation,
): (field: ShapeField) => FieldText {
  const numbers = locale === undefined ? undefined : numberNotation(locale);
  const dates = dateFormats.map((pattern) => dateNotation(pattern));
  return ({ value, type }) => {
    if (value === "object") return (text) => text;
    const simpleType = schema.simpleType(type);
    const { primitive } = simpleType.definition;
    const isNumber = primitive === "decimal";
    const isDate = primitive === "date" || primitive === "dateTime";
    // An invalid text stays one, for the checks to report.
    const plain: FieldText = (text) => {
      if (value === "string") return text;
      const normalized = simpleType.normalize(text);
      return simpleType.check(normalized) === undefined ? fieldValue(value, normalized) : text;
    };
    if (isNumber && numbers !== undefined) return numberText(numbers, plain);
    if (isDate && dates.length > 0) {
      const isValid = (text: string) => simpleType.check(text) === undefined;
      return dateText(dates, primitive === "date", isValid);
    }
    return plain;
  };
}

function numberText({ read, example }: NumberNotation, plain: FieldText): FieldText {
  return (text) => {
    const number = read(text);
    return number === undefined ? new WrongText(`a number such as ${example}`) : plain(number);
  };
}

function dateText(dates: readonly DateNotation[], isDate: boolean, isValid: (text: string) => boolean): FieldText {
  const expected = `a date that exists, as in ${dates.map(({ pattern }) => pattern).join(" or ")}`;
  return (text) => {
    if (isValid(text)) return text;
    for (const { read } of dates) {
      const parts = read(text);
      const value = parts && (isDate ? parts.date : `${parts.date}T${parts.time}`);
      if (value !== undefined && isValid(value)) return value;
    }
    // An Excel cell with a date only stands for the beginning of the day.
    return !isDate && isValid(`${text}T00:00:00`) ? `${text}T00:00:00` : new WrongText(expected);
  };
}
