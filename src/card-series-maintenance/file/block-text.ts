import { cardSeriesFormat } from "../../../generated/card-series/format.gen.ts";
import type { CardSeries } from "../../../generated/card-series/types.gen.ts";
import type { ValidationIssue } from "../../errors/validation-issue.ts";
import { BytePiece } from "../../xml/byte-piece.ts";
import { RecordWriter } from "../../xml/record-writer.ts";
import { CardSeriesRules } from "./rules.ts";

const writer = new RecordWriter<CardSeries>(cardSeriesFormat, { indent: 2, fast: true });

/** The text of a batch file before its first block. */
export const batchStart: string = writer.head;

/** The text of a batch file after its last block. */
export const batchEnd: string = writer.tail;

/** Returns the text of a block that the schema accepts. */
export function formatBlock(block: CardSeries): string {
  return writer.record(block);
}

/** Encodes blocks one by one. */
export class BlockEncoder {
  readonly #piece = new BytePiece();
  #issues: readonly ValidationIssue[] = [];

  /** What is wrong with the block that was encoded last. */
  get issues(): readonly ValidationIssue[] {
    return this.#issues;
  }

  /** Returns the bytes of a valid block, until the next is encoded; `undefined` for one with issues. */
  encode(block: CardSeries): Uint8Array | undefined {
    const piece = this.#piece;
    piece.extend(0);
    this.#issues = writer.write(block, piece);
    // The rules that concern a single block.
    if (this.#issues.length === 0) this.#issues = new CardSeriesRules().check(block).issues;
    return this.#issues.length === 0 ? piece.bytes.subarray(0, piece.length) : undefined;
  }
}
