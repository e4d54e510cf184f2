import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isNode, LineCounter, parseDocument } from "yaml";
import { type Omission, type Problem, SpecError } from "../../problem.ts";
import type { Json } from "../model/json.ts";
import type { Place } from "../model/schema.ts";
import { Findings } from "./findings.ts";
import { withOmissions } from "./omissions.ts";
import { type OverlayEntry, withOverlay } from "./overlay.ts";
import { pointerTo, pointerTokens } from "./pointer.ts";
import type { ReadOptions } from "./read-options.ts";

/** One file of a specification: its value, and where in the text each part of it stands. */
export interface SpecDocument {
  readonly path: string;
  /** What it stands for, when it is read instead of what the network would give. */
  readonly url?: string;
  readonly value: Json;
  locate(pointer: string): Place;
}

/** Parses YAML or JSON (which is YAML). Syntax errors and duplicate keys are refused with line and column. */
export function parseSpec(path: string, text: string): SpecDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true, prettyErrors: false });
  // After the first fault of syntax, the YAML parser takes what follows for something else.
  const broken = document.errors.find(({ code }) => code !== "DUPLICATE_KEY");
  const twice = document.errors.filter(({ code }) => code === "DUPLICATE_KEY");
  const faults = broken === undefined ? [...twice, ...document.warnings] : [broken];
  if (faults.length > 0) {
    throw new SpecError(
      faults.map((fault) => {
        const { line, col } = lines.linePos(fault.pos[0]);
        const remedy = "Correct the YAML or JSON syntax here.";
        return { file: path, pointer: "", line, column: col, message: fault.message, remedy };
      }),
    );
  }

  const locate = (pointer: string): Place => {
    // A part that came through an alias has no node of its own: the nearest part above it tells the place.
    for (let tokens = pointerTokens(pointer); ; tokens = tokens.slice(0, -1)) {
      const node = document.getIn(tokens, true);
      if (isNode(node) && node.range) {
        const { line, col } = lines.linePos(node.range[0]);
        return { file: path, pointer, line, column: col };
      }
      if (tokens.length === 0) return { file: path, pointer, line: 1, column: 1 };
    }
  };
  const value = plainValue(document, path);
  const problems = [...beyondJson(value)].map(({ pointer, ...problem }) => ({ ...locate(pointer), ...problem }));
  if (problems.length > 0) throw new SpecError(problems);
  return { path, value, locate };
}

function plainValue(document: ReturnType<typeof parseDocument>, path: string): Json {
  try {
    return document.toJS({ maxAliasCount: 100 }) as Json;
  } catch (error) {
    // The parser's own guard against documents that grow without end when their aliases are written out.
    const problem = { message: (error as Error).message, remedy: "Use $ref instead of YAML aliases." };
    throw new SpecError([{ file: path, pointer: "", line: 1, column: 1, ...problem }]);
  }
}

type Finding = Pick<Problem, "pointer" | "message" | "remedy">;

/** What YAML can say and JSON cannot. */
function* beyondJson(value: Json, pointer = "", around: readonly Json[] = []): Generator<Finding> {
  if (typeof value === "number" && !Number.isFinite(value)) {
    const remedy = "Write a number that a double can hold, or leave it out.";
    yield { pointer, message: `JSON has no number ${value}`, remedy };
  }
  if (typeof value !== "object" || value === null) return;
  if (around.includes(value)) {
    yield { pointer, message: "An alias leads back to what it stands in", remedy: "Use $ref for recursion." };
    return;
  }
  for (const [key, member] of Object.entries(value))
    yield* beyondJson(member, pointerTo(pointer, key), [...around, value]);
}

/** What belongs to one run of the reader, beside the document itself. */
export interface DocumentSetOptions extends Pick<ReadOptions, "refs"> {
  /** What is left out of the documents. */
  readonly omissions?: readonly Omission[];
  /** Annotations that are added to the documents. */
  readonly annotations?: readonly OverlayEntry[];
}

/** The files of a specification, read once each as references lead to them. Only files on disk: no network. */
export class DocumentSet {
  readonly findings: Findings = new Findings();
  /** What references have led to, by file and pointer. */
  readonly visited: Set<string> = new Set();
  /** The references into the network that a reader wanted to follow. */
  readonly requested: Set<string> = new Set();
  readonly root: SpecDocument;
  readonly omissions: readonly Omission[];
  readonly #annotations: readonly OverlayEntry[];
  readonly #refs: readonly (readonly [url: string, path: string])[];
  readonly #documents = new Map<string, SpecDocument>();

  constructor(root: SpecDocument, { refs = {}, omissions = [], annotations = [] }: DocumentSetOptions = {}) {
    this.omissions = omissions;
    this.#annotations = annotations;
    this.#refs = Object.entries(refs);
    this.root = this.#edited(root);
    this.#documents.set(root.path, this.root);
  }

  /** The annotations for files that no reference has led to. */
  get unusedAnnotations(): readonly OverlayEntry[] {
    return this.#annotations.filter(({ file }) => !this.#documents.has(file));
  }

  /** Returns the document that `file` names as seen from `from`, or undefined when it cannot be read. */
  open(from: SpecDocument, file: string): SpecDocument | undefined {
    if (file === "") return from;
    const url = isUrl(file) ? file : from.url === undefined ? undefined : new URL(file, from.url).href;
    const given = this.#given(url ?? file);
    if (given === undefined && isUrl(file)) return undefined;
    const path = given ?? join(dirname(from.path), file).replaceAll("\\", "/");
    const known = this.#documents.get(path);
    if (known) return known;
    let text: string;
    try {
      text = readFileSync(path, "utf8");
    } catch {
      return undefined;
    }
    const document = this.#edited({ ...parseSpec(path, text), ...(url !== undefined && { url }) });
    this.#documents.set(path, document);
    return document;
  }

  /** The file given on the command line for a URL, or for the folder that it is in. */
  #given(url: string): string | undefined {
    for (const [prefix, path] of this.#refs) {
      if (prefix === url) return path;
      if (prefix.endsWith("/") && url.startsWith(prefix))
        return join(path, url.slice(prefix.length)).replaceAll("\\", "/");
    }
    return undefined;
  }

  #edited(document: SpecDocument): SpecDocument {
    const here = this.omissions.filter(({ file }) => file === document.path);
    const annotations = this.#annotations.filter(({ file }) => file === document.path);
    const value = annotations.length === 0 ? document.value : withOverlay(document.value, annotations);
    return { ...document, value: here.length === 0 ? value : withOmissions(value, here) };
  }
}

/** Whether a reference leads out of the files on disk. */
export function isUrl(reference: string): boolean {
  return /^[a-z][a-z\d+.-]+:/i.test(reference);
}
