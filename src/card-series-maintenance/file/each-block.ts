import type { XmlLimits } from "../../xml/xml-error.ts";
import type { CardSeriesBlock, InvalidCardSeriesBlock } from "./card-series-block.ts";
import { readCardSeries } from "./read-card-series.ts";

/** A block of a batch file, valid or not. */
export type AnyBlock = CardSeriesBlock | InvalidCardSeriesBlock;

/**
 * Reads every block of a batch file, also those that the schema refuses. The rules beside the schema are not checked: a
 * block that breaks one was sent all the same.
 *
 * @throws what {@link readCardSeries} throws for a file that cannot be read to its end.
 */
export function eachBlock(
  path: string,
  {
    signal,
    limits,
  }: { readonly signal?: AbortSignal | undefined; readonly limits?: Partial<XmlLimits> | undefined } = {},
): AsyncIterableIterator<AnyBlock> {
  return readCardSeries(
    { path },
    {
      onInvalid: "yield",
      rules: false,
      ...(signal !== undefined && { signal }),
      ...(limits !== undefined && { limits }),
    },
  );
}
