import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isNode, LineCounter, parseDocument } from "yaml";
import { SpecError } from "../../problem.ts";
import type { Json } from "../model/json.ts";
import type { Place } from "../model/schema.ts";
import { pointerTo, pointerTokens } from "./pointer.ts";

/** One file of a specification: its value, and where in the text each part of it stands. */
export interface SpecDocument {
  readonly path: string;
  readonly value: Json;
  locate(pointer: string): Place;
}

/** Parses YAML or JSON (which is YAML). Syntax errors and duplicate keys are refused with line and column. */
export function parseSpec(path: string, text: string): SpecDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true, prettyErrors: false });
  const faults = [...document.errors, ...document.warnings];
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
  const refuse = (pointer: string, message: string, remedy: string): never => {
    throw new SpecError([{ ...locate(pointer), message, remedy }]);
  };
  refuseWhatJsonCannotHold(value, refuse);
  return { path, value, locate };
}

function plainValue(document: ReturnType<typeof parseDocument>, path: string): Json {
  try {
    return document.toJS({ maxAliasCount: 100 }) as Json;
  } catch (error) {
    // The parser's own guard against documents that grow without end when their aliases are written out.
    const remedy = "Use $ref instead of YAML aliases.";
    throw new SpecError([
      { file: path, pointer: "", line: 1, column: 1, message: `${(error as Error).message}.`, remedy },
    ]);
  }
}

type Refuse = (pointer: string, message: string, remedy: string) => never;

function refuseWhatJsonCannotHold(value: Json, refuse: Refuse, pointer = "", around: readonly Json[] = []): void {
  if (typeof value === "number" && !Number.isFinite(value)) {
    refuse(pointer, `JSON has no number ${value}.`, "Write a number that a double can hold, or leave it out.");
  }
  if (typeof value !== "object" || value === null) return;
  if (around.includes(value)) refuse(pointer, "An alias leads back to what it stands in.", "Use $ref for recursion.");
  for (const [key, member] of Object.entries(value)) {
    refuseWhatJsonCannotHold(member, refuse, pointerTo(pointer, key), [...around, value]);
  }
}

/** The files of a specification, read once each as references lead to them. Only files on disk: no network. */
export class DocumentSet {
  readonly #documents = new Map<string, SpecDocument>();

  constructor(root: SpecDocument) {
    this.#documents.set(root.path, root);
  }

  /** Returns the document that `file` names as seen from `from`, or undefined when it cannot be read. */
  open(from: SpecDocument, file: string): SpecDocument | undefined {
    if (file === "") return from;
    const path = join(dirname(from.path), file).replaceAll("\\", "/");
    const known = this.#documents.get(path);
    if (known) return known;
    let text: string;
    try {
      text = readFileSync(path, "utf8");
    } catch {
      return undefined;
    }
    const document = parseSpec(path, text);
    this.#documents.set(path, document);
    return document;
  }
}
