import { type Problem, SpecError } from "../../problem.ts";
import type { Json } from "../model/json.ts";
import type { Place } from "../model/schema.ts";
import { annotationWords } from "./keywords.ts";
import { pointerTo, pointerTokens } from "./pointer.ts";

/** Annotations for one schema of a document that may not be edited. */
export interface OverlayEntry {
  readonly file: string;
  readonly pointer: string;
  readonly words: { readonly [word: string]: Json };
  /** Tells of something that is wrong with the entry, at its place in the overlay. */
  problem(message: string, remedy: string): Problem;
}

interface ParsedOverlay {
  readonly value: Json;
  locate(pointer: string): Place;
}

/**
 * Reads an overlay: an object with JSON pointers to schemas, and below each the annotations that it gets. A pointer into another
 * file than the document at `root` has `FILE#` before it.
 */
export function readOverlay({ value, locate }: ParsedOverlay, root: string): readonly OverlayEntry[] {
  const problems: Problem[] = [];
  const problemAt = (pointer: string) => (message: string, remedy: string) => ({ ...locate(pointer), message, remedy });
  const remedy = "Write JSON pointers of schemas, and below each the annotations that it gets.";
  if (!isObject(value)) throw new SpecError([problemAt("")("An overlay is expected to be an object", remedy)]);
  const entries = Object.entries(value).map(([name, words]): OverlayEntry => {
    const at = pointerTo("", name);
    const [, file = root, pointer = ""] = /^(?:(.*)#)?(.*)$/.exec(name) ?? [];
    if (!isObject(words)) problems.push(problemAt(at)("Annotations are expected to be an object", remedy));
    const annotations = isObject(words) ? words : {};
    for (const word of Object.keys(annotations).filter((each) => !annotationWords.has(each))) {
      const listed = `Write one of ${[...annotationWords].join(", ")}.`;
      problems.push(problemAt(pointerTo(at, word))(`${word} is not an annotation`, listed));
    }
    return { file: file || root, pointer, words: annotations, problem: problemAt(at) };
  });
  if (problems.length > 0) throw new SpecError(problems);
  return entries;
}

/** Returns a value with the annotations added; an entry that leads to no schema is refused. */
export function withOverlay(value: Json, entries: readonly OverlayEntry[]): Json {
  return entries.reduce((edited, entry) => {
    const result = annotated(edited, pointerTokens(entry.pointer), entry);
    if (result !== undefined) return result;
    const remedy = "Name a schema where it is written; not where $ref refers to it.";
    throw new SpecError([entry.problem(`There is no schema at ${entry.pointer || "(root)"}`, remedy)]);
  }, value);
}

function annotated(value: Json, [token, ...rest]: readonly string[], entry: OverlayEntry): Json | undefined {
  if (token === undefined)
    return isObject(value) && !Object.hasOwn(value, "$ref") ? { ...value, ...entry.words } : undefined;
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, token)) return undefined;
  const member = annotated((value as { readonly [key: string]: Json })[token] ?? null, rest, entry);
  if (member === undefined) return undefined;
  if (Array.isArray(value)) return value.map((item: Json, index) => (String(index) === token ? member : item));
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, name === token ? member : each]));
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
