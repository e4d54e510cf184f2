/**
 * Returns the offset of the first byte that is not UTF-8; the length of the bytes when there is none. A character that
 * is cut at the end is valid so far, and so are continuation bytes at the beginning, whose character began before.
 */
export function firstInvalidUtf8(bytes: Uint8Array): number {
  let at = 0;
  while (at < Math.min(3, bytes.length) && isContinuation(bytes[at] ?? 0) && !isLead(bytes[0] ?? 0)) at++;
  while (at < bytes.length) {
    const length = characterLength(bytes[at] ?? 0);
    if (length === 0) return at;
    for (let next = 1; next < length && at + next < bytes.length; next++)
      if (!isContinuation(bytes[at + next] ?? 0)) return at;
    at += length;
  }
  return bytes.length;
}

function isContinuation(byte: number): boolean {
  return byte >= 0x80 && byte <= 0xbf;
}

function isLead(byte: number): boolean {
  return byte >= 0xc2;
}

/** The number of bytes of a character by its first byte; 0 when none begins with it. */
function characterLength(byte: number): number {
  if (byte < 0x80) return 1;
  if (byte < 0xc2 || byte > 0xf4) return 0;
  return byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}
