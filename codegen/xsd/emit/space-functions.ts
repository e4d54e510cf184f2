/**
 * The functions of a recogniser that skip white space and comments between elements. They are emitted rather than
 * shared, because they count lines in the recogniser's own `position`. They skip four spaces at a time: indentation is
 * a large part of most files.
 */
export const spaceFunctions: string = `/** Skips white space and comments between elements and counts their lines. */
function space(bytes: Uint8Array, view: DataView, from: number): number {
  let at = from | 0;
  for (;;) {
    const byte = bytes[at];
    if (byte === 10) {
      at = nextLine(at);
      while (view.getInt32(at, true) === 0x20202020) at += 4;
    } else if (byte === 32 || byte === 9 || (byte === 13 && bytes[at + 1] === 10)) at++;
    else if (byte === 60 && bytes[at + 1] === 33) {
      const end = comment(bytes, at) | 0;
      if (end < 0) return at;
      at = end;
    } else return at;
  }
}

/** Returns the end of a comment and counts its lines. */
function comment(bytes: Uint8Array, from: number): number {
  if (bytes[from + 2] !== 45 || bytes[from + 3] !== 45) return -1;
  let at = (from + 4) | 0;
  for (;;) {
    const byte = bytes[at] as number;
    if (byte === 45 && bytes[at + 1] === 45) return bytes[at + 2] === 62 ? at + 3 : -1;
    if (byte === 10) at = nextLine(at);
    else if ((byte < 32 && byte !== 9) || byte === 239) return -1;
    else at++;
  }
}

/** Returns the start of the next line and counts it. */
function nextLine(at: number): number {
  position[0] = (position[0] as number) + 1;
  position[1] = at + 1;
  return (at + 1) | 0;
}`;
