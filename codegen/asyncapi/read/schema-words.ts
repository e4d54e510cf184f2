import { SpecError } from "../../problem.ts";
import type { Json } from "../model/json.ts";
import { provenances } from "../model/provenance.ts";
import type { Annotations, Provenance, Schema } from "../model/schema.ts";
import type { Cursor } from "./cursor.ts";
import { annotationKeywords, foreignKeywords, limitKeywords, refusedKeywords, structureKeywords } from "./keywords.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Refuses a keyword that is not known, or that types and validators cannot both express. */
export function checkKeyword(keyword: string, member: Cursor, schema: Cursor): void {
  const isKnown = annotationKeywords.has(keyword) || structureKeywords.has(keyword) || limitKeywords.has(keyword);
  if (keyword.startsWith("x-") || isKnown) return;
  const condition = conditionFault(keyword, schema);
  if (condition !== undefined) {
    if (condition !== "") member.warn(condition, "Remove it, or complete the condition.");
    return;
  }
  if (foreignKeywords.has(keyword)) {
    const remedy = "Nothing has to be done. Begin it with x- to say that it is an extension.";
    member.warn(`${keyword} has no meaning for JSON and is left out`, remedy, `keyword ${keyword}`);
    return;
  }
  const remedy = refusedKeywords.get(keyword);
  if (remedy !== undefined) member.refuse(`${keyword} cannot be told in types`, remedy, "keyword");
  member.refuse(
    `${keyword} is not a keyword of AsyncAPI schemas`,
    "Correct its spelling, remove it, or begin it with x- when it is an extension.",
    "keyword",
  );
}

/** What is wrong with a part of a condition that is not refused as a whole; empty when another part tells it. */
function conditionFault(keyword: string, schema: Cursor): string | undefined {
  const says = (word: string) => schema.at(word).value !== undefined;
  if (keyword === "then" || keyword === "else") return says("if") ? "" : `${keyword} without if has no effect`;
  return keyword === "if" && !says("then") && !says("else") ? "if without then and else has no effect" : undefined;
}

/** Reads what a schema says beside what it allows. */
export function annotations(cursor: Cursor): Annotations {
  const notes: Mutable<Annotations> = {};
  const title = cursor.at("title").text();
  if (title !== undefined) notes.title = title;
  const description = cursor.at("description").text();
  if (description !== undefined) notes.description = description;
  if (cursor.at("deprecated").value === true) notes.deprecated = true;
  const fallback = cursor.at("default").value;
  if (fallback !== undefined) notes.default = fallback;
  const examples =
    cursor.at("examples").value ??
    (cursor.at("example").value === undefined ? undefined : [cursor.at("example").value as Json]);
  if (Array.isArray(examples)) notes.examples = examples;
  const provenance = cursor.at("x-provenance").text();
  if (provenance !== undefined) notes.provenance = provenance;
  checkProvenance(cursor.at("x-provenance"));
  const note = cursor.at("x-provenance-note").text();
  if (note !== undefined) notes.provenanceNote = note;
  const ofRequired = checkProvenance(cursor.at("x-provenance-required"));
  if (ofRequired !== undefined) notes.provenanceRequired = ofRequired;
  const ofLimits = checkProvenance(cursor.at("x-provenance-limits"));
  if (ofLimits !== undefined) notes.provenanceLimits = ofLimits;
  const facts = cursor.at("x-required-by-facts");
  if (facts.value !== undefined) notes.requiredByFacts = propertyNames(facts);
  if (cursor.at("x-error-codes").value === true) notes.errorCodes = true;
  return notes;
}

/** Warns of a provenance that is no word for one: it counts as none. */
function checkProvenance(cursor: Cursor): Provenance | undefined {
  const word = provenances.find((each) => each === cursor.value);
  if (word === undefined && cursor.value !== undefined)
    cursor.warn("Unknown provenance, which counts as none", `Write one of ${provenances.join(", ")}.`);
  return word;
}

/** Runs a check, keeps why it refuses, and lets the others run all the same. */
export type Attempt = (check: () => void) => void;

/** Reads the limits on values. */
export function limits(cursor: Cursor, attempt: Attempt): Schema["limits"] {
  const found: { [keyword: string]: number | string | boolean } = {};
  for (const keyword of limitKeywords.keys()) {
    const member = cursor.at(keyword);
    if (member.value !== undefined) attempt(() => (found[keyword] = limit(keyword, member)));
  }
  for (const [least, most] of bounds) {
    if (Number(found[least] ?? -Infinity) <= Number(found[most] ?? Infinity)) continue;
    const message = `No value can be valid here: ${least} is above ${most}`;
    attempt(() => cursor.at(least).refuse(message, `Correct ${least} or ${most}.`, "keyword"));
  }
  return found;
}

const bounds = [
  ["minLength", "maxLength"],
  ["minimum", "maximum"],
  ["minItems", "maxItems"],
  ["minProperties", "maxProperties"],
] as const;

function limit(keyword: string, member: Cursor): number | string | boolean {
  const { value } = member;
  const type = limitKeywords.get(keyword);
  if (typeof value !== type) member.refuse(`${keyword} is expected to be a ${type}`, `Write a ${type}.`, "keyword");
  if (/^(?:min|max)(?:Length|Items|Properties)$/.test(keyword) && !(Number.isInteger(value) && Number(value) >= 0)) {
    member.refuse(`${keyword} is expected to be a non-negative integer`, "Write 0, 1, 2 and so on.", "keyword");
  }
  if (keyword === "multipleOf" && Number(value) <= 0) {
    member.refuse("multipleOf is expected to be above 0", "Write a positive number.", "keyword");
  }
  if (keyword === "pattern") checkPattern(String(value), member, "keyword");
  return value as number | string | boolean;
}

/** Refuses a constant that JavaScript rounds: it would be another constant. */
export function refuseInexact(keyword: Cursor, cursor: Cursor = keyword): void {
  if (Number.isInteger(cursor.value) && !Number.isSafeInteger(cursor.value)) {
    const problem = cursor.problem("JavaScript cannot hold this integer exactly", "Send it as a string of digits.");
    throw new SpecError([{ ...problem, omission: keyword.omission("keyword") }]);
  }
  for (const item of cursor.items()) refuseInexact(keyword, item);
  for (const [, member] of cursor.members()) refuseInexact(keyword, member);
}

/** Refuses a regular expression that cannot be compiled; `what` can be left out then. */
export function checkPattern(pattern: string, member: Cursor, what: "keyword" | "member"): void {
  try {
    new RegExp(pattern, "u");
  } catch (error) {
    member.refuse(
      `The pattern does not compile: ${(error as Error).message}`,
      "Write it as an ECMAScript expression that is valid with the u flag.",
      what,
    );
  }
}

/** Reads a list of property names. */
export function propertyNames(cursor: Cursor, what: "keyword" | "member" = "keyword"): readonly string[] {
  const { value } = cursor;
  if (!Array.isArray(value))
    cursor.refuse("A list of property names is expected here", "Write an array of strings.", what);
  const listed = cursor.items().map((item) => item.text());
  const isText = (name: string | undefined): name is string => name !== undefined;
  if (!listed.every(isText)) cursor.refuse("A property name is expected here", "Write only strings.", what);
  return [...new Set(listed.filter(isText))];
}
