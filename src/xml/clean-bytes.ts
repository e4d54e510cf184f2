/**
 * Returns whether valid UTF-8 has neither control characters that XML forbids nor characters from U+E000 on. It looks at
 * four bytes at once, which is many times faster than looking at each, so the buffer must begin on a boundary of four bytes.
 */
export function areClean(buffer: Uint8Array, from: number, to: number): boolean {
  const first = (from + 3) & ~3;
  const last = to & ~3;
  if (first >= last) return isEachClean(buffer, from, to);
  if (!isEachClean(buffer, from, first) || !isEachClean(buffer, last, to)) return false;
  const words = new Uint32Array(buffer.buffer, buffer.byteOffset + first, (last - first) >> 2);
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? 0;
    // Taking 0x20 from a smaller byte sets its highest bit, and adding 0x12 to the lower bits of one from 0xee on does.
    const low = (word - 0x20202020) & ~word;
    const high = ((word & 0x7f7f7f7f) + 0x12121212) & word;
    // Line ends and tabs are small bytes, too.
    if (((low | high) & 0x80808080) !== 0 && !isEachClean(buffer, first + i * 4, first + i * 4 + 4)) return false;
  }
  return true;
}

function isEachClean(buffer: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const byte = buffer[at] ?? 0;
    if (byte >= 0xee || (byte < 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09)) return false;
  }
  return true;
}
