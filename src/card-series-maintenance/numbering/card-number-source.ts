import { ConfigurationError } from "../../errors/configuration-error.ts";
import { CardNumber, type CardNumberFormat, checkCardNumberFormat } from "./card-number.ts";
import type { CardSerialNumber } from "./card-serial-number.ts";
import { DecimalFf1 } from "./ff1.ts";
import type { SeriesSecret } from "./series-secret.ts";

/**
 * How card numbers are generated.
 *
 * - `"random"` (default): all digits are random, as appendix E of ORCE's guide says of the number on the magnetic strip.
 * - `"batch-inside"`: prefix, series and batch as in the serial number, then six random digits. ORCE's error
 *   CARD_BATCH_NOT_FOUND mentions the "Card Batch number within the generated or supplied Card Number"; an installation
 *   that checks it there needs this layout. Which digits it checks is assumed. Only six digits are secret, so such
 *   numbers are easier to guess.
 */
export type CardNumberLayout = "random" | "batch-inside";

/** Options of {@link createCardNumberSource}. */
export interface CardNumberSourceOptions {
  readonly layout?: CardNumberLayout;
  /** Digits of a random number, 10 to 16. Default 16. A `batch-inside` number always has 16. */
  readonly digits?: number;
  /** One character before the digits. Default none. */
  readonly prefixCharacter?: string;
}

/**
 * Creates a source of card numbers: each serial number has one, and no two serial numbers have the same.
 *
 * The numbers are a keyed permutation (FF1) of the serial numbers, so no list of used numbers is needed to avoid a
 * collision, and the next number cannot be predicted. Random numbers of fewer than 14 digits are only distinct within
 * one prefix; from 14 on (15 for prefixes of six digits) they are distinct over all prefixes that share the secret. The
 * first digit is never 0, which spreadsheets drop.
 *
 * @throws ConfigurationError `CARD_NUMBER_FORMAT` for a format that no card number can have.
 */
export function createCardNumberSource(
  secret: SeriesSecret,
  options: CardNumberSourceOptions = {},
): (serial: CardSerialNumber) => CardNumber {
  const { layout = "random", prefixCharacter = "" } = options;
  const digits = layout === "batch-inside" ? 16 : (options.digits ?? 16);
  const format: CardNumberFormat = { prefixCharacter, minDigits: digits, maxDigits: digits };
  checkCardNumberFormat(format);
  const permute = layout === "batch-inside" ? batchInside(secret) : random(secret, digits);
  return (serial) => CardNumber.parse(prefixCharacter + permute(serial), format);
}

function random(secret: SeriesSecret, digits: number): (serial: CardSerialNumber) => string {
  const key = secret.deriveKey("card number");
  const permutations = new Map<string, DecimalFf1>();
  return (serial) => {
    const whole = digits >= serial.prefix.length + 9;
    // A prefix that does not fit into the number goes into the tweak, so that each prefix has its own permutation.
    const tweak = whole ? "" : serial.prefix;
    const permutation = remember(permutations, tweak, () => new DecimalFf1({ key, digits, tweak: Buffer.from(tweak) }));
    const place = String(serial.series).padStart(2, "0") + String(serial.sequence).padStart(6, "0");
    // 1 or 2, so that 12345 and 012345 are two prefixes.
    const first = serial.prefix.length - 4;
    let number = first + ((whole ? serial.prefix : "") + place).padStart(digits - 1, "0");
    // Repeating until the first digit is not 0 keeps it a permutation, because the input's first digit is not 0 either.
    do number = permutation.encrypt(number);
    while (number.startsWith("0"));
    return number;
  };
}

function batchInside(secret: SeriesSecret): (serial: CardSerialNumber) => string {
  const key = secret.deriveKey("card number, batch inside");
  const permutations = new Map<string, DecimalFf1>();
  return (serial) => {
    if (serial.prefix.length !== 5) {
      throw new ConfigurationError("A card number with the batch inside has room for a prefix of five digits only", {
        code: "CARD_NUMBER_FORMAT",
        help: 'Use { layout: "random" } with prefixes of six digits.',
      });
    }
    const text = serial.format();
    const series = text.slice(0, 7);
    const permutation = remember(
      permutations,
      series,
      () => new DecimalFf1({ key, digits: 6, tweak: Buffer.from(series) }),
    );
    return text.slice(0, 10) + permutation.encrypt(text.slice(10));
  };
}

function remember(known: Map<string, DecimalFf1>, tweak: string, create: () => DecimalFf1): DecimalFf1 {
  const found = known.get(tweak);
  if (found !== undefined) return found;
  const created = create();
  // A caller with many series must not accumulate a permutation of each.
  if (known.size > 100) known.clear();
  known.set(tweak, created);
  return created;
}
