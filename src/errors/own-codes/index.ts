import { batchCodes } from "./batch-codes.ts";
import { numberingCodes } from "./numbering-codes.ts";
import type { OwnError } from "./own-error.ts";
import { partnerCodes } from "./partner-codes.ts";
import { toolCodes } from "./tool-codes.ts";

/** This package's own codes by the part of it that throws them. */
export const ownCodeGroups: { readonly [part: string]: { readonly [code: string]: OwnError } } = {
  "Batch files": batchCodes,
  Numbering: numberingCodes,
  "Production Partner": partnerCodes,
  "Command line, compilers, sandbox": toolCodes,
};

/** Every code that this package throws of its own: an error with another does not compile. */
export const ownCodes: typeof batchCodes & typeof numberingCodes & typeof partnerCodes & typeof toolCodes = {
  ...batchCodes,
  ...numberingCodes,
  ...partnerCodes,
  ...toolCodes,
};

/** A code that this package throws of its own. */
export type OwnErrorCode = keyof typeof ownCodes;
