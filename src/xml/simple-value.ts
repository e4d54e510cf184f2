import { base64Length, parseBase64, parseFloating, parseHex } from "./binary.ts";
import {
  compareInstants,
  type Instant,
  isDate,
  isDateTime,
  isTime,
  parseDate,
  parseDatePart,
  parseDateTime,
  parseTime,
} from "./calendar.ts";
import { compareDecimals, type Decimal, parseDecimal } from "./decimal.ts";
import { compareDurations, type Duration, parseDuration } from "./duration.ts";
import type { Primitive } from "./schema-model.ts";
import { codePointLength } from "./white-space.ts";

/** A value of an atomic type, in a form that can be compared. Names, octets and texts are strings. */
export type Value = string | boolean | number | Decimal | Instant | Duration;

/** Returns the namespace of a prefix where a text stands. */
export type Resolve = (prefix: string) => string | undefined;

export const expectedByPrimitive: { readonly [primitive in Primitive]: string } = {
  any: "text",
  string: "text",
  boolean: "true, false, 1 or 0",
  decimal: "a decimal number",
  date: "a date such as 2011-10-10",
  dateTime: "a date and time such as 2011-10-10T03:59:00",
  time: "a time such as 03:59:00",
  float: "a number such as 12.5 or 1.25E1",
  double: "a number such as 12.5 or 1.25E1",
  duration: "a duration such as P1DT12H",
  gYearMonth: "a year and month such as 2011-10",
  gYear: "a year such as 2011",
  gMonthDay: "a month and day such as --10-31",
  gDay: "a day such as ---31",
  gMonth: "a month such as --10",
  hexBinary: "pairs of hexadecimal digits",
  base64Binary: "Base64 text",
  anyURI: "a URI",
  QName: "a name, its prefix declared",
};

/** Returns whether a text is in the lexical form of its primitive type. */
export function isLexical(primitive: Primitive, text: string, resolve: Resolve | undefined): boolean {
  switch (primitive) {
    case "any":
    case "string":
      return true;
    case "boolean":
      return text === "true" || text === "false" || text === "1" || text === "0";
    case "date":
      return isDate(text);
    case "dateTime":
      return isDateTime(text);
    case "time":
      return isTime(text);
    default:
      return parseValue(primitive, text, resolve) !== undefined;
  }
}

/** Returns the value of a text; `undefined` if it is not in the lexical form of the type. */
export function parseValue(primitive: Primitive, text: string, resolve?: Resolve): Value | undefined {
  switch (primitive) {
    case "any":
    case "string":
      return text;
    case "boolean":
      return /^(?:true|false|1|0)$/.test(text) ? text === "true" || text === "1" : undefined;
    case "decimal":
      return parseDecimal(text);
    case "date":
      return parseDate(text);
    case "dateTime":
      return parseDateTime(text);
    case "time":
      return parseTime(text);
    case "float":
      return parseFloating(text, true);
    case "double":
      return parseFloating(text, false);
    case "duration":
      return parseDuration(text);
    case "gYearMonth":
    case "gYear":
    case "gMonthDay":
    case "gDay":
    case "gMonth":
      return parseDatePart(primitive, text);
    case "hexBinary":
      return parseHex(text);
    case "base64Binary":
      return parseBase64(text);
    case "anyURI":
      return isUri(text) ? text : undefined;
    case "QName":
      return parseQName(text, resolve);
    default:
      return primitive satisfies never;
  }
}

/** Compares two values of one primitive type; `undefined` if they have no order and differ. */
export function compareValues(a: Value, b: Value): number | undefined {
  if (typeof a === "number" && typeof b === "number") {
    if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b) ? 0 : undefined;
    return a < b ? -1 : a > b ? 1 : 0;
  }
  if (typeof a !== "object" || typeof b !== "object") return a === b ? 0 : undefined;
  if ("integer" in a) return "integer" in b ? compareDecimals(a, b) : undefined;
  if ("months" in a) return "months" in b ? compareDurations(a, b) : undefined;
  return "seconds" in b ? compareInstants(a, b) : undefined;
}

/** Returns a text that two values share exactly if they are equal, values of different primitive types never. */
export function valueKey(primitive: Primitive, value: Value): string {
  const own = primitive === "any" ? "string" : primitive;
  if (typeof value !== "object") return `${own} ${Object.is(value, -0) ? 0 : value}`;
  if ("integer" in value) return `${own} ${value.negative ? "-" : ""}${value.integer}.${value.fraction}`;
  if ("months" in value) {
    const digits = value.scale === 0 ? "" : `e-${value.scale}`;
    return `${own} ${value.months} ${value.units}${value.units === 0n ? "" : digits}`;
  }
  return `${own} ${value.seconds}.${value.fraction}${value.zoned ? "Z" : ""}`;
}

/** The length of a value as the length facets count it: octets of binary types, characters of others. */
export function valueLength(primitive: Primitive, value: Value, text: string): number {
  if (primitive === "hexBinary") return typeof value === "string" ? value.length / 2 : 0;
  if (primitive === "base64Binary") return typeof value === "string" ? base64Length(value) : 0;
  return codePointLength(text);
}

/** What is no URI even after characters were escaped: a second fragment, a broken escape, a colon before any scheme. */
function isUri(text: string): boolean {
  return /^(?:[A-Za-z][-+.0-9A-Za-z]*:|(?![^/?#]*:))(?:[^#%]|%[0-9A-Fa-f]{2})*(?:#(?:[^#%]|%[0-9A-Fa-f]{2})*)?$/.test(
    text,
  );
}

const qName = /^(?:([\p{L}_][\p{L}\p{M}\p{N}._\u00b7-]*):)?([\p{L}_][\p{L}\p{M}\p{N}._\u00b7-]*)$/u;

function parseQName(text: string, resolve: Resolve | undefined): string | undefined {
  // Facets are kept with their namespace, and a writer cannot know the namespaces around its text.
  if (resolve === undefined && text.startsWith("{")) return text;
  const [, prefix, local] = qName.exec(text) ?? [];
  if (local === undefined) return undefined;
  if (resolve === undefined) return text;
  const namespace = resolve(prefix ?? "");
  if (namespace === undefined && prefix !== undefined) return undefined;
  return `{${namespace ?? ""}}${local}`;
}
