/**
 * Masks a card or serial number except for its last four digits, so that it may be printed or logged.
 *
 * A text of eight characters or fewer is masked as a whole: four of its digits would reveal too much.
 *
 * @example
 * maskNumber("1234501001000042"); // "************0042"
 */
export function maskNumber(number: string): string {
  return number.length <= 8 ? "*".repeat(number.length) : number.slice(-4).padStart(number.length, "*");
}

/** A value that must not be printed in clear: as text, in JSON and in `console.log` it is masked. */
export abstract class Masked {
  abstract toString(): string;

  toJSON(): string {
    return this.toString();
  }
}

// Not a method: a computed name cannot be part of an isolated declaration. The registered symbol is node:util's
// inspect.custom.
Object.defineProperty(Masked.prototype, Symbol.for("nodejs.util.inspect.custom"), {
  value(this: Masked) {
    return this.toString();
  },
});
