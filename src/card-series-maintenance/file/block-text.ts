import { cardSeriesFormat } from "../../../generated/card-series/format.gen.ts";
import type { CardSeries } from "../../../generated/card-series/types.gen.ts";
import type { ValidationIssue } from "../../errors/validation-issue.ts";
import { RecordWriter } from "../../xml/record-writer.ts";
import { CardSeriesRules } from "./rules.ts";

const writer = new RecordWriter<CardSeries>(cardSeriesFormat, { indent: 2, fast: false });

/** What stands before the first block of a batch file. */
export const batchStart: string = writer.head;

/** What stands after the last block of a batch file. */
export const batchEnd: string = writer.tail;

/** The text of a block that {@link checkBlock} found no fault with. */
export function formatBlock(block: CardSeries): string {
  return writer.record(block);
}

/** What keeps a block from being sent: the schema, and the rules of S2 that concern one block alone. */
export function checkBlock(block: CardSeries): readonly ValidationIssue[] {
  const issues = writer.check(block);
  return issues.length > 0 ? issues : new CardSeriesRules().check(block).issues;
}
