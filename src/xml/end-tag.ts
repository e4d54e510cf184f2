/** Finds the end tags with one name in bytes, as they are usually written: without a prefix. */
export class EndTag {
  readonly #bytes: Buffer;

  constructor(name: string) {
    this.#bytes = Buffer.from(`</${name}`);
  }

  /** The length of such a tag up to the end of its name, in bytes. */
  get length(): number {
    return this.#bytes.length;
  }

  /** Returns the start of the first one from a place on; -1 if there is none. */
  next(bytes: Buffer, from: number): number {
    let at = bytes.indexOf(this.#bytes, from);
    while (at >= 0 && !this.#isAt(bytes, at)) at = bytes.indexOf(this.#bytes, at + 1);
    return at;
  }

  /** Returns the start of the last one between two places; -1 if there is none. */
  last(bytes: Buffer, from: number, to: number): number {
    const range = bytes.subarray(from, to);
    let at = range.lastIndexOf(this.#bytes);
    while (at > 0 && !this.#isAt(range, at)) at = range.lastIndexOf(this.#bytes, at - 1);
    return at >= 0 && this.#isAt(range, at) ? from + at : -1;
  }

  /** Whether the name ends there: the name of another element may start with it. */
  #isAt(bytes: Buffer, at: number): boolean {
    const next = bytes[at + this.#bytes.length];
    return next === 0x3e || next === 0x20 || next === 0x09 || next === 0x0a || next === 0x0d;
  }
}
