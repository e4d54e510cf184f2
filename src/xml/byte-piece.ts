/** How many bytes a piece starts with, and how many of them are left free for the next record. */
const PIECE_LENGTH = 1 << 18;
const ROOM = 1 << 16;

/** Gathers what is written as the bytes of one piece, each text as soon as it is there: strings that wait grow old and cost more to collect. */
export class BytePiece {
  #bytes: Buffer = Buffer.allocUnsafeSlow(PIECE_LENGTH);
  #view: DataView = viewOf(this.#bytes);
  #length = 0;

  /** The bytes gathered and the free ones behind them. */
  get bytes(): Buffer {
    return this.#bytes;
  }

  get view(): DataView {
    return this.#view;
  }

  /** How many bytes are gathered. */
  get length(): number {
    return this.#length;
  }

  /** Takes over what was put into the free bytes, up to an offset. */
  extend(end: number): void {
    this.#length = end;
  }

  /** Adds a text of any length. */
  add(text: string): void {
    // No UTF-16 code unit needs more than three bytes.
    const needed = this.#length + text.length * 3;
    if (needed > this.#bytes.length) {
      const before = this.#bytes;
      this.#bytes = Buffer.allocUnsafeSlow(needed);
      this.#view = viewOf(this.#bytes);
      before.copy(this.#bytes, 0, 0, this.#length);
    }
    this.#length += this.#bytes.write(text, this.#length, "utf8");
  }

  /** Gives everything gathered when there is little room left, and starts anew. */
  takeFull(): Buffer | undefined {
    return this.#length + ROOM > this.#bytes.length ? this.take() : undefined;
  }

  /** Gives everything gathered, and starts anew. */
  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.#length);
    this.#bytes = Buffer.allocUnsafeSlow(PIECE_LENGTH);
    this.#view = viewOf(this.#bytes);
    this.#length = 0;
    return taken;
  }
}

function viewOf(buffer: Buffer): DataView {
  return new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}
