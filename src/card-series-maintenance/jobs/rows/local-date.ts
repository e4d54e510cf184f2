import { ConfigurationError } from "../../../errors/configuration-error.ts";

/** The parts of a date and a time, as two or four digits. */
interface DateParts {
  readonly date: string;
  readonly time: string;
}

/** A way to write dates. */
export interface DateNotation {
  readonly pattern: string;
  /** Returns the parts of a date, or `undefined` when the text is not written like this. */
  readonly read: (text: string) => DateParts | undefined;
}

const tokens: { readonly [token: string]: string } = {
  YYYY: "(?<year>\\d{4})",
  YY: "(?<shortYear>\\d{2})",
  MM: "(?<month>\\d{2})",
  M: "(?<month>\\d{1,2})",
  DD: "(?<day>\\d{2})",
  D: "(?<day>\\d{1,2})",
  HH: "(?<hour>\\d{2})",
  H: "(?<hour>\\d{1,2})",
  mm: "(?<minute>\\d{2})",
  ss: "(?<second>\\d{2})",
};

/**
 * Reads a pattern such as `DD.MM.YYYY` or `D.M.YYYY HH:mm`. A year of two digits is one of the century from 2000.
 *
 * @throws ConfigurationError `CSV_DATE_FORMAT` when the pattern has no day, month and year, or one of them twice.
 */
export function dateNotation(pattern: string): DateNotation {
  const parts = pattern.split(/(YYYY|YY|MM|M|DD|D|HH|H|mm|ss)/);
  const source = parts.map((part) => tokens[part] ?? part.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&")).join("");
  const names = [...source.matchAll(/\?<(\w+)>/g)].map(([, name = ""]) => name.replace("shortYear", "year"));
  if (new Set(names).size !== names.length || !["year", "month", "day"].every((name) => names.includes(name))) {
    throw new ConfigurationError(`Invalid date format ${pattern}`, {
      code: "CSV_DATE_FORMAT",
      help: "Use each of YYYY (or YY), MM (or M) and DD (or D) once, and HH, mm and ss for a time: DD.MM.YYYY HH:mm.",
    });
  }
  const expression = new RegExp(`^${source}$`, "u");
  return {
    pattern,
    read: (text) => {
      const groups = expression.exec(text)?.groups;
      if (groups === undefined) return undefined;
      const two = (name: string, otherwise = "") => (groups[name] ?? otherwise).padStart(2, "0");
      const year = groups["year"] ?? `20${groups["shortYear"] ?? ""}`;
      return {
        date: `${year}-${two("month")}-${two("day")}`,
        time: `${two("hour", "00")}:${two("minute", "00")}:${two("second", "00")}`,
      };
    },
  };
}
