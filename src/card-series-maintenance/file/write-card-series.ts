import { Readable } from "node:stream";
import { cardSeriesFormat } from "../../../generated/card-series/format.gen.ts";
import type { CardSeries } from "../../../generated/card-series/types.gen.ts";
import type { ValidationIssue } from "../../errors/validation-issue.ts";
import { abortableIterable } from "../../timing/abort.ts";
import { BytePiece } from "../../xml/byte-piece.ts";
import { RecordWriter } from "../../xml/record-writer.ts";
import { CardSeriesError } from "./card-series-error.ts";
import { type CardSeriesRuleOptions, CardSeriesRules } from "./rules.ts";

/** How a batch file is written. */
export interface WriteCardSeriesOptions {
  /** Spaces per level; 0 writes no line breaks. Default 2. */
  readonly indent?: number;
  /** The rules beside the schema, or `false` for the schema alone. Default: all of them. */
  readonly rules?: CardSeriesRuleOptions | false;
  /** Ends the stream when it is aborted, with an `AbortError` whose `cause` is the reason. */
  readonly signal?: AbortSignal;
}

/**
 * Writes blocks as a CardSeriesMaintenance file in UTF-8: a stream of its bytes that asks for the next block only when it is read on.
 *
 * Equal blocks are always written alike, RTPTransaction before Customer as in S2's sample, and read back equal.
 *
 * @throws CardSeriesError (as the stream's error) `CARD_SERIES_INVALID_BLOCK` for a block that breaks the schema or a rule, with its
 * number and the paths of what is wrong; `CARD_SERIES_NO_BLOCKS` when there is none, since a file must hold one.
 *
 * @example
 * ```ts
 * const blocks: CardSeries[] = [{ Action: "GenerateCard", CardPrefix: "12345", CardSeriesSequence: "01" }];
 * await pipeline(writeCardSeries(blocks), createWriteStream("cards.xml"));
 * ```
 */
export function writeCardSeries(
  blocks: AsyncIterable<CardSeries> | Iterable<CardSeries>,
  options: WriteCardSeriesOptions = {},
): Readable {
  if (!isIterable(blocks)) throw new TypeError("blocks must be an iterable or an async iterable of blocks");
  return Readable.from(pieces(blocks, options), {
    objectMode: false,
    ...(options.signal !== undefined && { signal: options.signal }),
  });
}

async function* pieces(
  blocks: AsyncIterable<CardSeries> | Iterable<CardSeries>,
  { indent = 2, rules: ruleOptions, signal }: WriteCardSeriesOptions,
): AsyncGenerator<Buffer> {
  if (!Number.isInteger(indent) || indent < 0 || indent > 16)
    throw new RangeError("indent must be a whole number from 0 to 16");
  const writer = new RecordWriter(cardSeriesFormat, { indent, fast: true });
  const rules = ruleOptions === false ? undefined : new CardSeriesRules(ruleOptions);
  const piece = new BytePiece();
  piece.add(writer.head);
  let number = 0;
  const add = (block: CardSeries): Buffer | undefined => {
    number++;
    const full = piece.takeFull();
    const issues = writer.write(block, piece);
    const broken = issues.length > 0 ? issues : (rules?.check(block).issues ?? []);
    if (broken.length > 0) throw refuse(number, broken);
    return full;
  };
  // Waiting for blocks that are already there would cost more than writing them.
  if (Symbol.iterator in blocks) {
    for (const block of blocks) {
      const full = add(block);
      if (full !== undefined) yield full;
    }
  } else {
    for await (const block of signal === undefined ? blocks : abortableIterable(blocks, signal)) {
      const full = add(block);
      if (full !== undefined) yield full;
    }
  }
  if (number === 0)
    throw new CardSeriesError("there is no block to write", {
      code: "CARD_SERIES_NO_BLOCKS",
      help: "A CardSeriesMaintenance file holds at least one block; write no file when there is none.",
    });
  piece.add(writer.tail);
  yield piece.take();
}

function isIterable(blocks: unknown): boolean {
  return typeof blocks === "object" && blocks !== null && (Symbol.iterator in blocks || Symbol.asyncIterator in blocks);
}

function refuse(blockNumber: number, issues: readonly ValidationIssue[]): CardSeriesError {
  const [first] = issues;
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : "";
  return new CardSeriesError(`block ${blockNumber} cannot be written: ${first?.message ?? "unknown"}${more}`, {
    code: "CARD_SERIES_INVALID_BLOCK",
    help: "Correct the block; what does not conform to the schema and the rules is never written.",
    issues: issues.map((issue) => ({ ...issue, line: 0, column: 0 })),
    blockNumber,
  });
}
