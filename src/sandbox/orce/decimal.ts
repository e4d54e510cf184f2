/** Compares the sum of decimal texts with another decimal text, exactly: negative, zero or positive. */
export function compareSum(summands: readonly string[], other: string): number {
  const digits = fractionDigits([...summands, other]);
  const difference = summands.reduce((sum, text) => sum + scaled(text, digits), 0n) - scaled(other, digits);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Adds decimal texts that are not negative, exactly: the sum has the most fraction digits of them. */
export function addDecimals(...summands: readonly string[]): string {
  const digits = fractionDigits(summands);
  const sum = String(summands.reduce((total, text) => total + scaled(text, digits), 0n)).padStart(digits + 1, "0");
  return digits === 0 ? sum : `${sum.slice(0, -digits)}.${sum.slice(-digits)}`;
}

/** Returns whether a text is a decimal number that is not negative, without an exponent. */
export function isAmount(text: string): boolean {
  return /^\+?([0-9]+\.?[0-9]*|\.[0-9]+)$/.test(text.trim());
}

function fractionDigits(texts: readonly string[]): number {
  return Math.max(...texts.map((text) => text.trim().split(".")[1]?.length ?? 0));
}

function scaled(text: string, digits: number): bigint {
  const [whole = "0", fraction = ""] = text.trim().replace(/^\+/, "").split(".");
  return BigInt(whole + fraction.padEnd(digits, "0"));
}
