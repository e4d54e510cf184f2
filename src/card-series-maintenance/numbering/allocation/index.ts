// Allocation of numbers to many processes.
export { openNumberAllocator } from "./number-allocator.ts";
export { openPostgresNumberStore } from "./postgres-number-store.ts";
export { openPostgresSeriesRegister, openSqliteSeriesRegister } from "./series-register.ts";
export { openSqliteNumberStore } from "./sqlite-number-store.ts";

export type { NumberAllocator, NumberAllocatorOptions } from "./number-allocator.ts";
export type { LeasedBlock, NumberGap, NumberPool, NumberPoolReport, NumberRange, NumberStore } from "./number-store.ts";
export type { RegisteredSeries, SeriesKey, SeriesTotals } from "./registered-series.ts";
export type { SeriesRegister } from "./series-register.ts";
