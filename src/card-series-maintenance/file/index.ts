// Reading blocks
export { BlockSource } from "./block-source.ts";
export { eachBlock } from "./each-block.ts";
export { validateCardSeries } from "./read-card-series.ts";
export { readRequest } from "./read-request.ts";

// Writing and copying blocks
export { BatchFile, partPath, publishFile } from "./batch-file.ts";
export { batchEnd, batchStart, formatBlock } from "./block-text.ts";
export { copyBlocks } from "./copy-blocks.ts";

// Remembering blocks
export { DigestTable } from "./digest-table.ts";
export { NumberSet } from "./number-set.ts";

// Rules across blocks
export { MixedSeriesCheck } from "./mixed-series.ts";

// Errors
export { CardSeriesError } from "./card-series-error.ts";

// Types
export type { AnyBlock } from "./each-block.ts";
export type { MixedSeries } from "./mixed-series.ts";
export type { CardRequest } from "./read-request.ts";
