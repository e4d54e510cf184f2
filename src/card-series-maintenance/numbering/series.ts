import { CardwrightError } from "../../errors/cardwright-error.ts";
import { type BatchPacking, batchOfSequence, type SequenceRange, sequencesOfBatch } from "./batch-packing.ts";
import type { CardNumber } from "./card-number.ts";
import { type CardNumberSourceOptions, createCardNumberSource } from "./card-number-source.ts";
import { type CardPin, createPinSource } from "./card-pin.ts";
import { CardSerialNumber, checkPrefix, type PrefixDigits, serialNumberLimits } from "./card-serial-number.ts";
import type { SeriesSecret } from "./series-secret.ts";

/** What somebody decides when defining a series. */
export interface CardSeriesDefinition {
  readonly prefix: string;
  readonly name: string;
  readonly description?: string;
  /** 1 to 999,999, and at least one per batch. */
  readonly numberOfCards: number;
  /** 1 to 999. Default 1. */
  readonly numberOfBatches?: number;
  /** Default 5; 6 follows the sample request instead of the text. */
  readonly prefixDigits?: PrefixDigits;
}

/** What a defined and a generated series have in common. */
interface CardSeriesFacts {
  readonly prefix: string;
  /** The series number, 1 to 99, counted per prefix. */
  readonly series: number;
  readonly name: string;
  readonly description: string;
  readonly numberOfCards: number;
  readonly numberOfBatches: number;
}

/** A series that is planned: it has a number, a name and a size, but no cards. Made by {@link defineCardSeries} only. */
export interface DefinedCardSeries extends CardSeriesFacts {
  readonly state: "defined";
}

/** A card of a generated series. */
export interface GeneratedCard {
  readonly serialNumber: CardSerialNumber;
  /** There when the series was generated with `cardNumbers`. */
  readonly cardNumber?: CardNumber;
  /** There when the series was generated with `pins`. */
  readonly pin?: CardPin;
}

/** A series whose cards exist. Made by {@link generateCardSeries} only. */
export interface GeneratedCardSeries extends CardSeriesFacts {
  readonly state: "generated";
  /**
   * The serial number at a place in the series, 1 to `numberOfCards`.
   *
   * @throws CardwrightError `ALL_CARDS_GENERATED` past the last card.
   */
  serialNumberAt(sequence: number): CardSerialNumber;
  /** The card at a place in the series, 1 to `numberOfCards`; throws as `serialNumberAt` does. */
  cardAt(sequence: number): GeneratedCard;
  /** The sequence numbers of one batch. */
  sequencesOfBatch(batch: number): SequenceRange;
  /**
   * The cards in order, made one by one as they are asked for: of one batch, from a place on, or both; none when that place lies behind
   * the last of them.
   *
   * @throws CardwrightError `CARD_BATCH_NOT_FOUND`, `SERIAL_SEQUENCE` for a place below 1.
   */
  cards(from?: { readonly batch?: number; readonly sequence?: number }): Generator<GeneratedCard, void, undefined>;
}

/** A card series: either defined or generated, told apart by `state`. */
export type CardSeries = DefinedCardSeries | GeneratedCardSeries;

// A defined series can be made in one place only, so a look-alike object is told apart; the value says whether it was generated.
const definedSeries = new WeakMap<DefinedCardSeries, "defined" | "generated">();

/**
 * Defines a series: checks its size and gives it the next series number of its prefix, 01 being the first.
 *
 * @param existing the series there are already, of any prefix. Default none.
 * @throws CardwrightError `SERIES_NAME`, `SERIAL_PREFIX`, `SERIES_TOO_MANY_CARDS`, `SERIES_TOO_MANY_BATCHES`, `SERIES_EMPTY_BATCH`,
 * or `SERIES_NUMBERS_EXHAUSTED` after series 99.
 * @example
 * const spring = defineCardSeries({ prefix: "12345", name: "Spring", numberOfCards: 250_000, numberOfBatches: 50 });
 * const generated = generateCardSeries(spring);
 * generated.serialNumberAt(5_001).batch; // 2
 */
export function defineCardSeries(
  definition: CardSeriesDefinition,
  existing: Iterable<{ readonly prefix: string; readonly series: number }> = [],
): DefinedCardSeries {
  const { prefix, name, description = "", numberOfCards, numberOfBatches = 1, prefixDigits = 5 } = definition;
  if (name.trim() === "") throw seriesError("SERIES_NAME", "A card series has a name.", "Give the series a name.");
  checkPrefix(prefix, prefixDigits);
  checkSize({ cards: numberOfCards, batches: numberOfBatches });
  let last = 0;
  for (const other of existing) if (other.prefix === prefix && other.series > last) last = other.series;
  if (last >= serialNumberLimits.series) {
    throw seriesError(
      "SERIES_NUMBERS_EXHAUSTED",
      `Prefix ${prefix} has used its 99 series numbers.`,
      "Use another prefix.",
    );
  }
  const series: DefinedCardSeries = Object.freeze({
    state: "defined" as const,
    prefix,
    series: last + 1,
    name,
    description,
    numberOfCards,
    numberOfBatches,
  });
  definedSeries.set(series, "defined");
  return series;
}

/** What the cards of a series carry beside their serial number; both are drawn from the secret. */
export interface GenerateCardSeriesOptions {
  readonly secret: SeriesSecret;
  /** Gives every card a number. Default none. */
  readonly cardNumbers?: CardNumberSourceOptions;
  /** Gives every card a PIN of 4 digits or as many as said. Default none. */
  readonly pins?: { readonly digits?: number };
}

/**
 * Generates the cards of a defined series, once. Nothing is made before it is asked for, so the size costs no memory.
 *
 * @throws CardwrightError `SERIES_NOT_DEFINED` for anything {@link defineCardSeries} has not made, `SERIES_ALREADY_GENERATED`.
 */
export function generateCardSeries(
  series: DefinedCardSeries,
  options?: GenerateCardSeriesOptions,
): GeneratedCardSeries {
  const state = definedSeries.get(series);
  if (state === undefined) {
    throw seriesError(
      "SERIES_NOT_DEFINED",
      "A card series is defined before it is generated.",
      "Call defineCardSeries first.",
    );
  }
  if (state === "generated") {
    throw seriesError(
      "SERIES_ALREADY_GENERATED",
      "This card series has been generated.",
      "Keep what generateCardSeries gave back.",
    );
  }
  const numberOf = options?.cardNumbers && createCardNumberSource(options.secret, options.cardNumbers);
  const pinOf = options?.pins && createPinSource(options.secret, options.pins);
  definedSeries.set(series, "generated");

  const packing = { cards: series.numberOfCards, batches: series.numberOfBatches };
  const prefixDigits: PrefixDigits = series.prefix.length === 6 ? 6 : 5;
  const serialNumberAt = (sequence: number): CardSerialNumber => {
    checkSequence(sequence, packing.cards);
    const batch = batchOfSequence(packing, sequence);
    return CardSerialNumber.of({ prefix: series.prefix, series: series.series, batch, sequence }, { prefixDigits });
  };
  const cardAt = (sequence: number): GeneratedCard => {
    const serialNumber = serialNumberAt(sequence);
    return {
      serialNumber,
      ...(numberOf && { cardNumber: numberOf(serialNumber) }),
      ...(pinOf && { pin: pinOf(serialNumber) }),
    };
  };
  const checkedSequencesOfBatch = (batch: number): SequenceRange => {
    if (Number.isInteger(batch) && batch >= 1 && batch <= packing.batches) return sequencesOfBatch(packing, batch);
    throw seriesError(
      "CARD_BATCH_NOT_FOUND",
      `This series has batches 1 to ${packing.batches}.`,
      "Ask for one of them.",
    );
  };
  return Object.freeze({
    ...series,
    state: "generated" as const,
    serialNumberAt,
    cardAt,
    sequencesOfBatch: checkedSequencesOfBatch,
    *cards({ batch, sequence }: { readonly batch?: number; readonly sequence?: number } = {}) {
      const { first, last } = batch === undefined ? { first: 1, last: packing.cards } : checkedSequencesOfBatch(batch);
      checkPlace(sequence ?? first);
      for (let next = Math.max(sequence ?? first, first); next <= last; next += 1) yield cardAt(next);
    },
  });
}

function checkSize({ cards, batches }: BatchPacking): void {
  const count = (value: number) => Number.isInteger(value) && value >= 1;
  if (!count(cards) || cards > serialNumberLimits.sequence) {
    throw seriesError(
      "SERIES_TOO_MANY_CARDS",
      "A card series has 1 to 999,999 cards: the sequence number has six digits.",
      cards > serialNumberLimits.sequence ? "Divide the cards over several series." : "Give a whole number of cards.",
    );
  }
  if (!count(batches) || batches > serialNumberLimits.batch) {
    throw seriesError(
      "SERIES_TOO_MANY_BATCHES",
      "A card series has 1 to 999 batches: the batch number has three digits.",
      batches > serialNumberLimits.batch ? "Put more cards into a batch." : "Give a whole number of batches.",
    );
  }
  if (batches > cards) {
    throw seriesError("SERIES_EMPTY_BATCH", "A card series has at least one card per batch.", "Plan fewer batches.");
  }
}

function checkSequence(sequence: number, cards: number): void {
  checkPlace(sequence);
  if (sequence <= cards) return;
  throw seriesError("ALL_CARDS_GENERATED", `This card series ends at card ${cards}.`, "Define another series.");
}

function checkPlace(sequence: number): void {
  if (Number.isInteger(sequence) && sequence >= 1) return;
  throw seriesError("SERIAL_SEQUENCE", "A sequence number is a whole number from 1.", "Counting starts at 1.");
}

function seriesError(code: string, message: string, help: string): CardwrightError {
  return new CardwrightError(message, { code, help });
}
