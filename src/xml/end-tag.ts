/** Finds the end tags of one name in bytes, as they are usually written: without a prefix. */
export class EndTag {
  readonly #bytes: Buffer;

  constructor(name: string) {
    this.#bytes = Buffer.from(`</${name}`);
  }

  /** How many bytes such a tag has up to the end of its name. */
  get length(): number {
    return this.#bytes.length;
  }

  /** Where the first one from a place on starts; -1 without one. */
  next(bytes: Buffer, from: number): number {
    let at = bytes.indexOf(this.#bytes, from);
    while (at >= 0 && !this.#isAt(bytes, at)) at = bytes.indexOf(this.#bytes, at + 1);
    return at;
  }

  /** Where the last one between two places starts; -1 without one. */
  last(bytes: Buffer, from: number, to: number): number {
    const range = bytes.subarray(from, to);
    let at = range.lastIndexOf(this.#bytes);
    while (at > 0 && !this.#isAt(range, at)) at = range.lastIndexOf(this.#bytes, at - 1);
    return at >= 0 && this.#isAt(range, at) ? from + at : -1;
  }

  /** Whether the name goes no further: the tag of another element may start with it. */
  #isAt(bytes: Buffer, at: number): boolean {
    const next = bytes[at + this.#bytes.length];
    return next === 0x3e || next === 0x20 || next === 0x09 || next === 0x0a || next === 0x0d;
  }
}
