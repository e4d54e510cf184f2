// Serial numbers and card numbers
export { CardNumber, cardNumberLimits } from "./card-number.ts";
export { CardSerialNumber, serialNumberLimits } from "./card-serial-number.ts";
export { maskNumber } from "./masked.ts";

// Series, and what is derived from their secret
export { createCardNumberSource } from "./card-number-source.ts";
export { CardPin, createPinSource } from "./card-pin.ts";
export { defineSeries, generateSeries, restoreSeries } from "./series.ts";
export { SeriesSecret } from "./series-secret.ts";

// Allocation
export {
  openNumberAllocator,
  openPostgresNumberStore,
  openPostgresSeriesRegister,
  openSqliteNumberStore,
  openSqliteSeriesRegister,
} from "./allocation/index.ts";

// Types of serial numbers and card numbers
export type { CardNumberFormat } from "./card-number.ts";
export type { CardSerialNumberFields, PrefixDigits } from "./card-serial-number.ts";
export type { Masked } from "./masked.ts";

// Types of series
export type { SequenceRange } from "./batch-packing.ts";
export type { CardNumberLayout, CardNumberSourceOptions } from "./card-number-source.ts";
export type {
  DefinedSeries,
  GeneratedCard,
  GeneratedSeries,
  GenerateSeriesOptions,
  Series,
  SeriesDefinition,
  SeriesFacts,
} from "./series.ts";

// Types of allocation
export type {
  LeasedBlock,
  NumberAllocator,
  NumberAllocatorOptions,
  NumberGap,
  NumberPool,
  NumberPoolReport,
  NumberRange,
  NumberStore,
  RegisteredSeries,
  SeriesKey,
  SeriesRegister,
  SeriesTotals,
} from "./allocation/index.ts";
