/** `xs:duration`: months, and seconds with their fraction as one number of units. */
export interface Duration {
  readonly months: bigint;
  /** Seconds times ten to the power of `scale`. */
  readonly units: bigint;
  readonly scale: number;
}

const form =
  /^(-)?P(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)D)?(T(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+)(?:\.([0-9]+))?S)?)?$/;

/** Parses `xs:duration`; `undefined` for an invalid text. */
export function parseDuration(text: string): Duration | undefined {
  const match = form.exec(text);
  if (match === null || text.endsWith("T") || text.endsWith("P")) return undefined;
  const [, minus, years = "0", months = "0", days = "0", , hours = "0", minutes = "0", seconds = "0", digits = ""] =
    match;
  const fraction = digits.replace(/0+$/, "");
  const sign = minus === undefined ? 1n : -1n;
  const whole = ((BigInt(days) * 24n + BigInt(hours)) * 60n + BigInt(minutes)) * 60n + BigInt(seconds);
  const factor = 10n ** BigInt(fraction.length);
  return {
    months: sign * (BigInt(years) * 12n + BigInt(months)),
    units: sign * (whole * factor + BigInt(fraction || "0")),
    scale: fraction.length,
  };
}

/** The months that the recommendation compares durations with, as days from the start of year 0 of the calendar. */
const starts = [
  [1696n, 8n],
  [1697n, 1n],
  [1903n, 2n],
  [1903n, 6n],
] as const;

/** Compares two durations; `undefined` when their order depends on the month they are added to. */
export function compareDurations(a: Duration, b: Duration): number | undefined {
  const orders = new Set(starts.map(([year, month]) => compareFrom(year * 12n + month, a, b)));
  const [order] = orders;
  return orders.size === 1 ? order : undefined;
}

function compareFrom(month: bigint, a: Duration, b: Duration): number {
  const scale = Math.max(a.scale, b.scale);
  const unitsOf = ({ months, units, scale: own }: Duration): bigint =>
    daysBefore(month + months) * 86_400n * 10n ** BigInt(scale) + units * 10n ** BigInt(scale - own);
  const left = unitsOf(a);
  const right = unitsOf(b);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The days before the first day of a month that is counted from the start of year 0. */
function daysBefore(month: bigint): bigint {
  const shifted = month - 2n;
  const year = floorDivide(shifted, 12n);
  const monthOfYear = shifted - year * 12n;
  return (
    year * 365n +
    floorDivide(year, 4n) -
    floorDivide(year, 100n) +
    floorDivide(year, 400n) +
    (153n * monthOfYear + 2n) / 5n
  );
}

function floorDivide(a: bigint, b: bigint): bigint {
  return a >= 0n ? a / b : -((-a + b - 1n) / b);
}
