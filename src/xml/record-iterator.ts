import { ConfigurationError } from "../errors/configuration-error.ts";
import type { ErrorCode } from "../errors/error-code.ts";
import { untilAborted } from "../timing/abort.ts";
import type { RecordFormat, XmlRecord } from "./record-format.ts";
import { RecordReader } from "./record-reader.ts";
import { openSource, type RecordSource, type SourceError, type SourcePieces } from "./record-source.ts";
import { defaultXmlLimits, XmlError, type XmlLimits } from "./xml-error.ts";

/** Options of {@link RecordIterator}. */
export interface RecordIteratorOptions<T, B> {
  readonly limits?: Partial<XmlLimits>;
  readonly signal?: AbortSignal;
  /** Whether to create the objects of the records; checking alone is faster. */
  readonly values: boolean;
  /** Whether generated code may read records in the usual form. Default: true. */
  readonly fast?: boolean;
  /** Turns a record into what is yielded, or returns `undefined` to continue without yielding anything. */
  readonly convert: (record: XmlRecord<T>) => B | undefined;
  /** Is given what stands around the records, at the end of the document. */
  readonly onEnvelope?: (envelope: unknown) => void;
  /** Makes the error to throw for a document that cannot be read. Default: that error itself. */
  readonly unreadable?: (error: XmlError) => Error;
  readonly errors: { readonly source: SourceError; readonly options: ErrorCode };
}

/**
 * Iterates over the records of a source. Written out rather than as a generator, which would cost as much per record as
 * reading it does.
 */
export class RecordIterator<T, B> implements AsyncIterableIterator<B> {
  readonly #format: RecordFormat<T>;
  readonly #options: RecordIteratorOptions<T, B>;
  readonly #signal: AbortSignal | undefined;
  readonly #limits: XmlLimits;
  readonly #convert: (record: XmlRecord<T>) => B | undefined;
  readonly #source: SourcePieces;
  #reader: RecordReader<T> | undefined;
  #last: Promise<unknown> | undefined;
  #isEnded = false;
  #done = false;

  constructor(format: RecordFormat<T>, source: RecordSource, options: RecordIteratorOptions<T, B>) {
    this.#format = format;
    this.#options = options;
    this.#source = openSource(source, options.errors.source);
    this.#signal = options.signal;
    this.#limits = resolveLimits(options.limits, options.errors.options);
    this.#convert = options.convert;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<B>> {
    // A call before the last one was answered has to wait for it.
    if (this.#last !== undefined) return this.#inTurn(() => this.#take());
    try {
      const next = this.#nextRecord();
      if (next !== undefined) return Promise.resolve({ done: false, value: next });
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
        const next = this.#nextRecord();
        if (next !== undefined) return { done: false, value: next };
        if (this.#done) return { done: true, value: undefined };
        const piece = await untilAborted(this.#source.next(), this.#signal);
        this.#reader ??= this.#createReader();
        if (piece !== undefined) this.#reader.push(piece);
        else {
          if (!this.#isEnded) this.#reader.end();
          this.#isEnded = true;
          const last = this.#nextRecord();
          if (last !== undefined) return { done: false, value: last };
          return await this.#complete();
        }
      }
    } catch (error) {
      return this.#fail(error);
    }
  }

  #nextRecord(): B | undefined {
    if (this.#done) return undefined;
    for (let record = this.#reader?.next(); record !== undefined; record = this.#reader?.next()) {
      const converted = this.#convert(record);
      if (converted !== undefined) return converted;
    }
    return undefined;
  }

  #createReader(): RecordReader<T> {
    const { encoding } = this.#source;
    const { values, fast = true } = this.#options;
    return new RecordReader(this.#format, {
      limits: this.#limits,
      values,
      fast,
      ...(encoding !== undefined && { encoding }),
    });
  }

  /** Ends the reading at the end of the document. */
  async #complete(): Promise<IteratorResult<B>> {
    const envelope = this.#reader?.envelope;
    if (envelope !== undefined) this.#options.onEnvelope?.(envelope);
    return await this.#finish();
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
    throw error instanceof XmlError ? (this.#options.unreadable?.(error) ?? error) : error;
  }
}

function resolveLimits(limits: Partial<XmlLimits> = {}, code: ErrorCode): XmlLimits {
  const resolve = (name: keyof XmlLimits): number => {
    const limit = limits[name] ?? defaultXmlLimits[name];
    if (!(limit >= 0)) {
      throw new ConfigurationError(`Invalid limits.${name} ${String(limit)}`, {
        code,
        help: `Set limits.${name} to a number that is not negative, or leave it out.`,
      });
    }
    return limit;
  };
  return { depth: resolve("depth"), attributes: resolve("attributes"), text: resolve("text") };
}
