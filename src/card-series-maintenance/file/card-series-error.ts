import { CardwrightError } from "../../errors/cardwright-error.ts";
import type { XmlErrorCode } from "../../xml/xml-error.ts";
import type { CardSeriesIssue } from "./card-series-block.ts";

/** Why a batch file cannot be read or written further. */
export type CardSeriesErrorCode =
  | XmlErrorCode
  /** A block breaks the schema or a rule; `issues` say how. */
  | "CARD_SERIES_INVALID_BLOCK"
  /** There is no block to write. */
  | "CARD_SERIES_NO_BLOCKS";

/**
 * Says that a CardSeriesMaintenance file cannot be read or written further, why, and where.
 *
 * Neither the message nor the issues hold anything that stands in the file.
 */
export class CardSeriesError extends CardwrightError {
  override readonly name = "CardSeriesError";
  declare readonly code: CardSeriesErrorCode;
  /** What is wrong with the block, when it is one block that is wrong; otherwise empty. */
  readonly issues: readonly CardSeriesIssue[];
  /** Number of the block in the file, from 1, when it is one block that is wrong. */
  readonly blockNumber: number | undefined;
  /** Where in the file, from 1; `undefined` when writing. */
  readonly line: number | undefined;
  /** In code points, from 1; `undefined` when writing. */
  readonly column: number | undefined;

  constructor(
    reason: string,
    init: {
      readonly code: CardSeriesErrorCode;
      readonly help: string;
      readonly issues?: readonly CardSeriesIssue[];
      readonly blockNumber?: number;
      /** The name of the file, where it is one of several. */
      readonly file?: string;
      readonly line?: number;
      readonly column?: number;
      readonly cause?: unknown;
    },
  ) {
    const { code, help, issues = [], blockNumber, file, line, column, cause } = init;
    const place = line === undefined || column === undefined ? undefined : `line ${line}, column ${column}`;
    const where = [file, place].filter((part) => part !== undefined).join(", ");
    super(where === "" ? reason : `${where}: ${reason}`, {
      code,
      help,
      cause,
      details: {
        ...(blockNumber !== undefined && { blockNumber }),
        ...(file !== undefined && { file }),
        ...(line !== undefined && { line }),
        ...(column !== undefined && { column }),
        issues: issues.map(({ path, keyword, expected }) => ({ path, keyword, expected })),
      },
    });
    this.issues = issues;
    this.blockNumber = blockNumber;
    this.line = line;
    this.column = column;
  }
}
