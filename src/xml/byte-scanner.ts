/**
 * The parts that a generated recogniser is made of. All of them look at bytes only, give the offset behind what they accept, and give
 * -1 for whatever is not written in the usual way: that is for the strict parser.
 *
 * Callers keep zero bytes behind the data, so running off its end is a mismatch like any other.
 *
 * `| 0` says that an offset is a 32-bit integer: a just-in-time compiler then keeps it in a register as it is.
 */

/** Marks the end of a text that has characters that are not ASCII, references such as `&amp;`, or stands in a CDATA section. */
export const MARKED: number = 1 << 30;

/**
 * The bytes that stand for themselves in any text. "]" may start "]]>", 0xEF may start U+FFFE: both are left to the strict parser.
 */
const plainBytes: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte > 0x20 && byte < 0x80 && !'"&<]'.includes(String.fromCharCode(byte)) ? 1 : 0,
);

const APOSTROPHE_LEFT = 0x6f706126;
const QUOTE_LEFT = 0x6f757126;
const AMPERSAND_TEXT = 0x706d6126;
const LESS = 0x3b746c26;
const GREATER = 0x3b746726;

const QUOTE = 0x22;
const AMPERSAND = 0x26;
const LESS_THAN = 0x3c;
const EXCLAMATION = 0x21;
const CDATA_LEFT = 0x44435b21;
const CDATA_RIGHT = 0x5b415441;
/** The lengths of `<![CDATA[` and `]]>`. */
const CDATA_START = 9;
const CDATA_END = 3;

/**
 * Scans a text up to its terminator: the `<` of a tag or the `"` of an attribute. With `collapse`, white space that collapsing would
 * change is declined.
 */
export function scanText(
  bytes: Uint8Array,
  view: DataView,
  from: number,
  terminator: number,
  collapse: boolean,
): number {
  // Looked up once: to a bundler, what a module holds is a variable.
  const plain = plainBytes;
  let at = from | 0;
  let marked = 0;
  if (terminator === LESS_THAN && bytes[at] === LESS_THAN && bytes[at + 1] === EXCLAMATION)
    return scanCdata(bytes, view, at, collapse);
  for (;;) {
    while (plain[bytes[at] as number] === 1) at++;
    const byte = bytes[at] as number;
    if (byte === terminator) return at | marked;
    if (byte === 0x20) {
      if (collapse && (at === from || bytes[at + 1] === 0x20 || bytes[at + 1] === terminator)) return -1;
      at++;
    } else if (byte >= 0x80 && byte !== 0xef) {
      marked = MARKED;
      at++;
    } else if (byte === AMPERSAND) {
      const length = referenceLength(bytes, view, at);
      if (length === 0) return -1;
      marked = MARKED;
      at += length;
    } else if (byte === QUOTE) at++;
    else return -1;
  }
}

/** Scans a text that is one CDATA section, to behind that. An empty one is declined: it would be the only text without a character. */
function scanCdata(bytes: Uint8Array, view: DataView, from: number, collapse: boolean): number {
  if (view.getInt32(from + 1, true) !== CDATA_LEFT || view.getInt32(from + 5, true) !== CDATA_RIGHT) return -1;
  const start = (from + CDATA_START) | 0;
  let at = start;
  for (;;) {
    const byte = bytes[at] as number;
    if (byte === 0x5d && bytes[at + 1] === 0x5d && bytes[at + 2] === 0x3e)
      return at === start || (collapse && bytes[at - 1] === 0x20) ? -1 : (at + CDATA_END) | MARKED;
    if (byte < 0x20 || byte === 0xef) return -1;
    if (byte === 0x20 && collapse && (at === start || bytes[at - 1] === 0x20)) return -1;
    at++;
  }
}

/** The length of one of the five predefined references; 0 for anything else. */
function referenceLength(bytes: Uint8Array, view: DataView, at: number): number {
  switch (view.getInt32(at, true)) {
    case LESS:
    case GREATER:
      return 4;
    case AMPERSAND_TEXT:
      return bytes[at + 4] === 0x3b ? 5 : 0;
    case APOSTROPHE_LEFT:
      return bytes[at + 4] === 0x73 && bytes[at + 5] === 0x3b ? 6 : 0;
    case QUOTE_LEFT:
      return bytes[at + 4] === 0x74 && bytes[at + 5] === 0x3b ? 6 : 0;
    default:
      return 0;
  }
}

/** Builds the table of an automaton. Each state lists whether it accepts (1 or 0) and then `from, to, next` for ranges of bytes. */
export function automaton(states: readonly (readonly number[])[], terminator: number): Uint8Array {
  const table = new Uint8Array((states.length + FIRST_STATE) << 8);
  states.forEach(([accepts, ...ranges], state) => {
    const row = (state + FIRST_STATE) << 8;
    if (accepts === 1) table[row | terminator] = ACCEPTED;
    for (let i = 0; i < ranges.length; i += 3)
      table.fill(
        (ranges[i + 2] as number) + FIRST_STATE,
        row + (ranges[i] as number),
        row + (ranges[i + 1] as number) + 1,
      );
  });
  return table;
}

const ACCEPTED = 1;
const FIRST_STATE = 2;

/** Runs an automaton over a text and gives the offset of its terminator. */
export function runAutomaton(bytes: Uint8Array, from: number, table: Uint8Array): number {
  let state = FIRST_STATE;
  for (let at = from | 0; ; at++) {
    state = table[(state << 8) | (bytes[at] as number)] as number;
    if (state < FIRST_STATE) return state === ACCEPTED ? at : -1;
  }
}

/** A set of bytes as a table, from ranges `from, to`. */
export function byteSet(ranges: readonly number[]): Uint8Array {
  const set = new Uint8Array(256);
  for (let i = 0; i < ranges.length; i += 2) set.fill(1, ranges[i] as number, (ranges[i + 1] as number) + 1);
  return set;
}

/** Scans as many bytes of a set as there are, from `min` to `max`. */
export function scanSet(bytes: Uint8Array, from: number, set: Uint8Array, min: number, max: number): number {
  let at = from | 0;
  const limit = from + max;
  while (at < limit && (set[bytes[at] as number] as number) === 1) at++;
  return at - from < min ? -1 : at;
}

/** The text of a marked range: decoded, its references replaced. */
export function decodeMarked(bytes: Buffer, from: number, to: number): string {
  const text = bytes.toString("utf8", from, to);
  if (bytes[from] === LESS_THAN) return text.slice(CDATA_START, -CDATA_END);
  return text.includes("&")
    ? text.replace(/&(?:lt|gt|amp|apos|quot);/g, (reference) => REFERENCES[reference] ?? reference)
    : text;
}

const REFERENCES: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&amp;": "&",
  "&apos;": "'",
  "&quot;": '"',
};

/** Tells whether a range of unmarked bytes, or the code points of a marked one, are within a length. */
export function hasLength(bytes: Uint8Array, from: number, marked: number, min: number, max: number): boolean {
  const end = marked & ~MARKED;
  if ((marked & MARKED) === 0) return end - from >= min && end - from <= max;
  const isCdata = bytes[from] === LESS_THAN;
  const to = isCdata ? end - CDATA_END : end;
  let length = 0;
  for (let at = isCdata ? from + CDATA_START : from; at < to; length++) {
    const byte = bytes[at] as number;
    if (byte === AMPERSAND && !isCdata) at = bytes.indexOf(0x3b, at) + 1;
    else at += byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
  }
  return length >= min && length <= max;
}

/** The text of a range whose end may be marked. */
export function rangeText(bytes: Buffer, from: number, marked: number): string {
  const to = marked & ~MARKED;
  return (marked & MARKED) === 0 ? bytes.toString("latin1", from, to) : decodeMarked(bytes, from, to);
}
