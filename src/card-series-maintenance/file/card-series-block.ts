import type { CardSeries } from "../../../generated/card-series/types.gen.ts";
import type { ValidationIssue } from "../../errors/validation-issue.ts";
import type { RecordPlace } from "../../xml/record-format.ts";

/** One thing that is wrong with a block, or worth knowing of it: the path leads from the block, the place is in the file. */
export interface CardSeriesIssue extends ValidationIssue {
  /** Line of the element in the file, from 1; 0 for a block that comes from no file. */
  readonly line: number;
  /** Column in code points, from 1; 0 for a block that comes from no file. */
  readonly column: number;
}

/** A valid block of a batch file, and where it stands: its number, its bytes, its line and column. */
export interface CardSeriesBlock extends RecordPlace {
  readonly valid: true;
  readonly value: CardSeries;
  /** What is right but worth knowing, such as an AlternateID that is not looked at because there is a CustomerID. */
  readonly notes: readonly CardSeriesIssue[];
}

/** A block that breaks the schema or a rule, and where it stands: `start` and `end` let its bytes be copied as they are. */
export interface InvalidCardSeriesBlock extends RecordPlace {
  readonly valid: false;
  /** Never empty, never more than 100. */
  readonly issues: readonly CardSeriesIssue[];
}
