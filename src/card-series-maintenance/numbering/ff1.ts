import { createCipheriv } from "node:crypto";

/**
 * FF1 of NIST SP 800-38G for decimal digits: a keyed permutation of all numbers of one length. Two different numbers
 * never give the same result, and without the key the results look random. OpenSSL computes the AES.
 *
 * Limited to what card numbers need: 6 to 18 digits (below 6 the standard forbids it) and a tweak of up to 10 bytes.
 *
 * @see https://doi.org/10.6028/NIST.SP.800-38G
 */
export class DecimalFf1 {
  readonly #encryptBlock: (block: Buffer) => Buffer;
  readonly #digits: number;
  readonly #tweak: Uint8Array;
  // AES of the first block, which is the same for every number.
  readonly #firstBlock: Buffer;

  constructor(options: { readonly key: Uint8Array; readonly digits: number; readonly tweak?: Uint8Array }) {
    const { key, digits, tweak = new Uint8Array() } = options;
    if (digits < 6 || digits > 18 || tweak.length > 10)
      throw new RangeError("FF1 here takes 6 to 18 digits and a tweak of 10 bytes");
    const aes = createCipheriv(`aes-${key.length * 8}-ecb`, key, null).setAutoPadding(false);
    this.#encryptBlock = (block) => aes.update(block);
    this.#digits = digits;
    this.#tweak = tweak;
    const first = Buffer.from([1, 2, 1, 0, 0, 10, 10, digits >> 1, 0, 0, 0, digits, 0, 0, 0, tweak.length]);
    this.#firstBlock = this.#encryptBlock(first);
  }

  /** Permutes a text of exactly that many digits. */
  encrypt(text: string): string {
    const leftDigits = this.#digits >> 1;
    const rightDigits = this.#digits - leftDigits;
    // Halves have nine digits at most, so they are exact as doubles.
    let left = Number(text.slice(0, leftDigits));
    let right = Number(text.slice(leftDigits));
    for (let round = 0; round < 10; round++) {
      const modulus = 10 ** (round % 2 === 0 ? leftDigits : rightDigits);
      const sum = (left + this.#roundFunction(round, right, rightDigits, modulus)) % modulus;
      left = right;
      right = sum;
    }
    return String(left).padStart(leftDigits, "0") + String(right).padStart(rightDigits, "0");
  }

  /** The standard's steps i to v of one round: a number below `modulus` drawn from the other half. */
  #roundFunction(round: number, half: number, rightDigits: number, modulus: number): number {
    const halfBytes = Math.ceil(Math.ceil(rightDigits * Math.log2(10)) / 8);
    const block = Buffer.alloc(16);
    block.set(this.#tweak, 0);
    block[15 - halfBytes] = round;
    block.writeUIntBE(half, 16 - halfBytes, halfBytes);
    for (let i = 0; i < 16; i++) block[i] = (block[i] ?? 0) ^ (this.#firstBlock[i] ?? 0);
    const random = this.#encryptBlock(block);
    const used = 4 * Math.ceil(halfBytes / 4) + 4;
    // The first `used` bytes as one number, modulo: 2 bytes at a time stay within exact doubles.
    let value = 0;
    for (let offset = 0; offset < used; offset += 2) value = (value * 65_536 + random.readUInt16BE(offset)) % modulus;
    return value;
  }
}
