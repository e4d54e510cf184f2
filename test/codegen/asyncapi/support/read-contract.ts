import type { Contract } from "../../../../codegen/asyncapi/model/contract.ts";
import { readContract } from "../../../../codegen/asyncapi/read/contract-reader.ts";
import { Cursor } from "../../../../codegen/asyncapi/read/cursor.ts";
import { DocumentSet, parseSpec } from "../../../../codegen/asyncapi/read/document.ts";
import type { ReadOptions } from "../../../../codegen/asyncapi/read-async-api.ts";
import { SpecError } from "../../../../codegen/problem.ts";

/** Reads the contract of a document without the AsyncAPI parser, which takes most of the time and has nothing to find here. */
export function contractFrom(text: string, options: ReadOptions = {}): Contract {
  const document = parseSpec("contract.yaml", text);
  const documents = new DocumentSet(document, { refs: options.refs ?? {} });
  const contract = readContract(new Cursor(documents, document, "", document.value), options);
  if (documents.findings.problems.length > 0) throw new SpecError(documents.findings.problems);
  return contract;
}
