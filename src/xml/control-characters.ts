/**
 * Returns whether a buffer has control characters that XML forbids in a range. It looks at four bytes at once, which is
 * many times faster than looking at each, so the buffer must begin on a boundary of four bytes.
 */
export function hasControls(buffer: Uint8Array, from: number, to: number): boolean {
  const first = (from + 3) & ~3;
  const last = to & ~3;
  if (first >= last) return hasControl(buffer, from, to);
  if (hasControl(buffer, from, first) || hasControl(buffer, last, to)) return true;
  const words = new Uint32Array(buffer.buffer, buffer.byteOffset + first, (last - first) >> 2);
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? 0;
    // Whether some byte is below 0x20: taking 0x20 from it sets its highest bit. Line ends and tabs are such bytes, too.
    if (((word - 0x20202020) & ~word & 0x80808080) !== 0 && hasControl(buffer, first + i * 4, first + i * 4 + 4))
      return true;
  }
  return false;
}

function hasControl(buffer: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const byte = buffer[at] ?? 0;
    if (byte < 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return true;
  }
  return false;
}
