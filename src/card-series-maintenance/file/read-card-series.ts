import { cardSeriesFormat } from "../../../generated/card-series/format.gen.ts";
import type { CardSeries } from "../../../generated/card-series/types.gen.ts";
import type { ValidationIssue } from "../../errors/validation-issue.ts";
import { untilAborted } from "../../timing/abort.ts";
import type { XmlRecord } from "../../xml/record-format.ts";
import { RecordReader } from "../../xml/record-reader.ts";
import { DEFAULT_XML_LIMITS, XmlError, type XmlLimits } from "../../xml/xml-error.ts";
import type { CardSeriesBlock, CardSeriesIssue, InvalidCardSeriesBlock } from "./card-series-block.ts";
import { CardSeriesError, type CardSeriesErrorCode } from "./card-series-error.ts";
import { type CardSeriesSource, openSource, type SourcePieces } from "./card-series-source.ts";
import { type CardSeriesRuleOptions, CardSeriesRules } from "./rules.ts";

/** How a batch file is read. */
export interface ReadCardSeriesOptions {
  /**
   * What becomes of a block that breaks the schema or a rule: `"stop"` throws at the first one, `"yield"` gives it out as an
   * {@link InvalidCardSeriesBlock} and goes on. A document that is not well-formed XML always ends the reading. Default `"stop"`.
   */
  readonly onInvalid?: "stop" | "yield";
  /** The rules beside the schema, or `false` for the schema alone. Default: all of them. */
  readonly rules?: CardSeriesRuleOptions | false;
  /** What the document may ask for. Default: 64 levels, 64 attributes, 1,048,576 UTF-16 code units of text or tag. */
  readonly limits?: Partial<XmlLimits>;
  /** Ends the reading when it is aborted. */
  readonly signal?: AbortSignal;
}

/**
 * Reads the blocks of a CardSeriesMaintenance file one after the other, in constant memory, each checked against the schema
 * (`spec/card-series-maintenance.xsd`) and the rules of S2.
 *
 * Amounts are decimal texts, dates and times are texts; nothing is rounded. RTPTransaction and Customer may come in either order.
 *
 * @throws CardSeriesError `CARD_SERIES_INVALID_BLOCK` for the first invalid block, unless they are to be yielded;
 * `XML_NOT_WELL_FORMED`, `XML_NAMESPACE`, `XML_INVALID`, `XML_DOCTYPE`, `XML_VERSION`, `XML_ENCODING` or `XML_LIMIT` for a document that
 * cannot be read; each names line and column. Blocks before the fault have been given out.
 *
 * @example
 * ```ts
 * for await (const block of readCardSeries({ path: "cards.xml" })) {
 *   console.log(block.number, block.line, block.value.RTPTransaction?.RTPAmount?.Amount);
 * }
 * ```
 */
export function readCardSeries(
  source: CardSeriesSource,
  options: ReadCardSeriesOptions & { readonly onInvalid: "yield" },
): AsyncIterableIterator<CardSeriesBlock | InvalidCardSeriesBlock>;
export function readCardSeries(
  source: CardSeriesSource,
  options?: ReadCardSeriesOptions & { readonly onInvalid?: "stop" },
): AsyncIterableIterator<CardSeriesBlock>;
export function readCardSeries(
  source: CardSeriesSource,
  options: ReadCardSeriesOptions = {},
): AsyncIterableIterator<CardSeriesBlock | InvalidCardSeriesBlock> {
  const { onInvalid = "stop" } = options;
  if (onInvalid !== "stop" && onInvalid !== "yield") throw new TypeError('onInvalid must be "stop" or "yield"');
  const rules = options.rules === false ? undefined : new CardSeriesRules(options.rules);
  return new BlockIterator(source, options, true, (record) => {
    const block = judge(record, rules);
    if (!block.valid && onInvalid === "stop") throw invalidBlock(block);
    return block;
  });
}

/** What {@link validateCardSeries} found. */
export interface CardSeriesValidation {
  readonly blocks: number;
  readonly invalidBlocks: number;
  /** The first 100 invalid blocks. */
  readonly failures: readonly InvalidCardSeriesBlock[];
}

/**
 * Checks a batch file against the schema alone, without the rules and without making objects: the fastest way to know whether it is valid.
 *
 * @throws CardSeriesError for a document that cannot be read, as `readCardSeries` does.
 */
export async function validateCardSeries(
  source: CardSeriesSource,
  options: Omit<ReadCardSeriesOptions, "onInvalid" | "rules"> = {},
): Promise<CardSeriesValidation> {
  const failures: InvalidCardSeriesBlock[] = [];
  let invalidBlocks = 0;
  let blocks = 0;
  const iterator = new BlockIterator(source, options, false, (record) => {
    blocks++;
    if (record.issues.length === 0) return undefined;
    invalidBlocks++;
    if (failures.length < 100) failures.push(asInvalid(record, record.issues));
    return undefined;
  });
  for await (const _ of iterator);
  return { blocks, invalidBlocks, failures };
}

/**
 * Takes records from a reader and pieces from a source. Written out rather than as a generator: a generator would cost as much per block
 * as reading it does.
 */
class BlockIterator<B> implements AsyncIterableIterator<B> {
  readonly #options: ReadCardSeriesOptions;
  readonly #limits: XmlLimits;
  readonly #withValues: boolean;
  /** Makes a block of a record, or `undefined` to go on without giving one out. */
  readonly #convert: (record: XmlRecord<CardSeries>) => B | undefined;
  readonly #source: SourcePieces;
  #reader: RecordReader<CardSeries> | undefined;
  #last: Promise<unknown> | undefined;
  #done = false;

  constructor(
    source: CardSeriesSource,
    options: ReadCardSeriesOptions,
    withValues: boolean,
    convert: (record: XmlRecord<CardSeries>) => B | undefined,
  ) {
    this.#source = openSource(source);
    this.#options = options;
    this.#limits = resolveLimits(options.limits);
    this.#withValues = withValues;
    this.#convert = convert;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<B>> {
    // Whoever asks before the last answer came has to wait for it.
    if (this.#last !== undefined) return this.#inTurn(() => this.#take());
    try {
      const block = this.#nextBlock();
      if (block !== undefined) return Promise.resolve({ done: false, value: block });
    } catch (error) {
      return this.#inTurn(() => this.#fail(error));
    }
    return this.#inTurn(() => this.#take());
  }

  return(): Promise<IteratorResult<B>> {
    return this.#inTurn(() => this.#finish());
  }

  #inTurn(step: () => Promise<IteratorResult<B>>): Promise<IteratorResult<B>> {
    const result = this.#last === undefined ? step() : this.#last.then(step, step);
    this.#last = result;
    const settle = (): void => {
      if (this.#last === result) this.#last = undefined;
    };
    result.then(settle, settle);
    return result;
  }

  async #take(): Promise<IteratorResult<B>> {
    try {
      for (;;) {
        const block = this.#nextBlock();
        if (block !== undefined) return { done: false, value: block };
        if (this.#done) return { done: true, value: undefined };
        const piece = await untilAborted(this.#source.next(), this.#options.signal);
        this.#reader ??= this.#createReader();
        if (piece !== undefined) this.#reader.push(piece);
        else {
          this.#reader.end();
          const last = this.#nextBlock();
          if (last !== undefined) return { done: false, value: last };
          return await this.#finish();
        }
      }
    } catch (error) {
      return this.#fail(error);
    }
  }

  #nextBlock(): B | undefined {
    if (this.#done) return undefined;
    for (let record = this.#reader?.next(); record !== undefined; record = this.#reader?.next()) {
      const block = this.#convert(record);
      if (block !== undefined) return block;
    }
    return undefined;
  }

  #createReader(): RecordReader<CardSeries> {
    const { encoding } = this.#source;
    return new RecordReader(cardSeriesFormat, {
      limits: this.#limits,
      values: this.#withValues,
      fast: true,
      ...(encoding !== undefined && { encoding }),
    });
  }

  async #finish(): Promise<IteratorResult<B>> {
    this.#done = true;
    await this.#source.close();
    return { done: true, value: undefined };
  }

  async #fail(error: unknown): Promise<never> {
    this.#done = true;
    // The fault found is what matters, not one from closing.
    const closed = this.#source.close().catch(() => undefined);
    // A source that was being waited for may take for ever to close.
    if (this.#options.signal?.aborted !== true) await closed;
    throw error instanceof XmlError ? unreadable(error) : error;
  }
}

function resolveLimits(limits: Partial<XmlLimits> = {}): XmlLimits {
  const resolve = (name: keyof XmlLimits): number => {
    const limit = limits[name] ?? DEFAULT_XML_LIMITS[name];
    if (!(limit >= 0)) throw new RangeError(`limits.${name} must be a number from 0 up`);
    return limit;
  };
  return { depth: resolve("depth"), attributes: resolve("attributes"), text: resolve("text") };
}

function judge(
  record: XmlRecord<CardSeries>,
  rules: CardSeriesRules | undefined,
): CardSeriesBlock | InvalidCardSeriesBlock {
  const { value, number, start, end, line, column } = record;
  if (value === undefined) return asInvalid(record, record.issues);
  const result = rules?.check(value);
  if (result === undefined) return { valid: true, value, number, start, end, line, column, notes: NO_NOTES };
  if (result.issues.length > 0) return asInvalid(record, placed(result.issues, record));
  const notes = result.notes.length === 0 ? NO_NOTES : placed(result.notes, record);
  return { valid: true, value, number, start, end, line, column, notes };
}

const NO_NOTES: readonly CardSeriesIssue[] = [];

function placed(
  issues: readonly ValidationIssue[],
  { line, column }: { readonly line: number; readonly column: number },
): CardSeriesIssue[] {
  return issues.map(({ path, keyword, expected, message }) => ({ path, keyword, expected, message, line, column }));
}

function asInvalid(record: XmlRecord<CardSeries>, issues: readonly CardSeriesIssue[]): InvalidCardSeriesBlock {
  const { number, start, end, line, column } = record;
  return { valid: false, number, start, end, line, column, issues };
}

function invalidBlock({ number, line, column, issues }: InvalidCardSeriesBlock): CardSeriesError {
  const [first] = issues;
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : "";
  return new CardSeriesError(`block ${number} is invalid: ${first?.message ?? "unknown"}${more}`, {
    code: "CARD_SERIES_INVALID_BLOCK",
    help: 'Correct the block, or read with onInvalid: "yield" to go on to the next.',
    issues,
    blockNumber: number,
    line: first?.line ?? line,
    column: first?.column ?? column,
  });
}

const HELP: Readonly<Record<Exclude<CardSeriesErrorCode, `CARD_SERIES_${string}`>, string>> = {
  XML_NOT_WELL_FORMED: "The file is not XML from this place on; it may be cut off or damaged.",
  XML_NAMESPACE: "Declare the prefix, or leave it out: CardSeriesMaintenance uses no namespaces.",
  XML_INVALID: "The root must be <CardSeriesMaintenance>, holding nothing but <CardSeries> blocks, at least one.",
  XML_DOCTYPE: "Remove the document type declaration; no entities but the predefined ones are read.",
  XML_VERSION: 'Write version="1.0".',
  XML_ENCODING: "Save the file as UTF-8, UTF-16 or ISO-8859-1, and declare that very encoding.",
  XML_LIMIT: "The file asks for more than the limits allow; see the option limits.",
};

function unreadable(error: XmlError): CardSeriesError {
  const { code, message, line, column } = error;
  return new CardSeriesError(message, { code, help: HELP[code], line, column, cause: error });
}
