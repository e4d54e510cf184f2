import { cardSeriesFormat } from "../../../generated/card-series/format.gen.ts";
import type { CardSeries } from "../../../generated/card-series/types.gen.ts";
import { ConfigurationError } from "../../errors/configuration-error.ts";
import type { ValidationIssue } from "../../errors/validation-issue.ts";
import type { RecordPlace, XmlRecord } from "../../xml/record-format.ts";
import { RecordIterator, type RecordIteratorOptions } from "../../xml/record-iterator.ts";
import type { RecordSource } from "../../xml/record-source.ts";
import { localName } from "../../xml/schema-model.ts";
import type { XmlErrorCode, XmlLimits } from "../../xml/xml-error.ts";
import type { CardSeriesBlock, CardSeriesIssue, InvalidCardSeriesBlock } from "./card-series-block.ts";
import { CardSeriesError } from "./card-series-error.ts";
import { type CardSeriesRuleOptions, CardSeriesRules } from "./rules.ts";

/**
 * What a batch file is read from: a file by its path or file URL, its bytes, its text, or a stream or any other
 * iterable of bytes or text.
 */
export type CardSeriesSource = RecordSource;

/** Options of {@link readCardSeries}. */
export interface ReadCardSeriesOptions {
  /**
   * What to do with a block that breaks the schema or a rule: `"stop"` throws at the first one, `"yield"` yields it as
   * an {@link InvalidCardSeriesBlock} and continues. A document that is not well-formed XML always ends the reading.
   * Default `"stop"`.
   */
  readonly onInvalid?: "stop" | "yield";
  /** Options of the rules beside the schema, or `false` to check the schema only. Default: all rules. */
  readonly rules?: CardSeriesRuleOptions | false;
  /** Limits of the document. Default: 64 levels, 64 attributes, 1,048,576 UTF-16 code units in a text or tag. */
  readonly limits?: Partial<XmlLimits>;
  /** Ends the reading when it aborts. */
  readonly signal?: AbortSignal;
}

/**
 * Reads the blocks of a CardSeriesMaintenance file one after the other, in constant memory, each checked against the
 * schema (`spec/card-series-maintenance.xsd`) and the rules of ORCE's guide.
 *
 * Amounts are decimal texts, dates and times are texts; nothing is rounded. RTPTransaction and Customer may come in
 * either order.
 *
 * @throws CardSeriesError `CARD_SERIES_INVALID_BLOCK` for the first invalid block, unless `onInvalid` is `"yield"`;
 * `XML_NOT_WELL_FORMED`, `XML_NAMESPACE`, `XML_INVALID`, `XML_DOCTYPE`, `XML_VERSION`, `XML_ENCODING` or `XML_LIMIT`
 * for a document that cannot be read; each names line and column. The blocks before it have been yielded.
 * @throws ConfigurationError `CARD_SERIES_OPTIONS` for an invalid option.
 * @throws UsageError `CARD_SERIES_SOURCE` for anything that is not a source.
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
  if (onInvalid !== "stop" && onInvalid !== "yield") {
    throw new ConfigurationError(`Invalid onInvalid ${String(onInvalid)}`, {
      code: "CARD_SERIES_OPTIONS",
      help: 'Set onInvalid to "stop" or "yield", or leave it out.',
    });
  }
  const rules = options.rules === false ? undefined : new CardSeriesRules(options.rules);
  return new RecordIterator(cardSeriesFormat, source, {
    ...options,
    ...readingOf(cardSeriesFormat),
    values: true,
    convert: (record) => {
      const block = judge(record, rules);
      if (!block.valid && onInvalid === "stop") throw invalidBlock(block);
      return block;
    },
  });
}

/** How reading a batch file fails. */
export function readingOf(names: Names): Pick<RecordIteratorOptions<unknown, unknown>, "unreadable" | "errors"> {
  return {
    unreadable: (error) => {
      const { code, message, line, column } = error;
      return new CardSeriesError(message, { code, help: helpFor(code, names), line, column, cause: error });
    },
    errors: { source: { code: "CARD_SERIES_SOURCE", of: "a batch file" }, options: "CARD_SERIES_OPTIONS" },
  };
}

/** The names of a schema, expanded. */
interface Names {
  readonly root: string;
  readonly record: string;
}

const maxFailures = 100;

/** The result of {@link validateCardSeries}. */
export interface CardSeriesValidation {
  readonly blocks: number;
  readonly invalidBlocks: number;
  /** The first hundred invalid blocks. */
  readonly failures: readonly InvalidCardSeriesBlock[];
}

/**
 * Checks a batch file against the schema only, without the rules and without creating objects: the fastest way to find
 * out whether it is valid.
 *
 * @throws as {@link readCardSeries} does for a document that cannot be read, an invalid option and an invalid source.
 */
export async function validateCardSeries(
  source: CardSeriesSource,
  options: Omit<ReadCardSeriesOptions, "onInvalid" | "rules"> = {},
): Promise<CardSeriesValidation> {
  const failures: InvalidCardSeriesBlock[] = [];
  let invalidBlocks = 0;
  let blocks = 0;
  const iterator = new RecordIterator(cardSeriesFormat, source, {
    ...options,
    ...readingOf(cardSeriesFormat),
    values: false,
    convert: (record) => {
      blocks++;
      if (record.issues.length === 0) return undefined;
      invalidBlocks++;
      if (failures.length < maxFailures) failures.push(asInvalid(record, record.issues));
      return undefined;
    },
  });
  for await (const _ of iterator);
  return { blocks, invalidBlocks, failures };
}

function judge(
  record: XmlRecord<CardSeries>,
  rules: CardSeriesRules | undefined,
): CardSeriesBlock | InvalidCardSeriesBlock {
  const { value, number, start, end, line, column } = record;
  if (value === undefined) return asInvalid(record, record.issues);
  const result = rules?.check(value);
  if (result === undefined) return { valid: true, value, number, start, end, line, column, notes: noNotes };
  if (result.issues.length > 0) return asInvalid(record, placed(result.issues, record));
  const notes = result.notes.length === 0 ? noNotes : placed(result.notes, record);
  return { valid: true, value, number, start, end, line, column, notes };
}

const noNotes: readonly CardSeriesIssue[] = [];

function placed(
  issues: readonly ValidationIssue[],
  { line, column }: { readonly line: number; readonly column: number },
): CardSeriesIssue[] {
  return issues.map(({ path, keyword, expected, message }) => ({ path, keyword, expected, message, line, column }));
}

/** Returns the block of a record with issues. */
export function asInvalid(record: RecordPlace, issues: readonly CardSeriesIssue[]): InvalidCardSeriesBlock {
  const { number, start, end, line, column } = record;
  return { valid: false, number, start, end, line, column, issues };
}

function invalidBlock({ number, line, column, issues }: InvalidCardSeriesBlock): CardSeriesError {
  const [first] = issues;
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : "";
  return new CardSeriesError(`Block ${number} is invalid: ${first?.message ?? "unknown"}${more}`, {
    code: "CARD_SERIES_INVALID_BLOCK",
    help: 'Correct the block, or read with onInvalid: "yield" to continue with the next one.',
    issues,
    blockNumber: number,
    line: first?.line ?? line,
    column: first?.column ?? column,
  });
}

const help: Readonly<Record<XmlErrorCode, string>> = {
  XML_NOT_WELL_FORMED: "The file is not XML from this place on: it may be cut off or damaged.",
  XML_NAMESPACE: "Declare the prefix, or leave it out: CardSeriesMaintenance uses no namespaces.",
  XML_INVALID: "The root must be <CardSeriesMaintenance> and hold <CardSeries> blocks only, at least one.",
  XML_DOCTYPE: "Remove the document type declaration: only the predefined entities are read.",
  XML_VERSION: 'Write version="1.0".',
  XML_ENCODING: "Save the file as UTF-8, UTF-16 or ISO-8859-1, and declare the encoding it has.",
  XML_LIMIT: "The file exceeds a limit; if it is valid, raise the limit with the option limits.",
};

function helpFor(code: XmlErrorCode, { root, record }: Names): string {
  if (root === cardSeriesFormat.root) return help[code];
  if (code === "XML_NAMESPACE") return "Declare the prefix, or correct it.";
  if (code === "XML_INVALID") return `The root must be <${localName(root)}> and hold <${localName(record)}> blocks.`;
  return help[code];
}
