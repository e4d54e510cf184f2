/**
 * The building blocks of generated recognisers. All of them look at bytes only. They return the offset after what they
 * accept, and -1 for everything that is not written in the usual way: the strict parser reads that.
 *
 * Callers keep zero bytes after the data, so running beyond its end is an ordinary mismatch.
 *
 * `| 0` marks an offset as a 32-bit integer, so that a just-in-time compiler keeps it in a register.
 */

/** Marks the end of a text that contains non-ASCII characters or references such as `&amp;`, or is a CDATA section. */
export const markedBit: number = 1 << 30;

/** The bytes that mean themselves in every text. "]" may start "]]>", and 0xEF may start U+FFFE. */
const plainBytes: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte > 0x20 && byte < 0x80 && !'"&<]'.includes(String.fromCharCode(byte)) ? 1 : 0,
);

const apostropheStart = 0x6f706126;
const quoteStart = 0x6f757126;
const ampersandStart = 0x706d6126;
const lessReference = 0x3b746c26;
const greaterReference = 0x3b746726;

const quote = 0x22;
const ampersand = 0x26;
const lessThan = 0x3c;
const bracket = 0x5d;
const exclamation = 0x21;
const cdataFirstBytes = 0x435b213c;
const cdataFirstWord = 0x44435b21;
const cdataSecondWord = 0x5b415441;
/** The lengths of `<![CDATA[` and `]]>`. */
const cdataStartLength = 9;
const cdataEndLength = 3;

/**
 * Scans a text up to its terminator: the `<` of a tag or the `"` of an attribute. With `collapse`, it declines white
 * space that collapsing would change.
 */
export function scanText(
  bytes: Uint8Array,
  view: DataView,
  from: number,
  terminator: number,
  collapse: boolean,
): number {
  // Looked up once, because bundlers turn constants of a module into variables.
  const plain = plainBytes;
  let at = from | 0;
  let marked = 0;
  if (terminator === lessThan && bytes[at] === lessThan && bytes[at + 1] === exclamation)
    return scanCdata(bytes, view, at, collapse);
  for (;;) {
    while (plain[bytes[at] as number] === 1) at++;
    const byte = bytes[at] as number;
    if (byte === terminator) return at | marked;
    if (byte === 0x20) {
      if (collapse && (at === from || bytes[at + 1] === 0x20 || bytes[at + 1] === terminator)) return -1;
      at++;
    } else if (byte >= 0x80) {
      if (byte === 0xef && isNoncharacter(bytes, at)) return -1;
      marked = markedBit;
      at++;
    } else if (byte === ampersand) {
      const length = referenceLength(bytes, view, at);
      if (length === 0) return -1;
      marked = markedBit;
      at += length;
    } else if (byte === quote || (byte === bracket && bytes[at + 1] !== bracket)) at++;
    else return -1;
  }
}

/** Whether U+FFFE or U+FFFF is at a place, which no document may hold. */
function isNoncharacter(bytes: Uint8Array, at: number): boolean {
  return bytes[at + 1] === 0xbf && (bytes[at + 2] as number) >= 0xbe;
}

/**
 * Scans the text of an element that keeps its white space, whose lines and tabs are part of it. `position` counts the lines; see
 * `Recogniser`.
 */
export function scanLines(bytes: Uint8Array, view: DataView, from: number, position: Int32Array): number {
  let at = from | 0;
  let marked = 0;
  const isSection =
    view.getInt32(at, true) === cdataFirstBytes &&
    view.getInt32(at + 1, true) === cdataFirstWord &&
    view.getInt32(at + 5, true) === cdataSecondWord;
  if (isSection) at += cdataStartLength;
  for (;;) {
    const byte = bytes[at] as number;
    if (byte === 0x0a) {
      position[0] = (position[0] as number) + 1;
      position[1] = at + 1;
      at++;
    } else if (byte < 0x20) {
      if (byte !== 0x09) return -1;
      at++;
    } else if (byte >= 0x80) {
      if (byte === 0xef && isNoncharacter(bytes, at)) return -1;
      marked = markedBit;
      at++;
    } else if (byte === bracket && bytes[at + 1] === bracket) {
      if (!isSection || bytes[at + 2] !== 0x3e) {
        if (!isSection) return -1;
        at++;
      } else return at === from + cdataStartLength ? -1 : (at + cdataEndLength) | markedBit;
    } else if (isSection) at++;
    else if (byte === lessThan) return at | marked;
    else if (byte === ampersand) {
      const length = referenceLength(bytes, view, at);
      if (length === 0) return -1;
      marked = markedBit;
      at += length;
    } else at++;
  }
}

/** Whether an element begins with text or with a CDATA section, and not with another element or with white space alone. */
export function startsText(bytes: Uint8Array, from: number): boolean {
  let at = from;
  while (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x09) at++;
  if (bytes[at] !== lessThan) return (bytes[at] as number) > 0x20;
  // A section begins with "<![".
  return at === from && bytes[at + 2] === 0x5b && (bytes[at + cdataStartLength] as number) > 0x20;
}

/** A type that can check a text, normalized as it demands. */
interface TextCheck {
  check(text: string): unknown;
}

/** Scans a text that a type must check. */
export function scanChecked(
  bytes: Buffer,
  view: DataView,
  from: number,
  terminator: number,
  collapse: boolean,
  type: TextCheck,
): number {
  const end = scanText(bytes, view, from, terminator, collapse) | 0;
  return end >= 0 && type.check(rangeText(bytes, from, end)) === undefined ? end : -1;
}

/** Scans a text that is one CDATA section. An empty one is declined: it would be the only text without a character. */
function scanCdata(bytes: Uint8Array, view: DataView, from: number, collapse: boolean): number {
  if (view.getInt32(from + 1, true) !== cdataFirstWord || view.getInt32(from + 5, true) !== cdataSecondWord) return -1;
  const start = (from + cdataStartLength) | 0;
  let at = start;
  for (;;) {
    const byte = bytes[at] as number;
    if (byte === 0x5d && bytes[at + 1] === 0x5d && bytes[at + 2] === 0x3e)
      return at === start || (collapse && bytes[at - 1] === 0x20) ? -1 : (at + cdataEndLength) | markedBit;
    if (byte < 0x20 || (byte === 0xef && isNoncharacter(bytes, at))) return -1;
    if (byte === 0x20 && collapse && (at === start || bytes[at - 1] === 0x20)) return -1;
    at++;
  }
}

/** Returns the length of one of the five predefined references; 0 for anything else. */
function referenceLength(bytes: Uint8Array, view: DataView, at: number): number {
  switch (view.getInt32(at, true)) {
    case lessReference:
    case greaterReference:
      return 4;
    case ampersandStart:
      return bytes[at + 4] === 0x3b ? 5 : 0;
    case apostropheStart:
      return bytes[at + 4] === 0x73 && bytes[at + 5] === 0x3b ? 6 : 0;
    case quoteStart:
      return bytes[at + 4] === 0x74 && bytes[at + 5] === 0x3b ? 6 : 0;
    default:
      return 0;
  }
}

/**
 * Builds the table of an automaton. Each state lists 1 or 0 (accepts or not), then `from, to, next` for ranges of
 * bytes.
 */
export function automaton(states: readonly (readonly number[])[], terminator: number): Uint8Array {
  const table = new Uint8Array((states.length + firstState) << 8);
  states.forEach(([accepts, ...ranges], state) => {
    const row = (state + firstState) << 8;
    if (accepts === 1) table[row | terminator] = acceptedState;
    for (let i = 0; i < ranges.length; i += 3)
      table.fill(
        (ranges[i + 2] as number) + firstState,
        row + (ranges[i] as number),
        row + (ranges[i + 1] as number) + 1,
      );
  });
  return table;
}

const acceptedState = 1;
const firstState = 2;

/** Runs an automaton over a text and returns the offset of its terminator. */
export function runAutomaton(bytes: Uint8Array, from: number, table: Uint8Array): number {
  let state = firstState;
  for (let at = from | 0; ; at++) {
    state = table[(state << 8) | (bytes[at] as number)] as number;
    if (state < firstState) return state === acceptedState ? at : -1;
  }
}

/** Makes a table of a set of bytes, given as ranges `from, to`. */
export function byteSet(ranges: readonly number[]): Uint8Array {
  const set = new Uint8Array(256);
  for (let i = 0; i < ranges.length; i += 2) set.fill(1, ranges[i] as number, (ranges[i + 1] as number) + 1);
  return set;
}

/** Scans between `min` and `max` bytes of a set, as many as there are. */
export function scanSet(bytes: Uint8Array, from: number, set: Uint8Array, min: number, max: number): number {
  let at = from | 0;
  const limit = from + max;
  while (at < limit && (set[bytes[at] as number] as number) === 1) at++;
  return at - from < min ? -1 : at;
}

/** Returns the text of a marked range: decoded, with its references replaced. */
export function decodeMarked(bytes: Buffer, from: number, to: number): string {
  const text = bytes.toString("utf8", from, to);
  if (bytes[from] === lessThan) return text.slice(cdataStartLength, -cdataEndLength);
  return text.includes("&")
    ? text.replace(/&(?:lt|gt|amp|apos|quot);/g, (reference) => referenceTexts[reference] ?? reference)
    : text;
}

const referenceTexts: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&amp;": "&",
  "&apos;": "'",
  "&quot;": '"',
};

/** Returns whether the number of characters in a range, marked or not, is within `min` and `max`. */
export function hasLength(bytes: Uint8Array, from: number, marked: number, min: number, max: number): boolean {
  const end = marked & ~markedBit;
  if ((marked & markedBit) === 0) return end - from >= min && end - from <= max;
  const isCdata = bytes[from] === lessThan;
  const to = isCdata ? end - cdataEndLength : end;
  let length = 0;
  for (let at = isCdata ? from + cdataStartLength : from; at < to; length++) {
    const byte = bytes[at] as number;
    if (byte === ampersand && !isCdata) at = bytes.indexOf(0x3b, at) + 1;
    else at += byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
  }
  return length >= min && length <= max;
}

/** Returns the text of a range whose end may be marked. */
export function rangeText(bytes: Buffer, from: number, marked: number): string {
  const to = marked & ~markedBit;
  return (marked & markedBit) === 0 ? bytes.toString("latin1", from, to) : decodeMarked(bytes, from, to);
}
