/** A function of recognisers that is emitted rather than shared, because it works on the recogniser's own slots or position. */
interface Helper {
  readonly name: string;
  readonly code: string;
}

/** In an order in which each comes after those that use it. */
const helpers: readonly Helper[] = [
  {
    name: "space",
    // It skips four spaces at a time: indentation is a large part of most files.
    code: `/** Skips white space and comments between elements and counts their lines. */
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
}`,
  },
  {
    name: "comment",
    code: `/** Returns the end of a comment and counts its lines. */
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
}`,
  },
  {
    name: "nextLine",
    code: `/** Returns the start of the next line and counts it. */
function nextLine(at: number): number {
  position[0] = (position[0] as number) + 1;
  position[1] = at + 1;
  return (at + 1) | 0;
}`,
  },
  {
    name: "addFrame",
    code: `/** Adds a frame to a list, whose first and last frame are in two slots. Returns -1 when there is no room. */
function addFrame(list: number, size: number, start: number): number {
  const frame = position[2] as number;
  const end = frame + size;
  if (end > slots.length) return -1;
  for (let i = frame; i < end; i++) slots[i] = -1;
  position[2] = end;
  slots[frame + 1] = start;
  const last = slots[list + 1] as number;
  if (last < 0) slots[list] = frame;
  else slots[last] = frame;
  slots[list + 1] = frame;
  return frame;
}`,
  },
  {
    name: "slotText",
    code: `/** Returns the text of a value from its two slots. */
function slotText(bytes: Buffer, text: string, at: number, slot: number): string {
  const from = slots[slot] as number;
  const to = slots[slot + 1] as number;
  return (to & markedBit) === 0 ? text.substring(from - at, to - at) : decodeMarked(bytes, from, to & ~markedBit);
}`,
  },
  {
    name: "isUsualOrder",
    code: `/**
 * Whether the children of fields came in this order. Of each field there are three numbers: its first slot, whether it is a list or
 * has another frame, and its place in the shape.
 */
function isUsualOrder(fields: Int32Array, base: number): boolean {
  let last = -1;
  for (let i = 0; i < fields.length; i += 3) {
    const slot = base + (fields[i] as number);
    const first = slots[slot] as number;
    if (first < 0) continue;
    const isFrame = fields[i + 1] === 1;
    if ((isFrame ? (slots[first + 1] as number) : first) < last) return false;
    last = isFrame ? (slots[(slots[slot + 1] as number) + 1] as number) : first;
  }
  return true;
}`,
  },
  {
    name: "childOrder",
    code: `/** Returns the places of the fields of children, in the order of the document. */
function childOrder(fields: Int32Array, base: number): number[] {
  const starts: number[] = [];
  for (let i = 0; i < fields.length; i += 3) {
    const first = slots[base + (fields[i] as number)] as number;
    const place = fields[i + 2] as number;
    // One number is sorted faster than two.
    if (fields[i + 1] === 0) {
      if (first >= 0) starts.push(first * 65536 + place);
    } else for (let frame = first; frame >= 0; frame = slots[frame] as number) starts.push((slots[frame + 1] as number) * 65536 + place);
  }
  if (starts.length > 32) return Array.from(Float64Array.from(starts).sort(), (start) => start % 65536);
  // The few children of most elements, nearly in order, are sorted faster in place.
  for (let i = 1; i < starts.length; i++) {
    const start = starts[i] as number;
    let to = i;
    for (; to > 0 && (starts[to - 1] as number) > start; to--) starts[to] = starts[to - 1] as number;
    starts[to] = start;
  }
  for (let i = 0; i < starts.length; i++) starts[i] = (starts[i] as number) % 65536;
  return starts;
}`,
  },
];

/** Returns the helpers that some code uses, or that such a helper uses. */
export function helperFunctions(code: readonly string[]): string {
  const used: string[] = [];
  for (const { name, code: helper } of helpers)
    if ([...code, ...used].some((text) => text.includes(`${name}(`))) used.push(helper);
  return used.join("\n\n");
}
