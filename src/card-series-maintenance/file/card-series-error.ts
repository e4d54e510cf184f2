import { CardwrightError } from "../../errors/cardwright-error.ts";
import type { XmlErrorCode } from "../../xml/xml-error.ts";
import type { CardSeriesIssue } from "./card-series-block.ts";

/** Why reading or writing a batch file failed. */
export type CardSeriesErrorCode =
  | XmlErrorCode
  /** A block breaks the schema or a rule; `issues` say how. */
  | "CARD_SERIES_INVALID_BLOCK"
  /** There was no block to write. */
  | "CARD_SERIES_NO_BLOCKS";

/**
 * A CardSeriesMaintenance file that cannot be read or written any further, with the reason and the place.
 *
 * Neither the message nor the issues repeat any content of the file.
 */
export class CardSeriesError extends CardwrightError {
  override readonly name = "CardSeriesError";
  declare readonly code: CardSeriesErrorCode;
  /** The issues of the invalid block; empty when the file as a whole is at fault. */
  readonly issues: readonly CardSeriesIssue[];
  /** The number of the invalid block in the file, from 1; `undefined` when the file as a whole is at fault. */
  readonly blockNumber: number | undefined;
  /** Line in the file, from 1; `undefined` when writing. */
  readonly line: number | undefined;
  /** Column in code points, from 1; `undefined` when writing. */
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
    const place =
      line === undefined || column === undefined ? undefined : `${file ? "line" : "Line"} ${line}, column ${column}`;
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
