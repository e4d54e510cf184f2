import { InvalidArgumentError } from "commander";
import { type BlockField, blockFields } from "../card-series-maintenance/jobs/rows/row-mapping.ts";

/** Reads a whole number from 1. */
export function count(text: string): number {
  if (!/^[1-9][0-9]{0,14}$/.test(text)) throw new InvalidArgumentError("It is no whole number from 1.");
  return Number(text);
}

/** Reads `FIELD=TEXT`, collected over all uses of an option. */
export function field(
  text: string,
  before: { readonly [field in BlockField]?: string } = {},
): { readonly [field in BlockField]?: string } {
  const split = text.indexOf("=");
  const name = blockFields.find((one) => one.toLowerCase() === text.slice(0, split).toLowerCase());
  if (split < 1 || name === undefined) {
    throw new InvalidArgumentError(`Write FIELD=..., FIELD being one of ${blockFields.join(", ")}.`);
  }
  return { ...before, [name]: text.slice(split + 1) };
}
