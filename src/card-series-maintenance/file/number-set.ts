/** A set of positive integers, one bit each: for example the numbers of the failed blocks of a file. */
export class NumberSet {
  #bits = new Uint8Array(128);
  #size = 0;

  /** The number of members. */
  get size(): number {
    return this.#size;
  }

  add(number: number): void {
    if (this.has(number)) return;
    const byte = number >> 3;
    if (byte >= this.#bits.length) {
      const larger = new Uint8Array(Math.max(byte + 1, this.#bits.length * 2));
      larger.set(this.#bits);
      this.#bits = larger;
    }
    this.#bits[byte] = (this.#bits[byte] ?? 0) | (1 << (number & 7));
    this.#size++;
  }

  has(number: number): boolean {
    return ((this.#bits[number >> 3] ?? 0) & (1 << (number & 7))) !== 0;
  }

  /** Returns the members as ranges, both ends inclusive, in ascending order. */
  *ranges(): Generator<{ readonly first: number; readonly last: number }, void, undefined> {
    let first = 0;
    for (let number = 1; number <= this.#bits.length * 8; number++) {
      if (this.has(number)) {
        if (first === 0) first = number;
      } else if (first !== 0) {
        yield { first, last: number - 1 };
        first = 0;
      }
    }
  }
}
