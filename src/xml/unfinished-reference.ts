import type { SaxesParser } from "saxes";

/** The state of saxes 6.0.0 in which it reads a reference such as `&amp;` up to its semicolon, over tags and lines. */
const readingReference = 14;

/** The message for an `&` that was not meant to begin a reference. */
export const bareAmpersand = 'An "&" that begins no reference: write "&amp;"';

/** Whether a parser has met an `&` and waits for the `;` that ends the reference. */
export function isReadingReference(saxes: SaxesParser<{ xmlns: true }>): boolean {
  return saxes["state"] === readingReference;
}

/** Finds the `&` of the reference that a piece ends in; -1 if it is not in the piece. */
export function unfinishedReference(saxes: SaxesParser<{ xmlns: true }>, piece: string): number {
  const read = saxes["entity"];
  // Saxes keeps back a carriage return at the end.
  const end = piece.endsWith("\r") ? piece.length - 1 : piece.length;
  for (let at = piece.lastIndexOf("&"); at >= 0; at = at === 0 ? -1 : piece.lastIndexOf("&", at - 1))
    if (piece.slice(at + 1, end).replace(/\r\n?/g, "\n") === read) return at;
  return -1;
}

/** Finds the `&` of a reference whose `;` is before an offset of a piece; -1 if it is not in the piece. */
export function referenceBefore(piece: string, from: number, end: number): number {
  const before = piece.lastIndexOf(";", end - 2);
  const at = piece.indexOf("&", Math.max(before + 1, from));
  return at < end ? at : -1;
}

/** Whether saxes has found something between `&` and `;` that is no name. */
export function isBrokenReference(error: unknown): boolean {
  return error instanceof Error && /disallowed character in entity name/.test(error.message);
}
