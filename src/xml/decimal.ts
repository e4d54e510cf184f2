/** A decimal number of any size: its digits before and after the point, without redundant zeros. */
export interface Decimal {
  readonly negative: boolean;
  readonly integer: string;
  readonly fraction: string;
}

/** Parses `xs:decimal`; `undefined` for an invalid text. Exponents and infinities are invalid. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = /^([+-]?)(?:([0-9]+)(?:\.([0-9]*))?|\.([0-9]+))$/.exec(text);
  if (match === null) return undefined;
  const integer = (match[2] ?? "").replace(/^0+/, "");
  const fraction = (match[3] ?? match[4] ?? "").replace(/0+$/, "");
  return { negative: match[1] === "-" && integer + fraction !== "", integer, fraction };
}

/** Compares two decimals exactly: negative, zero or positive. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  if (a.negative !== b.negative) return a.negative ? -1 : 1;
  const magnitude = a.integer.length - b.integer.length || order(a.integer, b.integer) || order(a.fraction, b.fraction);
  return a.negative ? -magnitude : magnitude;
}

// Without trailing zeros, the longer of two fractions with a common start is greater, just as with strings.
function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Returns the number of digits that `totalDigits` counts: four in 00123.40, five in 0.00123 because of its scale. */
export function countDigits({ integer, fraction }: Decimal): number {
  return integer.length + fraction.length;
}
