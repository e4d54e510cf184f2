import type { RecordPlace } from "../../xml/record-format.ts";
import { RecordIterator } from "../../xml/record-iterator.ts";
import type { XmlLimits } from "../../xml/xml-error.ts";
import type { BatchContract } from "../contract/batch-contract.ts";
import { builtInBatchContract } from "../contract/built-in.ts";
import type { CardRequest } from "../contract/read-request.ts";
import type { BlockSource } from "./block-source.ts";
import type { InvalidCardSeriesBlock } from "./card-series-block.ts";
import { asInvalid, readingOf } from "./read-card-series.ts";

/** A block of a batch file, valid or not. */
export type AnyBlock = (RecordPlace & { readonly valid: true; readonly value: object }) | InvalidCardSeriesBlock;

/** Options of {@link eachBlock}. */
interface EachBlockOptions {
  /** Default: the built-in contract. */
  readonly contract?: BatchContract | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly limits?: Partial<XmlLimits> | undefined;
}

/**
 * Reads every block of a batch file, also those that the schema refuses. The rules beside the schema are not checked: a
 * block that breaks one was sent all the same.
 *
 * @throws what {@link readCardSeries} throws for a file that cannot be read to its end.
 */
export function eachBlock(
  path: string,
  { contract = builtInBatchContract, signal, limits }: EachBlockOptions = {},
): AsyncIterableIterator<AnyBlock> {
  return new RecordIterator<object, AnyBlock>(
    contract.schema,
    { path },
    {
      ...readingOf(contract.schema),
      values: true,
      ...(signal !== undefined && { signal }),
      ...(limits !== undefined && { limits }),
      convert: (record) => {
        const { value, number, start, end, line, column } = record;
        if (value === undefined) return asInvalid(record, record.issues);
        return { valid: true, value, number, start, end, line, column };
      },
    },
  );
}

/** Says what a block of a file asks for, also one that the schema refuses. */
export async function requestOf(
  block: AnyBlock,
  { contract, source }: { readonly contract: BatchContract; readonly source: BlockSource },
): Promise<CardRequest> {
  return block.valid ? contract.requestOf(block.value) : contract.readRequest(await source.read(block));
}
