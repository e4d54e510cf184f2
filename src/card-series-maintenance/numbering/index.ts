// Serial numbers and card numbers

export type {
  LeasedBlock,
  NumberAllocator,
  NumberAllocatorOptions,
  NumberGap,
  NumberPool,
  NumberPoolReport,
  NumberRange,
  NumberStore,
} from "./allocation/index.ts";
// Allocation
export { openNumberAllocator, openPostgresNumberStore, openSqliteNumberStore } from "./allocation/index.ts";
export type { SequenceRange } from "./batch-packing.ts";
export type { CardNumberFormat } from "./card-number.ts";
export { CardNumber, cardNumberLimits } from "./card-number.ts";
export type { CardNumberLayout, CardNumberSourceOptions } from "./card-number-source.ts";
// Series
export { createCardNumberSource } from "./card-number-source.ts";
export { CardPin, createPinSource } from "./card-pin.ts";
export type { CardSerialNumberFields, PrefixDigits } from "./card-serial-number.ts";
export { CardSerialNumber, serialNumberLimits } from "./card-serial-number.ts";
export type { Masked } from "./masked.ts";
export { maskNumber } from "./masked.ts";
export type {
  CardSeries,
  CardSeriesDefinition,
  DefinedCardSeries,
  GenerateCardSeriesOptions,
  GeneratedCard,
  GeneratedCardSeries,
} from "./series.ts";
export { defineCardSeries, generateCardSeries } from "./series.ts";
export { SeriesSecret } from "./series-secret.ts";
