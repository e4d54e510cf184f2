// Reading blocks
export { BlockSource } from "./block-source.ts";
export { eachBlock, requestOf } from "./each-block.ts";

// Writing and copying blocks
export { BatchFile, partPath, publishFile } from "./batch-file.ts";
export { BlockText } from "./block-text.ts";
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
export type { CardRequest } from "../contract/read-request.ts";
export type { MixedSeries } from "./mixed-series.ts";
