import { InvalidArgumentError } from "commander";
import { type BlockField, blockFields } from "../card-series-maintenance/file/block-fields.ts";

/** Reads a positive integer. */
export function count(text: string): number {
  if (!/^[1-9][0-9]{0,14}$/.test(text)) throw new InvalidArgumentError("Expected a positive integer.");
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
    throw new InvalidArgumentError(`Expected FIELD=TEXT, where FIELD is one of ${blockFields.join(", ")}.`);
  }
  return { ...before, [name]: text.slice(split + 1) };
}

/** Reads the name of a field, collected over all uses of an option. */
export function fieldName(text: string, before: readonly BlockField[] = []): readonly BlockField[] {
  const name = blockFields.find((one) => one.toLowerCase() === text.toLowerCase());
  if (name === undefined) throw new InvalidArgumentError(`Expected one of ${blockFields.join(", ")}.`);
  return [...before, name];
}

/** Collects the texts of all uses of an option. */
export function texts(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/** Reads a port; 0 stands for a free one. */
export function port(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new InvalidArgumentError("Expected a port from 0 to 65535.");
}
