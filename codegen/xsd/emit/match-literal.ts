/**
 * Returns an expression that compares bytes with a text in UTF-8, eight at a time where possible, as one double. The
 * bytes of names and tags never make a zero or a NaN, so two doubles are equal exactly if their bytes are.
 */
export function matchLiteral(text: string, at: string): string {
  const bytes = Buffer.from(text);
  const double = (i: number): string => `view.getFloat64(${offset(at, i)}, true) === ${bytes.readDoubleLE(i)}`;
  const int = (i: number): string => `view.getInt32(${offset(at, i)}, true) === ${bytes.readInt32LE(i)}`;
  const tests: string[] = [];
  let i = 0;
  for (; i + 8 <= bytes.length; i += 8) tests.push(double(i));
  const left = bytes.length - i;
  if (left > 4 && bytes.length >= 8) tests.push(double(bytes.length - 8));
  else if (left > 4) tests.push(int(i), int(bytes.length - 4));
  else if (left > 0 && bytes.length >= 4) tests.push(int(bytes.length - 4));
  else for (; i < bytes.length; i++) tests.push(`bytes[${offset(at, i)}] === ${bytes[i]}`);
  return tests.join(" && ");
}

function offset(at: string, add: number): string {
  return add === 0 ? at : `${at} + ${add}`;
}
