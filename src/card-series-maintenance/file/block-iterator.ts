import { cardSeriesFormat } from "../../../generated/card-series/format.gen.ts";
import type { CardSeries } from "../../../generated/card-series/types.gen.ts";
import { ConfigurationError } from "../../errors/configuration-error.ts";
import { untilAborted } from "../../timing/abort.ts";
import type { XmlRecord } from "../../xml/record-format.ts";
import { RecordReader } from "../../xml/record-reader.ts";
import { defaultXmlLimits, XmlError, type XmlLimits } from "../../xml/xml-error.ts";
import { CardSeriesError, type CardSeriesErrorCode } from "./card-series-error.ts";
import { type CardSeriesSource, openSource, type SourcePieces } from "./card-series-source.ts";

/** Options of {@link BlockIterator}. */
interface BlockIteratorOptions<B> {
  readonly limits?: Partial<XmlLimits>;
  readonly signal?: AbortSignal;
  /** Whether to create the objects of the blocks; checking alone is faster. */
  readonly values: boolean;
  /** Turns a record into a block, or returns `undefined` to continue without yielding one. */
  readonly convert: (record: XmlRecord<CardSeries>) => B | undefined;
}

/**
 * Iterates over the blocks of a source. Written out rather than as a generator, which would cost as much per block as
 * reading it does.
 */
export class BlockIterator<B> implements AsyncIterableIterator<B> {
  readonly #signal: AbortSignal | undefined;
  readonly #limits: XmlLimits;
  readonly #withValues: boolean;
  readonly #convert: (record: XmlRecord<CardSeries>) => B | undefined;
  readonly #source: SourcePieces;
  #reader: RecordReader<CardSeries> | undefined;
  #last: Promise<unknown> | undefined;
  #done = false;

  constructor(source: CardSeriesSource, options: BlockIteratorOptions<B>) {
    this.#source = openSource(source);
    this.#signal = options.signal;
    this.#limits = resolveLimits(options.limits);
    this.#withValues = options.values;
    this.#convert = options.convert;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<B>> {
    // A call before the last one was answered has to wait for it.
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
        const piece = await untilAborted(this.#source.next(), this.#signal);
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
    // The first error is the one to report, not one from closing.
    const closed = this.#source.close().catch(() => undefined);
    // A source with a pending read may take for ever to close.
    if (this.#signal?.aborted !== true) await closed;
    throw error instanceof XmlError ? unreadable(error) : error;
  }
}

function resolveLimits(limits: Partial<XmlLimits> = {}): XmlLimits {
  const resolve = (name: keyof XmlLimits): number => {
    const limit = limits[name] ?? defaultXmlLimits[name];
    if (!(limit >= 0)) {
      throw new ConfigurationError(`Invalid limits.${name} ${String(limit)}`, {
        code: "CARD_SERIES_OPTIONS",
        help: `Set limits.${name} to a number that is not negative, or leave it out.`,
      });
    }
    return limit;
  };
  return { depth: resolve("depth"), attributes: resolve("attributes"), text: resolve("text") };
}

const help: Readonly<Record<Exclude<CardSeriesErrorCode, `CARD_SERIES_${string}`>, string>> = {
  XML_NOT_WELL_FORMED: "The file is not XML from this place on: it may be cut off or damaged.",
  XML_NAMESPACE: "Declare the prefix, or leave it out: CardSeriesMaintenance uses no namespaces.",
  XML_INVALID: "The root must be <CardSeriesMaintenance> and hold <CardSeries> blocks only, at least one.",
  XML_DOCTYPE: "Remove the document type declaration: only the predefined entities are read.",
  XML_VERSION: 'Write version="1.0".',
  XML_ENCODING: "Save the file as UTF-8, UTF-16 or ISO-8859-1, and declare the encoding it has.",
  XML_LIMIT: "The file exceeds a limit; if it is valid, raise the limit with the option limits.",
};

function unreadable(error: XmlError): CardSeriesError {
  const { code, message, line, column } = error;
  return new CardSeriesError(message, { code, help: help[code], line, column, cause: error });
}
