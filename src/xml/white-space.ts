/**
 * Applies the `whiteSpace` facet. Only space, tab, line feed and carriage return are white space in XML; a no-break
 * space is not.
 */
export function normalizeWhiteSpace(text: string, mode: "preserve" | "replace" | "collapse"): string {
  if (mode === "preserve") return text;
  if (mode === "replace") return text.replace(/[\t\n\r]/g, " ");
  if (!/[\t\n\r]|^ | {2}| $/.test(text)) return text;
  return text.replace(/[ \t\n\r]+/g, " ").replace(/^ | $/g, "");
}

/** Returns whether a text consists only of XML white space. */
export function isWhiteSpace(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code !== 0x20 && code !== 0x0a && code !== 0x09 && code !== 0x0d) return false;
  }
  return true;
}

/** Returns the length of a text in code points, the unit of the length facets. */
export function codePointLength(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length - 1; i++) {
    if ((text.charCodeAt(i) & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      length--;
      i++;
    }
  }
  return length;
}
