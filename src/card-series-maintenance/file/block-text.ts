import { cardSeriesFormat } from "../../../generated/card-series/format.gen.ts";
import type { CardSeries } from "../../../generated/card-series/types.gen.ts";
import type { ValidationIssue } from "../../errors/validation-issue.ts";
import { RecordWriter } from "../../xml/record-writer.ts";
import { CardSeriesRules } from "./rules.ts";

const writer = new RecordWriter<CardSeries>(cardSeriesFormat, { indent: 2, fast: false });

/** The text of a batch file before its first block. */
export const batchStart: string = writer.head;

/** The text of a batch file after its last block. */
export const batchEnd: string = writer.tail;

/** Returns the text of a block in which {@link checkBlock} found no issue. */
export function formatBlock(block: CardSeries): string {
  return writer.record(block);
}

/** Returns what is wrong with a block by the schema and by the rules of ORCE's guide that concern a single block. */
export function checkBlock(block: CardSeries): readonly ValidationIssue[] {
  const issues = writer.check(block);
  return issues.length > 0 ? issues : new CardSeriesRules().check(block).issues;
}
