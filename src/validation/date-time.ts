const day = "(\\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])";
const time = "([01]\\d|2[0-3]):([0-5]\\d):([0-5]\\d|60)(?:\\.\\d+)?(?:[Zz]|([+-])([01]\\d|2[0-3]):([0-5]\\d))";
const dateShape: RegExp = /* @__PURE__ */ new RegExp(`^${day}$`);
const timeShape: RegExp = /* @__PURE__ */ new RegExp(`^${time}$`);
const dateTimeShape: RegExp = /* @__PURE__ */ new RegExp(`^${day}[Tt]${time}$`);

/**
 * Returns whether a text is a `date-time` of RFC 3339, section 5.6: the offset is required, the separator is T, and the
 * day exists.
 *
 * A leap second is accepted where one is possible: as second 60 of 23:59 UTC on the last day of a month. `Date` cannot
 * represent it.
 */
export function isDateTime(text: string): boolean {
  if (!dateTimeShape.test(text)) return false;
  // Day and second are at fixed positions, and few texts need a closer look.
  const isEarly = text.charCodeAt(8) < 0x33 && !(text.charCodeAt(8) === 0x32 && text.charCodeAt(9) === 0x39);
  return isEarly && text.charCodeAt(17) !== 0x36 ? true : isRareDateTime(text);
}

function isRareDateTime(text: string): boolean {
  const match = dateTimeShape.exec(text) ?? [];
  const [year = 0, month = 0, date = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  if (date > daysIn(year, month)) return false;
  if (second < 60) return true;
  const utc = new Date(0);
  // setUTCFullYear, because Date.UTC treats the years 0 to 99 as 1900 to 1999.
  utc.setUTCFullYear(year, month - 1, date);
  utc.setUTCHours(hour, minute - offsetMinutes(match[7], match[8], match[9]));
  const isLastMinute = utc.getUTCHours() === 23 && utc.getUTCMinutes() === 59;
  return isLastMinute && utc.getUTCDate() === daysIn(utc.getUTCFullYear(), utc.getUTCMonth() + 1);
}

/** Returns whether a text is a `full-date` of RFC 3339 and the day exists. */
export function isDate(text: string): boolean {
  const match = dateShape.exec(text);
  return match !== null && Number(match[3]) <= daysIn(Number(match[1]), Number(match[2]));
}

/**
 * Returns whether a text is a `full-time` of RFC 3339: the offset is required. Second 60 is accepted at 23:59 UTC only.
 */
export function isTime(text: string): boolean {
  const match = timeShape.exec(text);
  if (match === null) return false;
  const minutes = Number(match[1]) * 60 + Number(match[2]) - offsetMinutes(match[4], match[5], match[6]);
  return Number(match[3]) < 60 || (minutes + 2 * 1440) % 1440 === 1439;
}

function offsetMinutes(sign: string | undefined, hours: string | undefined, minutes: string | undefined): number {
  if (sign === undefined) return 0;
  return (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -1 : 1);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
