/** Returns the octets of `xs:hexBinary`, as upper-case hexadecimal digits; `undefined` for an invalid text. */
export function parseHex(text: string): string | undefined {
  return /^(?:[0-9a-fA-F]{2})*$/.test(text) ? text.toUpperCase() : undefined;
}

/** Returns the characters of `xs:base64Binary` without spaces; `undefined` for an invalid text. */
export function parseBase64(text: string): string | undefined {
  if (/^ | {2}| $|[^ A-Za-z0-9+/=]/.test(text)) return undefined;
  const digits = text.replaceAll(" ", "");
  if (digits.length % 4 !== 0) return undefined;
  return /^[^=]*(?:[AEIMQUYcgkosw048]=|[AQgw]==)?$/.test(digits) ? digits : undefined;
}

/** The number of octets that base64 characters stand for. */
export function base64Length(digits: string): number {
  return (digits.length / 4) * 3 - (digits.endsWith("==") ? 2 : digits.endsWith("=") ? 1 : 0);
}

/** Parses `xs:float` or `xs:double`; `undefined` for an invalid text. */
export function parseFloating(text: string, single: boolean): number | undefined {
  if (text === "INF") return Number.POSITIVE_INFINITY;
  if (text === "-INF") return Number.NEGATIVE_INFINITY;
  if (text === "NaN") return Number.NaN;
  if (!/^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/.test(text)) return undefined;
  return single ? Math.fround(Number(text)) : Number(text);
}
