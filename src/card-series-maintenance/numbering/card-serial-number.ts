import { CardwrightError } from "../../errors/cardwright-error.ts";
import { Masked, maskNumber } from "./masked.ts";

/**
 * The number of digits of a prefix. The chapter says five three times and builds the 16 digits as 5 + 2 + 3 + 6, so
 * five is the default; its sample request shows six (`123456`). With six the other fields keep their stated widths and
 * the serial number has 17 digits, so that the two can never be mistaken for each other.
 *
 * @see spec/card-numbering.md
 */
export type PrefixDigits = 5 | 6;

/** The four fields of a card serial number. */
export interface CardSerialNumberFields {
  /** Five digits (six with `prefixDigits: 6`); leading zeros count. */
  readonly prefix: string;
  /** The production run of the prefix, 1 to 99. */
  readonly series: number;
  /** The package of the series, 1 to 999. */
  readonly batch: number;
  /** The place in the series, 1 to 999,999; it runs on from batch to batch. */
  readonly sequence: number;
}

/** The highest value of each field of a card serial number. Each is counted from 1. */
export const serialNumberLimits = { series: 99, batch: 999, sequence: 999_999 } as const;

/**
 * A card serial number: prefix (5), series (2), batch (3) and sequence (6), 16 digits in all. It is embossed on the
 * card and is not the {@link CardNumber}.
 *
 * Printing it masks it, in JSON too; {@link CardSerialNumber.format} returns the digits.
 *
 * @see spec/card-numbering.md
 * @example
 * const serial = CardSerialNumber.parse("1234501001000001");
 * serial.batch; // 1
 * serial.next().format(); // "1234501001000002"
 */
export class CardSerialNumber extends Masked implements CardSerialNumberFields {
  readonly prefix: string;
  readonly series: number;
  readonly batch: number;
  readonly sequence: number;

  private constructor(fields: CardSerialNumberFields) {
    super();
    this.prefix = fields.prefix;
    this.series = fields.series;
    this.batch = fields.batch;
    this.sequence = fields.sequence;
  }

  /**
   * Creates a serial number from its fields.
   *
   * @throws CardwrightError `SERIAL_PREFIX`, `SERIAL_SERIES`, `SERIAL_BATCH` or `SERIAL_SEQUENCE` for a field out of
   * range.
   */
  static of(fields: CardSerialNumberFields, options: { readonly prefixDigits?: PrefixDigits } = {}): CardSerialNumber {
    checkPrefix(fields.prefix, options.prefixDigits ?? 5);
    checkCount("series", fields.series);
    checkCount("batch", fields.batch);
    checkCount("sequence", fields.sequence);
    return new CardSerialNumber(fields);
  }

  /**
   * Parses a serial number of 16 digits (17 with `prefixDigits: 6`).
   *
   * @throws CardwrightError `SERIAL_DIGITS` for anything but ASCII digits, `SERIAL_LENGTH` for another length, and as
   * {@link CardSerialNumber.of} for a series, batch or sequence of zero.
   */
  static parse(text: string, options: { readonly prefixDigits?: PrefixDigits } = {}): CardSerialNumber {
    const prefixDigits = options.prefixDigits ?? 5;
    const length = prefixDigits + 11;
    if (!/^[0-9]*$/.test(text)) {
      throw new CardwrightError("The card serial number holds a character other than the digits 0 to 9", {
        code: "SERIAL_DIGITS",
        details: { position: text.search(/[^0-9]/) + 1 },
        help: "Remove spaces, dashes and letters; a prefix character belongs to a card number, not to a serial number.",
      });
    }
    if (text.length !== length) {
      throw new CardwrightError(
        `Invalid length of the card serial number: expected ${length} digits, found ${text.length}`,
        {
          code: "SERIAL_LENGTH",
          details: { expected: length, actual: text.length },
          help:
            otherPrefixHelp(text.length - 11, prefixDigits) ?? "Check for lost leading zeros: spreadsheets drop them.",
        },
      );
    }
    const field = (from: number, digits: number) =>
      Number(text.slice(prefixDigits + from, prefixDigits + from + digits));
    return CardSerialNumber.of(
      { prefix: text.slice(0, prefixDigits), series: field(0, 2), batch: field(2, 3), sequence: field(5, 6) },
      { prefixDigits },
    );
  }

  /** Compares serial numbers by their digits: negative when `a` comes first, zero when they are equal. */
  static compare(a: CardSerialNumber, b: CardSerialNumber): number {
    if (a.prefix !== b.prefix) return a.prefix.length - b.prefix.length || (a.prefix < b.prefix ? -1 : 1);
    return a.series - b.series || a.batch - b.batch || a.sequence - b.sequence;
  }

  /**
   * Returns the serial number after this one: the next sequence number, in the same batch or, with `newBatch`, as the
   * first of the next. How many cards a batch holds is decided by the series: see `serialNumberAt` of a generated
   * series.
   *
   * @throws CardwrightError `SERIAL_SEQUENCE` or `SERIAL_BATCH` past 999,999 or 999.
   */
  next(options: { readonly newBatch?: boolean } = {}): CardSerialNumber {
    const batch = options.newBatch === true ? this.batch + 1 : this.batch;
    checkCount("batch", batch);
    checkCount("sequence", this.sequence + 1);
    return new CardSerialNumber({ prefix: this.prefix, series: this.series, batch, sequence: this.sequence + 1 });
  }

  /** Returns all digits, unmasked. */
  format(): string {
    return this.prefix + pad(this.series, 2) + pad(this.batch, 3) + pad(this.sequence, 6);
  }

  override toString(): string {
    return maskNumber(this.format());
  }
}

/** Throws `SERIAL_PREFIX` unless the text is a prefix of that many ASCII digits. */
export function checkPrefix(prefix: string, digits: PrefixDigits): void {
  if (prefix.length === digits && /^[0-9]+$/.test(prefix)) return;
  const found = prefix.length === digits ? "a text that is not made of digits only" : `${prefix.length} characters`;
  throw new CardwrightError(`Invalid card prefix: expected ${digits} digits, found ${found}`, {
    code: "SERIAL_PREFIX",
    details: { expected: digits, actual: prefix.length },
    help: otherPrefixHelp(prefix.length, digits) ?? "Keep the prefix's leading zeros.",
  });
}

/** The help for a prefix that has the length of the other setting. */
function otherPrefixHelp(actual: number, expected: PrefixDigits): string | undefined {
  if (actual === expected || (actual !== 5 && actual !== 6)) return undefined;
  return `If your prefixes have ${actual} digits, set { prefixDigits: ${actual} } (--prefix-digits ${actual}).`;
}

/** Throws `SERIAL_SERIES`, `SERIAL_BATCH` or `SERIAL_SEQUENCE` unless the value is a count within the field's limit. */
export function checkCount(field: keyof typeof serialNumberLimits, value: number): void {
  const limit = serialNumberLimits[field];
  if (Number.isInteger(value) && value >= 1 && value <= limit) return;
  throw new CardwrightError(
    `Invalid ${field} ${value} of a card serial number: expected an integer from 1 to ${limit}`,
    {
      code: codes[field],
      details: { limit },
      help:
        value > limit
          ? `The ${field} is used up: ${usedUp[field]}`
          : `Counting starts at 1, written ${pad(1, String(limit).length)}.`,
    },
  );
}

const codes = { series: "SERIAL_SERIES", batch: "SERIAL_BATCH", sequence: "SERIAL_SEQUENCE" } as const;

const usedUp = {
  series: "the prefix has no series left; use another prefix.",
  batch: "put more cards into a batch or define another series.",
  sequence: "define another series.",
} as const;

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, "0");
}
