/** A set of numbers from 1 on, one bit each: the blocks of a file that failed, for instance. */
export class NumberSet {
  #bits = new Uint8Array(128);
  #size = 0;

  /** How many numbers are in it. */
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
    this.#size += 1;
  }

  has(number: number): boolean {
    return ((this.#bits[number >> 3] ?? 0) & (1 << (number & 7))) !== 0;
  }

  /** The numbers as stretches from first to last, in order. */
  *ranges(): Generator<{ readonly first: number; readonly last: number }, void, undefined> {
    let first = 0;
    for (let number = 1; number <= this.#bits.length * 8; number += 1) {
      if (this.has(number)) {
        if (first === 0) first = number;
      } else if (first !== 0) {
        yield { first, last: number - 1 };
        first = 0;
      }
    }
  }
}
