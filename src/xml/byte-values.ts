/**
 * Scanners for numbers, dates and times in their usual form, for generated recognisers: they return the offset after
 * the value, or -1. They look at four bytes at a time where possible. The caller checks what follows the value.
 */

/** Returns whether four bytes, read as one number, are all digits. */
function areDigits(four: number): boolean {
  return (((four & 0xf0f0f0f0) ^ 0x30303030) | (((four + 0x06060606) & 0xf0f0f0f0) ^ 0x30303030)) === 0;
}

/** Scans digits with at most one point among them; `signed` allows a sign before them. */
export function scanDecimal(bytes: Uint8Array, from: number, signed: boolean): number {
  let at = from | 0;
  if (signed && (bytes[at] === 0x2b || bytes[at] === 0x2d)) at++;
  const integer = at;
  while (isDigit(bytes, at)) at++;
  if (at === integer) return -1;
  if (bytes[at] !== 0x2e) return at;
  const fraction = ++at;
  while (isDigit(bytes, at)) at++;
  return at === fraction ? -1 : at;
}

/** Scans digits; `signed` allows a sign before them. */
export function scanInteger(bytes: Uint8Array, from: number, signed: boolean): number {
  let at = from | 0;
  if (signed && (bytes[at] === 0x2b || bytes[at] === 0x2d)) at++;
  const start = at;
  while (isDigit(bytes, at)) at++;
  return at === start ? -1 : at;
}

/** The facets of a decimal number. */
export interface DecimalLimits {
  readonly totalDigits?: number;
  readonly fractionDigits?: number;
  readonly minInclusive?: number;
  readonly minExclusive?: number;
  readonly maxInclusive?: number;
  readonly maxExclusive?: number;
  /** Integers with at most so many digits are within the bounds. */
  readonly safeDigits?: number;
}

/** A number with at most so many digits is read exactly. */
const maxExactDigits = 15;

/** Returns whether a decimal number in the usual form surely keeps its facets. Bounds have at most 15 digits, or are far away. */
export function isWithin(bytes: Uint8Array, from: number, to: number, limits: DecimalLimits): boolean {
  let digits = 0;
  let fraction = -1;
  let number = 0;
  for (let at = from | 0; at < to; at++) {
    const byte = bytes[at] as number;
    if (byte === 0x2e) fraction = 0;
    else if (byte >= 0x30) {
      if (digits > 0 || byte > 0x30 || fraction >= 0) digits++;
      if (fraction >= 0) fraction++;
      number = number * 10 + (byte & 0xf);
    }
  }
  const { totalDigits, fractionDigits, minInclusive, minExclusive, maxInclusive, maxExclusive } = limits;
  if (totalDigits !== undefined && digits > totalDigits) return false;
  if (fractionDigits !== undefined && fraction > fractionDigits) return false;
  if (
    minInclusive === undefined &&
    minExclusive === undefined &&
    maxInclusive === undefined &&
    maxExclusive === undefined
  )
    return true;
  if (digits > maxExactDigits) return fraction < 0 && digits <= (limits.safeDigits ?? 0);
  // Both numbers are exact, so the quotient is the nearest number, as it is for the bounds.
  if (fraction > 0) number /= 10 ** fraction;
  if (bytes[from] === 0x2d) number = -number;
  return (
    (minInclusive === undefined || number >= minInclusive) &&
    (minExclusive === undefined || number > minExclusive) &&
    (maxInclusive === undefined || number <= maxInclusive) &&
    (maxExclusive === undefined || number < maxExclusive)
  );
}

/** The days of each month, February with the leap day. */
const lastDays = Uint8Array.of(0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31);

/** Scans a date with a year of four digits. */
export function scanDate(bytes: Uint8Array, view: DataView, at: number): number {
  const year = view.getInt32(at, true);
  const month = view.getInt32(at + 4, true);
  if (!areDigits(year) || year === 0x30303030) return -1;
  if ((month & 0xff0000ff) !== 0x2d00002d || !areDigits((month & 0x00ffff00) | 0x30000030)) return -1;
  const number = ((month >> 8) & 0xf) * 10 + ((month >> 16) & 0xf);
  if (!isDigit(bytes, at + 8) || !isDigit(bytes, at + 9) || number > 12) return -1;
  const day = ((bytes[at + 8] as number) & 0xf) * 10 + ((bytes[at + 9] as number) & 0xf);
  if (day < 1 || day > (lastDays[number] as number)) return -1;
  return number === 2 && day === 29 && !isLeapYear(year) ? -1 : at + 10;
}

/** Returns whether a year of four digits, read as one number, has a leap day. */
function isLeapYear(digits: number): boolean {
  const century = (digits & 0xf) * 10 + ((digits >> 8) & 0xf);
  const year = ((digits >> 16) & 0xf) * 10 + ((digits >> 24) & 0xf);
  return (year === 0 ? century : year) % 4 === 0;
}

/** Scans hours, minutes and seconds, and a fraction of a second when there is one. */
export function scanTime(bytes: Uint8Array, view: DataView, from: number): number {
  const first = view.getInt32(from, true);
  const second = view.getInt32(from + 4, true);
  if (((first >> 16) & 0xff) !== 0x3a || ((second >> 8) & 0xff) !== 0x3a) return -1;
  if (!areDigits((first & ~0xff0000) | 0x300000) || !areDigits((second & ~0xff00) | 0x3000)) return -1;
  const hour = (first & 0xf) * 10 + ((first >> 8) & 0xf);
  if (hour > 23 || ((first >> 24) & 0xf) > 5 || ((second >> 16) & 0xf) > 5) return -1;
  let at = from + 8;
  if (bytes[at] !== 0x2e) return at;
  const fraction = ++at;
  while (isDigit(bytes, at)) at++;
  return at === fraction ? -1 : at;
}

/** Scans a time zone, which may be missing. */
export function scanZone(bytes: Uint8Array, view: DataView, at: number): number {
  const byte = bytes[at];
  if (byte === 0x5a) return at + 1;
  if (byte !== 0x2b && byte !== 0x2d) return at;
  const zone = view.getInt32(at + 1, true);
  if (((zone >> 16) & 0xff) !== 0x3a || !areDigits((zone & ~0xff0000) | 0x300000) || !isDigit(bytes, at + 5)) return -1;
  const hour = (zone & 0xf) * 10 + ((zone >> 8) & 0xf);
  // +14:00 is the largest offset, and rare enough to leave it to the strict parser.
  return hour <= 13 && ((zone >> 24) & 0xf) <= 5 ? at + 6 : -1;
}

function isDigit(bytes: Uint8Array, at: number): boolean {
  const byte = bytes[at] as number;
  return byte >= 0x30 && byte <= 0x39;
}
