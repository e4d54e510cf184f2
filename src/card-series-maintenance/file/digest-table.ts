import { hash } from "node:crypto";
import { DigestFile } from "./digest-file.ts";

// Three quarters of 2^20 slots of 16 bytes.
const maxInMemory = 786_432;

/**
 * Maps texts to numbers, such as the block they were first seen in, in constant memory: the first 786,432 texts take 16
 * MB at most, the others go to a temporary file. It keeps 96 bits of a hash, never the text; among ten million texts,
 * two different ones look the same with a probability of about 10^-15.
 */
export class DigestTable {
  readonly #maxInMemory: number;
  #slots = 1_024;
  #inMemory = 0;
  // Four 32-bit words a slot: the digest, then the value plus one; 0 means empty.
  #words = new Uint32Array(this.#slots * 4);
  #file: DigestFile | undefined;
  #inFile = 0;

  constructor(options: { readonly maxInMemory?: number } = {}) {
    this.#maxInMemory = options.maxInMemory ?? maxInMemory;
  }

  /** The number of different texts added. */
  get size(): number {
    return this.#inMemory + this.#inFile;
  }

  /** Returns the value of a text, or `undefined`. */
  get(text: string): number | undefined {
    const words = digest(text);
    const value = this.#words[this.#find(words) * 4 + 3] ?? 0;
    return value === 0 ? this.#file?.get(words) : value - 1;
  }

  /** Sets the value of a text, an integer from 0 to below 2^32 - 1. */
  set(text: string, value: number): void {
    this.#put(text, value, true);
  }

  /** Sets the value of a text unless it has one. */
  setFirst(text: string, value: number): void {
    this.#put(text, value, false);
  }

  #put(text: string, value: number, over: boolean): void {
    if (this.#inMemory * 4 >= this.#slots * 3 && this.#inMemory < this.#maxInMemory) this.#grow();
    const words = digest(text);
    const at = this.#find(words) * 4;
    const isNew = this.#words[at + 3] === 0;
    if (isNew && this.#inMemory >= this.#maxInMemory) {
      this.#putInFile(words, value, over);
      return;
    }
    if (!isNew && !over) return;
    if (isNew) {
      this.#inMemory++;
      this.#words.set(words, at);
    }
    this.#words[at + 3] = value + 1;
  }

  #putInFile(words: Uint32Array, value: number, over: boolean): void {
    this.#file ??= new DigestFile();
    const isNew = this.#file.get(words) === undefined;
    if (isNew) this.#inFile++;
    if (isNew || over) this.#file.set(words, value);
  }

  #find(words: Uint32Array): number {
    const [first = 0, second = 0, third = 0] = words;
    return this.#slotOf(first, second, third);
  }

  #slotOf(first: number, second: number, third: number): number {
    const words = this.#words;
    const mask = this.#slots - 1;
    for (let slot = first & mask; ; slot = (slot + 1) & mask) {
      const at = slot * 4;
      if (words[at + 3] === 0) return slot;
      if (words[at] === first && words[at + 1] === second && words[at + 2] === third) return slot;
    }
  }

  #grow(): void {
    const old = this.#words;
    this.#slots *= 2;
    this.#words = new Uint32Array(this.#slots * 4);
    for (let at = 0; at < old.length; at += 4) {
      const value = old[at + 3] ?? 0;
      if (value === 0) continue;
      const to = this.#slotOf(old[at] ?? 0, old[at + 1] ?? 0, old[at + 2] ?? 0) * 4;
      for (let word = 0; word < 4; word++) this.#words[to + word] = old[at + word] ?? 0;
    }
  }
}

/**
 * Returns twelve bytes of the hash. It is taken as text, because millions of buffers burden the garbage collector. Most
 * texts are looked up and then set, and hashed once for both.
 */
function digest(text: string): Uint32Array {
  if (text === digestText) return digestWords;
  const bytes = hash("sha1", text, "binary");
  for (let word = 0; word < 3; word++) {
    const at = word * 4;
    digestWords[word] =
      bytes.charCodeAt(at) |
      (bytes.charCodeAt(at + 1) << 8) |
      (bytes.charCodeAt(at + 2) << 16) |
      (bytes.charCodeAt(at + 3) << 24);
  }
  digestText = text;
  return digestWords;
}

let digestText: string | undefined;
// Only valid until the next digest.
const digestWords = new Uint32Array(3);
