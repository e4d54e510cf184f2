// Copied from codegen/runtime/date-time.ts.
// Do not edit: change the source and run `npm run generate`.

const shape = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|([+-])(\d\d):(\d\d))$/;
const datePart = /^(\d{4})-(\d\d)-(\d\d)$/;
const timePart = /^(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|([+-])(\d\d):(\d\d))$/;

/**
 * Tells whether a text is a `date-time` of RFC 3339, section 5.6: the offset is required, the separator is T, and the day exists.
 *
 * A leap second is accepted where it can be one: as second 60 of 23:59 UTC on the last day of a month. `Date` cannot hold it.
 */
export function isDateTime(text: string): boolean {
  const match = shape.exec(text);
  if (match === null) return false;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const offset = offsetMinutes(match[7], match[8], match[9]);
  if (!isDay(year, month, day) || hour > 23 || minute > 59 || second > 60 || offset === undefined) return false;
  if (second < 60) return true;
  const utc = new Date(0);
  // setUTCFullYear, because Date.UTC takes the years 0 to 99 for 1900 to 1999.
  utc.setUTCFullYear(year, month - 1, day);
  utc.setUTCHours(hour, minute - offset);
  return (
    utc.getUTCHours() === 23 &&
    utc.getUTCMinutes() === 59 &&
    utc.getUTCDate() === daysIn(utc.getUTCFullYear(), utc.getUTCMonth() + 1)
  );
}

/** Tells whether a text is a `full-date` of RFC 3339 and the day exists. */
export function isDate(text: string): boolean {
  const match = datePart.exec(text);
  return match !== null && isDay(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** Tells whether a text is a `full-time` of RFC 3339: the offset is required. Second 60 is accepted at 23:59 UTC only. */
export function isTime(text: string): boolean {
  const match = timePart.exec(text);
  if (match === null) return false;
  const [hour, minute, second] = match.slice(1, 4).map(Number) as [number, number, number];
  const offset = offsetMinutes(match[4], match[5], match[6]);
  if (hour > 23 || minute > 59 || second > 60 || offset === undefined) return false;
  return second < 60 || (hour * 60 + minute - offset + 2 * 1440) % 1440 === 1439;
}

function offsetMinutes(
  sign: string | undefined,
  hours: string | undefined,
  minutes: string | undefined,
): number | undefined {
  if (sign === undefined) return 0;
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined;
  return (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -1 : 1);
}

function isDay(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
