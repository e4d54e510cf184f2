import { hash } from "node:crypto";
import { DigestFile } from "./digest-file.ts";

// Three quarters of 2^20 slots of 16 bytes.
const maxInMemory = 786_432;

/**
 * Maps texts to numbers, such as the block they were first seen in: the first 786,432 texts take 16 MB at most. Then,
 * and after every further 786,432, they go to a temporary file, which takes a megabyte of memory each time. It keeps 96
 * bits of a hash, never the text; among ten million texts, two different ones look the same with a probability of about
 * 10^-15.
 */
export class DigestTable {
  readonly #maxInMemory: number;
  #slots = 1_024;
  #inMemory = 0;
  // Four 32-bit words a slot: the digest, then the value plus one; 0 means empty.
  #words = new Uint32Array(this.#slots * 4);
  /** Full tables of earlier texts. A text whose value was set anew is also in a later table, which counts. */
  #file: DigestFile | undefined;
  #size = 0;

  constructor(options: { readonly maxInMemory?: number } = {}) {
    this.#maxInMemory = options.maxInMemory ?? maxInMemory;
  }

  /** The number of different texts added. */
  get size(): number {
    return this.#size;
  }

  /** Returns the value of a text, or `undefined`. */
  get(text: string): number | undefined {
    const { first, second, third } = digest(text);
    const value = this.#words[this.#slotOf(first, second, third) * 4 + 3] ?? 0;
    return value === 0 ? this.#file?.get(first, second, third) : value - 1;
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
    const { first, second, third } = digest(text);
    const at = this.#slotOf(first, second, third) * 4;
    if (this.#words[at + 3] !== 0) {
      if (over) this.#words[at + 3] = value + 1;
      return;
    }
    const isKnown = this.#file?.get(first, second, third) !== undefined;
    if (isKnown && !over) return;
    if (!isKnown) this.#size++;
    this.#makeRoom();
    const free = this.#slotOf(first, second, third) * 4;
    this.#words[free] = first;
    this.#words[free + 1] = second;
    this.#words[free + 2] = third;
    this.#words[free + 3] = value + 1;
    this.#inMemory++;
  }

  #makeRoom(): void {
    if (this.#inMemory < this.#maxInMemory) {
      if (this.#inMemory * 4 >= this.#slots * 3) this.#grow();
      return;
    }
    this.#file ??= new DigestFile(this.#slots);
    this.#file.add(this.#words);
    this.#words.fill(0);
    this.#inMemory = 0;
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

/** Twelve bytes of a hash. */
interface Digest {
  first: number;
  second: number;
  third: number;
}

/**
 * Returns the digest of a text, which is valid until the next one. The hash is taken as text, because millions of buffers
 * burden the garbage collector. Most texts are looked up and then set, and hashed once for both.
 */
function digest(text: string): Readonly<Digest> {
  if (text === digestText) return lastDigest;
  const bytes = hash("sha1", text, "binary");
  lastDigest.first = wordAt(bytes, 0);
  lastDigest.second = wordAt(bytes, 4);
  lastDigest.third = wordAt(bytes, 8);
  digestText = text;
  return lastDigest;
}

function wordAt(bytes: string, at: number): number {
  const word =
    bytes.charCodeAt(at) |
    (bytes.charCodeAt(at + 1) << 8) |
    (bytes.charCodeAt(at + 2) << 16) |
    (bytes.charCodeAt(at + 3) << 24);
  return word >>> 0;
}

let digestText: string | undefined;
const lastDigest: Digest = { first: 0, second: 0, third: 0 };
