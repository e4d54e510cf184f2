import type { SpecFile } from "../generated-file.ts";
import { type Omission, type Problem, SpecError } from "../problem.ts";
import type { Contract } from "./model/contract.ts";
import { Acceptance, leftOut } from "./read/acceptance.ts";
import {
  checkVersion,
  type Fault,
  parserFaults,
  reportFaults,
  reportNetworkReferences,
} from "./read/check-document.ts";
import { readContract } from "./read/contract-reader.ts";
import { Cursor } from "./read/cursor.ts";
import { DocumentSet, parseSpec, type SpecDocument } from "./read/document.ts";
import { readOverlay } from "./read/overlay.ts";
import type { ReadOptions } from "./read/read-options.ts";

// Code and pages are made from one file in one run: it is read once.
const contracts = new WeakMap<SpecFile, Map<string, Promise<Contract>>>();
const faultsOf = new WeakMap<SpecFile, Map<string, Promise<readonly Fault[]>>>();

/**
 * Reads an AsyncAPI document into the model. Throws a SpecError that names every place where it cannot be expressed, each with the
 * remedy; what does not touch the messages is among the `warnings` of the contract.
 */
export function readAsyncApi(source: SpecFile, options: ReadOptions = {}): Promise<Contract> {
  return once(contracts, source, { key: JSON.stringify(options), make: () => readAccepting(source, options) });
}

interface Once<T> {
  readonly key: string;
  make(): T;
}

function once<T>(known: WeakMap<SpecFile, Map<string, T>>, source: SpecFile, { key, make }: Once<T>): T {
  const made = known.get(source) ?? new Map<string, T>();
  known.set(source, made);
  const value = made.get(key) ?? make();
  made.set(key, value);
  return value;
}

/** Reads a document as often as there is something to leave out of it that is accepted. */
async function readAccepting(source: SpecFile, options: ReadOptions): Promise<Contract> {
  const document = parseSpec(source.path, source.text);
  const acceptance = new Acceptance(document, options.accept);
  const accepted = new Map<string, Problem>();
  for (;;) {
    const omissions = [...accepted.values()].flatMap((problem) => acceptance.omissionFor(problem) ?? []);
    const { contract, problems } = await readOnce(source, document, { ...options, omissions });
    const before = accepted.size;
    for (const problem of problems) {
      const omission = acceptance.omissionFor(problem);
      if (omission !== undefined && !accepted.has(omission.accept)) accepted.set(omission.accept, problem);
    }
    if (accepted.size > before) continue;
    if (problems.length > 0) throw new SpecError(problems.map((problem) => acceptance.explained(problem)));
    const warnings = [...contract.warnings, ...[...accepted.values()].map(leftOut), ...acceptance.unused];
    return { ...contract, warnings: warnings.sort(byPlace) };
  }
}

interface Reading {
  readonly contract: Contract;
  readonly problems: readonly Problem[];
}

interface Run extends ReadOptions {
  readonly omissions: readonly Omission[];
}

async function readOnce(source: SpecFile, document: SpecDocument, options: Run): Promise<Reading> {
  const { overlay, omissions, refs = {} } = options;
  const annotations = overlay && readOverlay(parseSpec(overlay.path, overlay.text), document.path);
  const given = { refs, ...(annotations && { annotations }) };
  const documents = new DocumentSet(document, { ...given, omissions });
  const root = new Cursor(documents, documents.root, "", documents.root.value);
  checkVersion(documents);
  // What is left out can only take faults away, so the parser, which takes most of the time, runs once.
  const make = () => parserFaults(new DocumentSet(document, given));
  const faults = await once(faultsOf, source, { key: JSON.stringify(refs), make });
  const contract = readContract(root, options);
  reportFaults(root, faults);
  reportNetworkReferences(root);
  const remedy = "Name the file by its path as problems show it, as seen from the working directory.";
  for (const { file, problem } of documents.unusedAnnotations)
    documents.findings.add([problem(`No reference leads to the file ${file}`, remedy)]);
  const problems = [...documents.findings.problems].sort(byPlace);
  return { contract: { ...contract, warnings: documents.findings.warnings }, problems };
}

function byPlace(a: Problem, b: Problem): number {
  return a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1;
}

export type { ReadOptions };
