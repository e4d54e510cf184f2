import { randomInt } from "node:crypto";
import type { OrceErrorCode } from "../../../generated/error-codes.gen.ts";
import { batchOfSequence } from "../../card-series-maintenance/numbering/batch-packing.ts";
import { CardNumber } from "../../card-series-maintenance/numbering/card-number.ts";
import type { OrceConfiguration, OrceSeries } from "./orce-setup.ts";

/** Options of {@link drawCardNumber}. */
interface DrawOptions {
  readonly series: OrceSeries;
  /** The sequence number of the card in its series. */
  readonly sequence: number;
  readonly configuration: OrceConfiguration;
  readonly randomDigits: (count: number) => string;
  readonly isTaken: (cardNumber: string) => boolean;
}

// Assumed: how often ORCE draws again is not said.
const maxDraws = 100;

/**
 * Draws the number of a card: random digits, after the first ones of the serial number with `batchInsideCardNumber`.
 * Returns the code of the refusal when its batch is not defined, or when only taken numbers are drawn.
 */
export function drawCardNumber(options: DrawOptions): CardNumber | OrceErrorCode {
  const { series, sequence, configuration, randomDigits, isTaken } = options;
  const { cardNumberPrefixCharacter: prefixCharacter = "", cardNumberDigits: digits = 16 } = configuration;
  const batch = batchOf(series, sequence);
  if (batch === undefined) return "CARD_BATCH_NOT_FOUND";
  const fixed = configuration.batchInsideCardNumber
    ? (series.prefix + series.series + String(batch).padStart(3, "0")).slice(0, digits)
    : "";
  for (let draw = 0; draw < maxDraws; draw++) {
    const text = prefixCharacter + fixed + randomDigits(digits - fixed.length);
    if (!isTaken(text)) return CardNumber.parse(text, { prefixCharacter });
  }
  return "GENERATE_CARD_ERROR_DUPLICATES_FOUND";
}

/** Returns the batch that a card is packed into; `undefined` for one that is not defined. */
export function batchOf({ numberOfCards, batches, batchCount }: OrceSeries, sequence: number): number | undefined {
  const count = batchCount ?? batches.length;
  const position = batchOfSequence({ cards: numberOfCards, batches: count }, sequence);
  if (batchCount === undefined) return batches[position - 1];
  return batches.includes(position) ? position : undefined;
}

/** Returns random digits. */
export function cryptoDigits(count: number): string {
  return Array.from({ length: count }, () => randomInt(10)).join("");
}
