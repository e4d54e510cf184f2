/** Compares the sum of decimal texts with another decimal text, exactly: negative, zero or positive. */
export function compareSum(summands: readonly string[], other: string): number {
  const digits = Math.max(...[...summands, other].map((text) => text.split(".")[1]?.length ?? 0));
  const scaled = (text: string): bigint => {
    const [whole = "0", fraction = ""] = text.trim().replace(/^\+/, "").split(".");
    return BigInt(whole + fraction.padEnd(digits, "0"));
  };
  const difference = summands.reduce((sum, text) => sum + scaled(text), 0n) - scaled(other);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
