import { InvalidArgumentError } from "commander";

/** Reads a positive integer. */
export function count(text: string): number {
  if (!/^[1-9][0-9]{0,14}$/.test(text)) throw new InvalidArgumentError("Expected a positive integer.");
  return Number(text);
}

/** Reads `FIELD=TEXT`, collected over all uses of an option. */
export function field(
  text: string,
  before: { readonly [field: string]: string } = {},
): { readonly [field: string]: string } {
  const split = text.indexOf("=");
  if (split < 1) throw new InvalidArgumentError("Expected FIELD=TEXT.");
  return { ...before, [text.slice(0, split)]: text.slice(split + 1) };
}

/** Collects the texts of all uses of an option. */
export function texts(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/** Reads a TCP port; 0 stands for a free one. */
export function port(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new InvalidArgumentError("Expected a port from 0 to 65535.");
}
