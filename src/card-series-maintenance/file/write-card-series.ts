import { Readable } from "node:stream";
import { cardSeriesFormat } from "../../../generated/card-series/format.gen.ts";
import type { CardSeries } from "../../../generated/card-series/types.gen.ts";
import { ConfigurationError } from "../../errors/configuration-error.ts";
import { UsageError } from "../../errors/usage-error.ts";
import type { ValidationIssue } from "../../errors/validation-issue.ts";
import { abortableIterable } from "../../timing/abort.ts";
import { BytePiece } from "../../xml/byte-piece.ts";
import { RecordWriter } from "../../xml/record-writer.ts";
import { CardSeriesError } from "./card-series-error.ts";
import { type CardSeriesRuleOptions, CardSeriesRules } from "./rules.ts";

/** Options of {@link writeCardSeries}. */
export interface WriteCardSeriesOptions {
  /** Spaces per level, 0 to 16; 0 writes no line breaks. Default 2. */
  readonly indent?: number;
  /** Options of the rules beside the schema, or `false` to check the schema only. Default: all rules. */
  readonly rules?: CardSeriesRuleOptions | false;
  /** Ends the stream when it aborts, with an `AbortError` whose `cause` is the reason. */
  readonly signal?: AbortSignal;
}

/**
 * Writes blocks as a CardSeriesMaintenance file in UTF-8: a stream of its bytes that takes the next block only when the
 * stream is read.
 *
 * Equal blocks are always written alike, RTPTransaction before Customer as in the sample of ORCE's guide, and read back
 * equal.
 *
 * @throws CardSeriesError (as the stream's error) `CARD_SERIES_INVALID_BLOCK` for a block that breaks the schema or a
 * rule, with its number and the paths of the invalid fields; `CARD_SERIES_NO_BLOCKS` when there is none, since a file
 * must hold one.
 * @throws ConfigurationError (as the stream's error) `CARD_SERIES_OPTIONS` for an invalid option.
 * @throws UsageError `CARD_SERIES_BLOCKS` when the blocks are not iterable.
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
  if (!isIterable(blocks)) {
    throw new UsageError("The blocks are not iterable", {
      code: "CARD_SERIES_BLOCKS",
      help: "Give an array, or any other iterable or async iterable of blocks.",
    });
  }
  return Readable.from(pieces(blocks, options), {
    objectMode: false,
    ...(options.signal !== undefined && { signal: options.signal }),
  });
}

async function* pieces(
  blocks: AsyncIterable<CardSeries> | Iterable<CardSeries>,
  { indent = 2, rules: ruleOptions, signal }: WriteCardSeriesOptions,
): AsyncGenerator<Buffer> {
  if (!Number.isInteger(indent) || indent < 0 || indent > 16) {
    throw new ConfigurationError(`Invalid indent ${indent}`, {
      code: "CARD_SERIES_OPTIONS",
      help: "Set indent to an integer from 0 to 16, or leave it out.",
    });
  }
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
  // Awaiting blocks that are available already would cost more than writing them.
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
    throw new CardSeriesError("There is no block to write", {
      code: "CARD_SERIES_NO_BLOCKS",
      help: "A CardSeriesMaintenance file holds at least one block: do not write a file when there is none.",
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
  return new CardSeriesError(`Block ${blockNumber} cannot be written: ${first?.message ?? "unknown"}${more}`, {
    code: "CARD_SERIES_INVALID_BLOCK",
    help: "Correct the block: only blocks that conform to the schema and the rules are written.",
    issues: issues.map((issue) => ({ ...issue, line: 0, column: 0 })),
    blockNumber,
  });
}
