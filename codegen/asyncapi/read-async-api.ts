import type { SpecFile } from "../generated-file.ts";
import type { Contract } from "./model/contract.ts";
import { checkDocument } from "./read/check-document.ts";
import { readContract } from "./read/contract-reader.ts";
import { Cursor } from "./read/cursor.ts";
import { DocumentSet, parseSpec } from "./read/document.ts";
import type { ReadOptions } from "./read/schema-reader.ts";

// Code and pages are made from one file in one run: it is read once.
const contracts = new WeakMap<SpecFile, Promise<Contract>>();

/** Reads an AsyncAPI document into the model; throws a SpecError naming place and remedy when it cannot be expressed. */
export function readAsyncApi(source: SpecFile, options: ReadOptions = {}): Promise<Contract> {
  const known = contracts.get(source) ?? read(source, options);
  contracts.set(source, known);
  return known;
}

async function read({ path, text }: SpecFile, options: ReadOptions): Promise<Contract> {
  const document = parseSpec(path, text);
  await checkDocument(document, text);
  return readContract(new Cursor(new DocumentSet(document), document, "", document.value), options);
}

export type { ReadOptions };
