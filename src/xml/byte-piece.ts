/** The initial size of a piece in bytes, and how many of them stay free for the next record. */
const pieceLength = 1 << 18;
const minRoom = 1 << 16;

/**
 * Collects written text as the bytes of one piece. Each text is encoded at once: strings that wait survive longer, and
 * collecting them costs more.
 */
export class BytePiece {
  #bytes: Buffer = Buffer.allocUnsafeSlow(pieceLength);
  #view: DataView = viewOf(this.#bytes);
  #length = 0;

  /** The collected bytes, and the free ones after them. */
  get bytes(): Buffer {
    return this.#bytes;
  }

  get view(): DataView {
    return this.#view;
  }

  /** The number of collected bytes. */
  get length(): number {
    return this.#length;
  }

  /** Adds the bytes that a caller has put into the free space, up to an offset. */
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

  /** Returns all collected bytes and starts over, if little room is left. */
  takeFull(): Buffer | undefined {
    return this.#length + minRoom > this.#bytes.length ? this.take() : undefined;
  }

  /** Returns all collected bytes and starts over. */
  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.#length);
    this.#bytes = Buffer.allocUnsafeSlow(pieceLength);
    this.#view = viewOf(this.#bytes);
    this.#length = 0;
    return taken;
  }
}

function viewOf(buffer: Buffer): DataView {
  return new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}
