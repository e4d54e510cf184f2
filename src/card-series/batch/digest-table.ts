import { hash } from "node:crypto";

/**
 * Remembers where texts were first seen, whatever their length in 21 to 43 bytes each, so that millions of card numbers and customers can
 * be compared in little memory; growing, it takes up to 64 for a moment. It keeps 96 bits of a hash, never the text; two different texts of ten million look the same with a
 * probability of about 10^-15.
 */
export class DigestTable {
  #slots = 1_024;
  #size = 0;
  // Four 32-bit words a slot: the digest, then the value plus one; 0 means empty.
  #words = new Uint32Array(this.#slots * 4);

  /** How many different texts were added. */
  get size(): number {
    return this.#size;
  }

  /** The value that a text was added with, or undefined. */
  get(text: string): number | undefined {
    const slot = this.#find(digest(text));
    const value = this.#words[slot * 4 + 3] ?? 0;
    return value === 0 ? undefined : value - 1;
  }

  /** Sets the value of a text, a whole number below 2^32 - 1. */
  set(text: string, value: number): void {
    this.#put(text, value, true);
  }

  /** Sets the value of a text that has none. */
  setFirst(text: string, value: number): void {
    this.#put(text, value, false);
  }

  #put(text: string, value: number, over: boolean): void {
    if (this.#size * 4 >= this.#slots * 3) this.#grow();
    const words = digest(text);
    const at = this.#find(words) * 4;
    const isNew = this.#words[at + 3] === 0;
    if (!isNew && !over) return;
    if (isNew) {
      this.#size += 1;
      this.#words.set(words, at);
    }
    this.#words[at + 3] = value + 1;
  }

  #find(words: Uint32Array): number {
    const [first = 0, second = 0, third = 0] = words;
    let slot = first & (this.#slots - 1);
    for (;;) {
      const at = slot * 4;
      if (this.#words[at + 3] === 0) return slot;
      if (this.#words[at] === first && this.#words[at + 1] === second && this.#words[at + 2] === third) return slot;
      slot = (slot + 1) & (this.#slots - 1);
    }
  }

  #grow(): void {
    const old = this.#words;
    this.#slots *= 2;
    this.#words = new Uint32Array(this.#slots * 4);
    for (let at = 0; at < old.length; at += 4) {
      if (old[at + 3] !== 0) this.#words.set(old.subarray(at, at + 4), this.#find(old.subarray(at, at + 3)) * 4);
    }
  }
}

/** Twelve bytes of the hash. As text, because a buffer of its own for each of millions is a burden to the garbage collector. */
function digest(text: string): Uint32Array {
  const bytes = hash("sha1", text, "binary");
  for (let word = 0; word < 3; word += 1) {
    const at = word * 4;
    digestWords[word] =
      bytes.charCodeAt(at) |
      (bytes.charCodeAt(at + 1) << 8) |
      (bytes.charCodeAt(at + 2) << 16) |
      (bytes.charCodeAt(at + 3) << 24);
  }
  return digestWords;
}

// Only good until the next digest.
const digestWords = new Uint32Array(3);
