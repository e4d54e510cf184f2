import { CardwrightError } from "../../errors/cardwright-error.ts";
import { ConfigurationError } from "../../errors/configuration-error.ts";
import type { ErrorCode } from "../../errors/error-code.ts";
import { Masked, maskNumber } from "./masked.ts";

/** Which card numbers an installation uses. ORCE allows one prefix character at most, then 10 to 16 digits. */
export interface CardNumberFormat {
  /**
   * The prefix character every number begins with; an empty string for none. Default: a number may begin with any
   * single character other than a digit. No source lists the allowed characters, so only digits, spaces and control
   * characters are refused.
   */
  readonly prefixCharacter?: string;
  /** Minimum number of digits, 10 to 16. Default 10. */
  readonly minDigits?: number;
  /** Maximum number of digits, 10 to 16. Default 16. */
  readonly maxDigits?: number;
}

/**
 * The numeric part of a card number has 10 to 16 digits (ORCE's guide, RELATE_SERVICES_GENERAL_CONFIGURATION_ERROR).
 */
export const cardNumberLimits = { minDigits: 10, maxDigits: 16 } as const;

/**
 * A card number: at most one prefix character, then 10 to 16 digits. It is encoded on the card and is not the
 * {@link CardSerialNumber}, which is embossed on it.
 *
 * Printing it masks it, in JSON too; {@link CardNumber.reveal} returns the text.
 *
 * @see spec/card-numbering.md
 * @example
 * const number = CardNumber.parse("A4000123412341234");
 * `${number}`; // "*************1234"
 */
export class CardNumber extends Masked {
  /** The prefix character, or an empty string. */
  readonly prefixCharacter: string;
  readonly #digits: string;

  private constructor(prefixCharacter: string, digits: string) {
    super();
    this.prefixCharacter = prefixCharacter;
    this.#digits = digits;
  }

  /**
   * Parses a card number.
   *
   * @throws CardwrightError `CARD_NUMBER_PREFIX`, `CARD_NUMBER_TOO_SHORT` or `CARD_NUMBER_TOO_LONG`;
   * `CARD_NUMBER_FORMAT` when the format itself is invalid.
   */
  static parse(text: string, format: CardNumberFormat = {}): CardNumber {
    const { prefixCharacter, minDigits, maxDigits } = checkCardNumberFormat(format);
    const split = text.length - (/[0-9]*$/.exec(text)?.[0].length ?? 0);
    const prefix = text.slice(0, split);
    const digits = text.slice(split);
    if (prefixCharacter !== undefined && prefix !== prefixCharacter) {
      throw prefixError(
        prefixCharacter === ""
          ? "Unexpected prefix character: the card number must begin with a digit"
          : "The card number does not begin with the installation's prefix character",
      );
    }
    if (prefix !== "" && !isPrefixCharacter(prefix)) {
      throw prefixError(
        "Invalid prefix of the card number: expected at most one character, no space or control character",
      );
    }
    if (digits.length < minDigits) throw lengthError("CARD_NUMBER_TOO_SHORT", "fewer", digits.length, minDigits);
    if (digits.length > maxDigits) throw lengthError("CARD_NUMBER_TOO_LONG", "more", digits.length, maxDigits);
    return new CardNumber(prefix, digits);
  }

  /** Returns whether two card numbers are the same. */
  equals(other: CardNumber): boolean {
    return this.reveal() === other.reveal();
  }

  /** Returns the whole number, unmasked: for the card and the batch file only, never for a log. */
  reveal(): string {
    return this.prefixCharacter + this.#digits;
  }

  /** Returns the digits without the prefix character, unmasked. */
  revealDigits(): string {
    return this.#digits;
  }

  override toString(): string {
    return maskNumber(this.reveal());
  }
}

/** Fills in the defaults; throws `CARD_NUMBER_FORMAT` for a format that no card number can have. */
export function checkCardNumberFormat(format: CardNumberFormat): {
  readonly prefixCharacter: string | undefined;
  readonly minDigits: number;
  readonly maxDigits: number;
} {
  const { prefixCharacter, minDigits = cardNumberLimits.minDigits, maxDigits = cardNumberLimits.maxDigits } = format;
  const within = (value: number) =>
    Number.isInteger(value) && value >= cardNumberLimits.minDigits && value <= cardNumberLimits.maxDigits;
  if (!within(minDigits) || !within(maxDigits) || minDigits > maxDigits) {
    throw new ConfigurationError("Invalid minDigits or maxDigits: a card number has 10 to 16 digits", {
      code: "CARD_NUMBER_FORMAT",
      details: { minDigits, maxDigits },
      help: "Give integers from 10 to 16, minDigits not above maxDigits, or leave them out.",
    });
  }
  if (prefixCharacter !== undefined && prefixCharacter !== "" && !isPrefixCharacter(prefixCharacter)) {
    throw new ConfigurationError(
      "Invalid prefixCharacter: expected one character, no digit, space or control character",
      {
        code: "CARD_NUMBER_FORMAT",
        help: "ORCE reports a longer prefix as RELATE_SERVICES_GENERAL_CONFIGURATION_ERROR.",
      },
    );
  }
  return { prefixCharacter, minDigits, maxDigits };
}

// One code point, so that a character outside the basic plane counts as the one it is.
const isPrefixCharacter = (text: string): boolean => /^[^\p{Nd}\p{Z}\p{C}]$/u.test(text);

function prefixError(message: string): CardwrightError {
  return new CardwrightError(message, {
    code: "CARD_NUMBER_PREFIX",
    help: "Write the number as one optional prefix character and 10 to 16 digits, without spaces or dashes.",
  });
}

function lengthError(code: ErrorCode, word: string, actual: number, limit: number): CardwrightError {
  return new CardwrightError(`The numeric part of the card number has ${actual} digits, ${word} than ${limit}`, {
    code,
    details: { actual, limit },
    help: "ORCE refuses it as RELATE_SERVICES_GENERAL_CONFIGURATION_ERROR.",
  });
}
