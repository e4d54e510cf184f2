// The decoder believes every count that it reads: these checks come before it, because a frame of 41 bytes may announce
// four thousand million values.

/** Bytes that are not what they announce; nothing of them has been decoded. */
export class EncodingError extends Error {
  override readonly name = "EncodingError";
}

/** The deepest nesting of lists, maps, arrays and descriptions that is decoded. */
const maxDepth = 32;

// The high half of a constructor determines how its value is sized: part 1, section 1.2.2 of the AMQP 1.0 standard.
const fixedWidths: readonly number[] = [0, 1, 2, 4, 8, 16];
const lowestCategory = 4;
const described = 0x00;

const knownTypes: readonly number[] = [
  ...[0x40, 0x41, 0x42, 0x43, 0x44, 0x45, 0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x60, 0x61],
  ...[0x70, 0x71, 0x72, 0x73, 0x74, 0x80, 0x81, 0x82, 0x83, 0x84, 0x94, 0x98],
  ...[0xa0, 0xa1, 0xa3, 0xb0, 0xb1, 0xb3, 0xc0, 0xc1, 0xd0, 0xd1, 0xe0, 0xf0],
];
// Looked at for every value of every frame.
const isKnown = new Uint8Array(256);
for (const typecode of knownTypes) isKnown[typecode] = 1;

/**
 * Checks encoded values without decoding them: every size and count against the bytes that are there, the nesting, and
 * the number of all values together.
 */
export class EncodingCheck {
  readonly #buffer: Buffer;
  #valuesLeft: number;

  /** @param maxValues how many values the bytes may hold in all. Default: as many as they can. */
  constructor(buffer: Buffer, maxValues: number = Number.POSITIVE_INFINITY) {
    this.#buffer = buffer;
    this.#valuesLeft = maxValues;
  }

  /** Returns where the value that starts at `at` ends. @throws EncodingError when it is not wholly within `end` */
  endOfValue(at: number, end: number = this.#buffer.length, depth = 0): number {
    if (depth > maxDepth) throw new EncodingError(`Values are nested more than ${maxDepth} levels deep`);
    const typecode = this.#byte(at, end);
    if (typecode !== described) return this.#endOfBody(typecode, at + 1, end, depth);
    return this.endOfValue(this.endOfValue(at + 1, end, depth + 1), end, depth + 1);
  }

  #endOfBody(typecode: number, at: number, end: number, depth: number): number {
    if (isKnown[typecode] !== 1) throw new EncodingError(`Unknown type 0x${typecode.toString(16)}`);
    this.#valuesLeft -= 1;
    if (this.#valuesLeft < 0) throw new EncodingError("More values than the broker decodes");
    const category = typecode >> 4;
    const width = fixedWidths[category - lowestCategory];
    if (width !== undefined) return this.#within(at + width, end);
    // From here on the even categories have sizes of one byte, the odd ones of four.
    const sizeBytes = category % 2 === 0 ? 1 : 4;
    const sizeEnd = this.#within(at + sizeBytes, end);
    const valueEnd = this.#within(sizeEnd + this.#unsigned(at, sizeBytes), end);
    if (category < 0xc) return valueEnd;
    const start = this.#within(sizeEnd + sizeBytes, valueEnd);
    const count = this.#unsigned(sizeEnd, sizeBytes);
    const last = category < 0xe ? this.#endOfItems(typecode, count, start, valueEnd, depth) : undefined;
    if ((last ?? this.#endOfArray(count, start, valueEnd, depth)) !== valueEnd) {
      throw new EncodingError("A list, map or array does not end where its size says");
    }
    return valueEnd;
  }

  #endOfItems(typecode: number, count: number, start: number, end: number, depth: number): number {
    const isMap = (typecode & 0x0f) === 1;
    if (isMap && count % 2 !== 0) throw new EncodingError("A map has a key without a value");
    let at = start;
    for (let index = 0; index < count; index++) at = this.endOfValue(at, end, depth + 1);
    return at;
  }

  #endOfArray(count: number, start: number, end: number, depth: number): number {
    // Items such as "true" take no bytes at all: without this bound their number would be anybody's.
    if (count > end - start + 4) throw new EncodingError("An array announces more items than it has bytes");
    let at = start;
    let levels = depth + 1;
    for (; this.#byte(at, end) === described; levels++) {
      if (levels > maxDepth) throw new EncodingError(`Values are nested more than ${maxDepth} levels deep`);
      at = this.endOfValue(at + 1, end, levels);
    }
    const typecode = this.#byte(at, end);
    at += 1;
    for (let index = 0; index < count; index++) at = this.#endOfBody(typecode, at, end, levels);
    return at;
  }

  #unsigned(at: number, bytes: number): number {
    return bytes === 1 ? this.#buffer.readUInt8(at) : this.#buffer.readUInt32BE(at);
  }

  #byte(at: number, end: number): number {
    this.#within(at + 1, end);
    return this.#buffer[at] ?? 0;
  }

  #within(at: number, end: number): number {
    if (at > end) throw new EncodingError("A value is longer than the bytes that hold it");
    return at;
  }
}
