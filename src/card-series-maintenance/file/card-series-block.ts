import type { CardSeries } from "../../../generated/card-series/types.gen.ts";
import type { ValidationIssue } from "../../errors/validation-issue.ts";
import type { RecordPlace } from "../../xml/record-format.ts";

/** One issue or note about a block: the path starts at the block, line and column are those of the file. */
export interface CardSeriesIssue extends ValidationIssue {
  /** Line of the element in the file, from 1; 0 for a block that was not read from a file. */
  readonly line: number;
  /** Column in code points, from 1; 0 for a block that was not read from a file. */
  readonly column: number;
}

/**
 * A valid block of a batch file (one `<CardSeries>` element), with its number, its position in bytes, its line and
 * column.
 */
export interface CardSeriesBlock extends RecordPlace {
  readonly valid: true;
  readonly value: CardSeries;
  /** What is valid but worth knowing, such as an AlternateID that is ignored because there is a CustomerID. */
  readonly notes: readonly CardSeriesIssue[];
}

/** A block that breaks the schema or a rule, with its position: `start` and `end` allow copying its bytes unchanged. */
export interface InvalidCardSeriesBlock extends RecordPlace {
  readonly valid: false;
  /** Never empty, never more than 100. */
  readonly issues: readonly CardSeriesIssue[];
}
