/**
 * A point in time as XSD 1.0 orders it: seconds on a common scale, the exact fraction, and whether the time zone is
 * known.
 */
export interface Instant {
  readonly seconds: bigint;
  /** Fraction digits without trailing zeros. */
  readonly fraction: string;
  readonly zoned: boolean;
}

const zonePattern = `(Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?`;
const dayPattern = `(-?(?:[1-9][0-9]{4,}|[0-9]{4}))-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])`;
const clockPattern = String.raw`(?:([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])(?:\.([0-9]+))?|(24):00:00(?:\.0+)?)`;
const dateForm = new RegExp(`^${dayPattern}${zonePattern}$`);
const timeForm = new RegExp(`^${clockPattern}${zonePattern}$`);
const dateTimeForm = new RegExp(`^${dayPattern}T${clockPattern}${zonePattern}$`);

const secondsPerDay = 86_400n;
/** The largest time zone offset: an instant without a time zone may be this far away in both directions. */
const maxZoneSeconds = 14n * 3600n;

/** Parses `xs:date`; `undefined` for an invalid text. The instant is the start of the day. */
export function parseDate(text: string): Instant | undefined {
  const [, year, month, day, zone] = dateForm.exec(text) ?? [];
  const days = dayNumber(year, month, day);
  return days === undefined ? undefined : instant(days, 0n, "", zone);
}

/** Parses `xs:dateTime`; `undefined` for an invalid text. 24:00:00 is midnight of the next day. */
export function parseDateTime(text: string): Instant | undefined {
  const [, year, month, day, hour, minute, second, fraction, midnight, zone] = dateTimeForm.exec(text) ?? [];
  const days = dayNumber(year, month, day);
  if (days === undefined) return undefined;
  return instant(midnight === undefined ? days : days + 1n, clockSeconds(hour, minute, second), fraction ?? "", zone);
}

/** Parses `xs:time`; `undefined` for an invalid text. 24:00:00 is 00:00:00. */
export function parseTime(text: string): Instant | undefined {
  const match = timeForm.exec(text);
  if (match === null) return undefined;
  const [, hour, minute, second, fraction, , zone] = match;
  return instant(0n, clockSeconds(hour, minute, second), fraction ?? "", zone);
}

/** The forms of the types that leave parts of a date out, as the parts they have. */
const partForms: { readonly [kind in "gYearMonth" | "gYear" | "gMonthDay" | "gDay" | "gMonth"]: RegExp } = {
  gYearMonth: new RegExp(`^(-?(?:[1-9][0-9]{4,}|[0-9]{4}))-(0[1-9]|1[0-2])()${zonePattern}$`),
  gYear: new RegExp(`^(-?(?:[1-9][0-9]{4,}|[0-9]{4}))()()${zonePattern}$`),
  gMonthDay: new RegExp(`^--()(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])${zonePattern}$`),
  gDay: new RegExp(`^---()()(0[1-9]|[12][0-9]|3[01])${zonePattern}$`),
  gMonth: new RegExp(`^--()(0[1-9]|1[0-2])()${zonePattern}$`),
};

/**
 * Parses a part of a date; `undefined` for an invalid text. The instant is the start of the period, in a leap year where
 * there is no year.
 */
export function parseDatePart(kind: keyof typeof partForms, text: string): Instant | undefined {
  const [, year, month, day, zone] = partForms[kind].exec(text) ?? [];
  const days = dayNumber(year === "" ? "1972" : year, month || "01", day || "01");
  return days === undefined ? undefined : instant(days, 0n, "", zone);
}

/** Returns whether a text is a valid `xs:date`, without calculating its instant. */
export function isDate(text: string): boolean {
  const match = dateForm.exec(text);
  return match !== null && isDay(match[1], match[2], match[3]);
}

/** Returns whether a text is a valid `xs:dateTime`, without calculating its instant. */
export function isDateTime(text: string): boolean {
  const match = dateTimeForm.exec(text);
  return match !== null && isDay(match[1], match[2], match[3]);
}

/** Returns whether a text is a valid `xs:time`, without calculating its instant. */
export function isTime(text: string): boolean {
  return timeForm.test(text);
}

/**
 * Compares two instants: negative, zero or positive. `undefined` if they have no order, because only one of them has a
 * time zone and they are less than 14 hours apart.
 */
export function compareInstants(a: Instant, b: Instant): number | undefined {
  if (a.zoned === b.zoned) return compareExactly(a, b);
  if (!a.zoned) {
    const reversed = compareInstants(b, a);
    return reversed === undefined ? undefined : -reversed;
  }
  if (compareExactly(a, { ...b, seconds: b.seconds - maxZoneSeconds }) < 0) return -1;
  if (compareExactly(a, { ...b, seconds: b.seconds + maxZoneSeconds }) > 0) return 1;
  return undefined;
}

function compareExactly(a: Instant, b: Instant): number {
  if (a.seconds !== b.seconds) return a.seconds < b.seconds ? -1 : 1;
  return a.fraction < b.fraction ? -1 : a.fraction > b.fraction ? 1 : 0;
}

function instant(days: bigint, seconds: bigint, fraction: string, zone: string | undefined): Instant {
  return {
    seconds: days * secondsPerDay + seconds - zoneSeconds(zone),
    fraction: fraction.replace(/0+$/, ""),
    zoned: zone !== undefined,
  };
}

function clockSeconds(hour = "0", minute = "0", second = "0"): bigint {
  return BigInt(Number(hour) * 3600 + Number(minute) * 60 + Number(second));
}

function zoneSeconds(zone: string | undefined): bigint {
  if (zone === undefined || zone === "Z") return 0n;
  const seconds = BigInt(Number(zone.slice(1, 3)) * 3600 + Number(zone.slice(4)) * 60);
  return zone.startsWith("-") ? -seconds : seconds;
}

/** Returns whether a month has a day. XSD 1.0 has no year 0. */
function isDay(yearText = "", monthText = "", dayText = ""): boolean {
  const day = Number(dayText);
  if (/^-?0000$/.test(yearText)) return false;
  if (day <= 28) return true;
  const month = Number(monthText);
  if (month !== 2) return day <= ([4, 6, 9, 11].includes(month) ? 30 : 31);
  // The leap year rule applies to the number as written, even before the common era; its last four digits decide.
  const year = Number(yearText.slice(-4));
  return day === 29 && ((year % 4 === 0 && year % 100 !== 0) || year % 400 === 0);
}

/** Returns the number of a day in the proleptic Gregorian calendar; `undefined` for a day that does not exist. */
function dayNumber(yearText: string | undefined, monthText = "", dayText = ""): bigint | undefined {
  if (yearText === undefined || !isDay(yearText, monthText, dayText)) return undefined;
  const year = BigInt(yearText);
  const month = Number(monthText);
  const day = Number(dayText);
  // Years counted from March, so that the leap day is the last one.
  const shifted = month <= 2 ? year - 1n : year;
  const cycle = floorDivide(shifted, 400n);
  const yearOfCycle = shifted - cycle * 400n;
  const dayOfYear = BigInt(Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1);
  return cycle * 146_097n + yearOfCycle * 365n + yearOfCycle / 4n - yearOfCycle / 100n + dayOfYear;
}

function floorDivide(a: bigint, b: bigint): bigint {
  return a >= 0n ? a / b : -((-a + b - 1n) / b);
}
