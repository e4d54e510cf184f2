import { CardwrightError } from "../../errors/cardwright-error.ts";
import type { ErrorCode } from "../../errors/error-code.ts";
import { UsageError } from "../../errors/usage-error.ts";
import { type BatchPacking, batchOfSequence, type SequenceRange, sequencesOfBatch } from "./batch-packing.ts";
import type { CardNumber } from "./card-number.ts";
import { type CardNumberSourceOptions, createCardNumberSource } from "./card-number-source.ts";
import { type CardPin, createPinSource } from "./card-pin.ts";
import {
  CardSerialNumber,
  checkCount,
  checkPrefix,
  type PrefixDigits,
  serialNumberLimits,
} from "./card-serial-number.ts";
import type { SeriesSecret } from "./series-secret.ts";

/** The plan of a series. */
export interface SeriesDefinition {
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

/** What to save of a series: plain data for a database. */
export interface SeriesFacts {
  readonly prefix: string;
  /** The series number, 1 to 99, counted per prefix. */
  readonly series: number;
  readonly name: string;
  readonly description: string;
  readonly numberOfCards: number;
  readonly numberOfBatches: number;
}

// Only a type: a series may be saved and read back, copied, or come from the package's other module format.
declare const checked: unique symbol;

/**
 * A series that is planned and checked: it has a number, a name and a size, but no cards. Made by {@link defineSeries}
 * and {@link restoreSeries}.
 */
export interface DefinedSeries extends SeriesFacts {
  readonly state: "defined";
  readonly [checked]: true;
}

/** A card of a generated series. */
export interface GeneratedCard {
  readonly serialNumber: CardSerialNumber;
  /** There when the series was generated with `cardNumbers`. */
  readonly cardNumber?: CardNumber;
  /** There when the series was generated with `pins`. */
  readonly pin?: CardPin;
}

/** A series with its cards. Made by {@link generateSeries}. */
export interface GeneratedSeries extends SeriesFacts {
  readonly state: "generated";
  /**
   * Returns the serial number at a place in the series, 1 to `numberOfCards`.
   *
   * @throws CardwrightError `ALL_CARDS_GENERATED` past the last card.
   */
  serialNumberAt(sequence: number): CardSerialNumber;
  /** Returns the card at a place in the series, 1 to `numberOfCards`; throws as `serialNumberAt` does. */
  cardAt(sequence: number): GeneratedCard;
  /** Returns the sequence numbers of one batch. */
  sequencesOfBatch(batch: number): SequenceRange;
  /**
   * Makes the cards in order, each when it is asked for: of one batch, from a sequence number on, or both; none when
   * that sequence number is past the last of them.
   *
   * @throws CardwrightError `CARD_BATCH_NOT_FOUND`, `SERIAL_SEQUENCE` for a sequence number below 1.
   */
  cards(from?: { readonly batch?: number; readonly sequence?: number }): Generator<GeneratedCard, void, undefined>;
}

/** A series of cards: a production run of one prefix, defined or generated; `state` says which. */
export type Series = DefinedSeries | GeneratedSeries;

/**
 * Defines a series: checks its size and gives it the next series number of its prefix, 01 being the first.
 *
 * @param existing the existing series, of any prefix. Default none.
 * @throws CardwrightError `SERIES_NAME`, `SERIAL_PREFIX`, `SERIES_TOO_MANY_CARDS`, `SERIES_TOO_MANY_BATCHES`,
 * `SERIES_EMPTY_BATCH`, or `SERIES_NUMBERS_EXHAUSTED` after series 99.
 * @example
 * const spring = defineSeries({ prefix: "12345", name: "Spring", numberOfCards: 250_000, numberOfBatches: 50 });
 * const generated = generateSeries(spring);
 * generated.serialNumberAt(5_001).batch; // 2
 */
export function defineSeries(
  definition: SeriesDefinition,
  existing: Iterable<{ readonly prefix: string; readonly series: number }> = [],
): DefinedSeries {
  const { prefix, name, description = "", numberOfCards, numberOfBatches = 1, prefixDigits = 5 } = definition;
  checkDefinition({ prefix, name, numberOfCards, numberOfBatches }, prefixDigits);
  let last = 0;
  for (const other of existing) if (other.prefix === prefix && other.series > last) last = other.series;
  if (last >= serialNumberLimits.series) {
    throw seriesError(
      "SERIES_NUMBERS_EXHAUSTED",
      `Prefix ${prefix} has used its ${serialNumberLimits.series} series numbers`,
      "Use another prefix.",
    );
  }
  return defined({ prefix, series: last + 1, name, description, numberOfCards, numberOfBatches });
}

/**
 * Makes a defined series of what was saved of one, such as a row of a database, after checking it.
 *
 * Whether its cards were generated before is yours to record with it: with the same secret, a series gives the same
 * cards again, which is how an interrupted run continues; with another secret it would give every serial number a
 * second card.
 *
 * @throws CardwrightError as {@link defineSeries} does, and `SERIAL_SERIES` for a series number out of range.
 * @example
 * const spring = defineSeries({ prefix: "12345", name: "Spring", numberOfCards: 1_000 });
 * const saved = JSON.stringify(spring); // to a database, and back
 * const generated = generateSeries(restoreSeries(JSON.parse(saved)));
 */
export function restoreSeries(saved: SeriesFacts): DefinedSeries {
  const { prefix, series, name, description, numberOfCards, numberOfBatches } = saved;
  checkDefinition(saved, prefixDigitsOf(prefix));
  checkCount("series", series);
  return defined({ prefix, series, name, description, numberOfCards, numberOfBatches });
}

function defined(facts: SeriesFacts): DefinedSeries {
  // The brand is a type only.
  return Object.freeze({ ...facts, state: "defined" }) as DefinedSeries;
}

function prefixDigitsOf(prefix: string): PrefixDigits {
  return prefix.length === 6 ? 6 : 5;
}

/** What the cards of a series carry beside their serial number; both are derived from the secret. */
export interface GenerateSeriesOptions {
  readonly secret: SeriesSecret;
  /** Gives every card a number. Default none. */
  readonly cardNumbers?: CardNumberSourceOptions;
  /** Gives every card a PIN, of 4 digits by default. Default none. */
  readonly pins?: { readonly digits?: number };
}

/**
 * Generates the cards of a defined series. Each card is made when it is asked for, so the size costs no memory.
 *
 * Generate a series once, and record that you did: see {@link restoreSeries}.
 *
 * @throws UsageError `SERIES_ALREADY_GENERATED` for a generated series, `SERIES_NOT_DEFINED` for anything else that is
 * not a defined one.
 */
export function generateSeries(series: DefinedSeries, options?: GenerateSeriesOptions): GeneratedSeries {
  checkState(series.state);
  const numberOf = options?.cardNumbers && createCardNumberSource(options.secret, options.cardNumbers);
  const pinOf = options?.pins && createPinSource(options.secret, options.pins);
  const packing = { cards: series.numberOfCards, batches: series.numberOfBatches };
  const prefixDigits = prefixDigitsOf(series.prefix);
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
      `The series has no batch ${batch}`,
      `Ask for one of its batches, 1 to ${packing.batches}.`,
    );
  };
  const { prefix, series: seriesNumber, name, description, numberOfCards, numberOfBatches } = series;
  return Object.freeze({
    ...{ prefix, series: seriesNumber, name, description, numberOfCards, numberOfBatches },
    state: "generated" as const,
    serialNumberAt,
    cardAt,
    sequencesOfBatch: checkedSequencesOfBatch,
    *cards({ batch, sequence }: { readonly batch?: number; readonly sequence?: number } = {}) {
      const { first, last } = batch === undefined ? { first: 1, last: packing.cards } : checkedSequencesOfBatch(batch);
      checkPlace(sequence ?? first);
      for (let next = Math.max(sequence ?? first, first); next <= last; next++) yield cardAt(next);
    },
  });
}

// Untyped callers pass rows of a database, or what they generated before.
function checkState(state: string | undefined): void {
  if (state === "defined") return;
  if (state === "generated") {
    throw new UsageError("The series was already generated", {
      code: "SERIES_ALREADY_GENERATED",
      help: "Keep the series that generateSeries returned.",
    });
  }
  throw new UsageError("The series was not defined", {
    code: "SERIES_NOT_DEFINED",
    help: "Call defineSeries first, or restoreSeries for one that was saved.",
  });
}

function checkDefinition(
  { prefix, name, numberOfCards, numberOfBatches }: Omit<SeriesFacts, "series" | "description">,
  prefixDigits: PrefixDigits,
): void {
  if (name.trim() === "") throw seriesError("SERIES_NAME", "The series has no name", "Give the series a name.");
  checkPrefix(prefix, prefixDigits);
  checkSize({ cards: numberOfCards, batches: numberOfBatches });
}

function checkSize({ cards, batches }: BatchPacking): void {
  const { sequence: maxCards, batch: maxBatches } = serialNumberLimits;
  if (!isCount(cards) || cards > maxCards) {
    throw seriesError(
      "SERIES_TOO_MANY_CARDS",
      `Invalid number of cards ${cards}: expected an integer from 1 to ${maxCards}`,
      cards > maxCards ? "Divide the cards over several series." : "Give a whole number of cards.",
    );
  }
  if (!isCount(batches) || batches > maxBatches) {
    throw seriesError(
      "SERIES_TOO_MANY_BATCHES",
      `Invalid number of batches ${batches}: expected an integer from 1 to ${maxBatches}`,
      batches > maxBatches ? "Put more cards into a batch." : "Give a whole number of batches.",
    );
  }
  if (batches > cards) {
    throw seriesError(
      "SERIES_EMPTY_BATCH",
      `${batches} batches for ${cards} cards`,
      "Plan at least one card per batch.",
    );
  }
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1;
}

function checkSequence(sequence: number, cards: number): void {
  checkPlace(sequence);
  if (sequence <= cards) return;
  throw seriesError(
    "ALL_CARDS_GENERATED",
    `Sequence number ${sequence} is past the last card of the series, ${cards}`,
    "Define another series.",
  );
}

function checkPlace(sequence: number): void {
  if (isCount(sequence)) return;
  throw seriesError(
    "SERIAL_SEQUENCE",
    `Invalid sequence number ${sequence}: expected a positive integer`,
    "Start counting at 1.",
  );
}

function seriesError(code: ErrorCode, message: string, help: string): CardwrightError {
  return new CardwrightError(message, { code, help });
}
