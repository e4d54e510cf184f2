import {
  type SchemaModel,
  type SimpleTypeDefinition,
  type TypeDefinition,
  type TypeIndex,
  typeAt,
} from "../../../src/xml/schema-model.ts";
import { emitClass } from "../compile/pattern/emit-pattern.ts";
import type { Pattern } from "../compile/pattern/pattern.ts";
import type { CompiledSchema } from "../compile/schema.ts";
import { type ByteState, byteAutomaton, bytesOf } from "./byte-automaton.ts";
import { literalPattern, primitivePattern, unsignedDecimal, withoutPoint } from "./primitive-patterns.ts";

/** How a recogniser reads the texts of a simple type, from the fastest way to the most general. */
export type Reading =
  | PlainReading
  /** `keepsLines` says that line ends are part of the value. */
  | {
      readonly kind: "text";
      readonly collapse: boolean;
      readonly keepsLines: boolean;
      readonly min: number;
      readonly max: number;
    }
  /** Scanned as text, then checked by the type itself. */
  | { readonly kind: "checked"; readonly collapse: boolean };

/** A way to read texts that hold nothing but plain ASCII. */
export type PlainReading =
  | { readonly kind: "literal"; readonly text: string }
  /** Runs of bytes from one set after the other, each with its minimum and maximum length. */
  | ({ readonly kind: "runs"; readonly runs: readonly Run[] } & Lengths)
  /** `limits` are the source of an object. */
  | { readonly kind: "decimal"; readonly signed: boolean; readonly isInteger: boolean; readonly limits?: string }
  | { readonly kind: "date" | "dateTime" | "time" }
  | ({ readonly kind: "automaton"; readonly states: readonly ByteState[] } & Lengths);

interface Lengths {
  readonly min: number;
  readonly max: number;
  /** How to read texts that are not plain, if there may be some; the lengths are then checked, too. */
  readonly other?: { readonly collapse: boolean };
}

interface Run {
  /** `from, to` for each range of bytes. */
  readonly ranges: readonly number[];
  readonly min: number;
  readonly max: number;
}

/** Finds the fastest way to read the usual texts of a simple type; `undefined` if there is none. */
export function findReading({ model, patterns }: CompiledSchema, type: TypeIndex): Reading | undefined {
  const definition = typeAt(model, type);
  if (definition.kind !== "simple") return undefined;
  const { primitive, enumeration, length, minLength, maxLength, item, members } = definition;
  const collapse = definition.whiteSpace === "collapse" || members !== undefined;
  if (item !== undefined || members !== undefined) return { kind: "checked", collapse };
  const own = patterns.get(type) ?? [];
  const isText = primitive === "string" || primitive === "any";
  const lengths = { min: length ?? minLength ?? 0, max: length ?? maxLength ?? Number.POSITIVE_INFINITY };
  if (isText && own.length === 0 && enumeration === undefined)
    return { kind: "text", collapse, keepsLines: definition.whiteSpace === "preserve", ...lengths };
  if (primitive === "decimal" && enumeration === undefined) {
    const number = decimalReading(model, definition);
    if (number !== undefined) return number;
  }
  if (!hasOnlyLexicalFacets(definition)) return { kind: "checked", collapse };
  if (own.length === 0 && enumeration === undefined) {
    if (primitive === "date" || primitive === "dateTime" || primitive === "time") return { kind: primitive };
  }
  const [only, ...others] = enumeration ?? [];
  if (own.length === 0 && only !== undefined && others.length === 0 && /^[!#-%'-;=?-\\^-~]+$/.test(only))
    return { kind: "literal", text: only };
  const [step, ...more] = own;
  const [pattern, ...alternatives] = step ?? [];
  const mayBeOther =
    enumeration === undefined && (primitive === "anyURI" || own.some((options) => options.some(mayNotBePlain)));
  const all = { ...lengths, ...(mayBeOther && { other: { collapse } }) };
  if (isText && enumeration === undefined && pattern !== undefined && alternatives.length + more.length === 0) {
    const runs = findRuns(pattern, collapse);
    // With lengths and other texts both, one expression must check everything.
    if (runs !== undefined && !(mayBeOther && hasLengths(lengths))) return { kind: "runs", runs, ...all };
  }
  const usual =
    primitive === "decimal" && definition.minInclusive === "0" ? unsignedDecimal : primitivePattern(primitive);
  if (usual === undefined && !isText) return { kind: "checked", collapse };
  const constraints: Pattern[] = [
    ...(usual === undefined ? [] : [usual]),
    ...(definition.fractionDigits === undefined ? [] : [withoutPoint]),
    ...own.map((options) => ({ kind: "choice", options }) as const),
    ...(enumeration === undefined ? [] : [literalPattern(enumeration)]),
  ];
  const states = mayBeOther && hasLengths(lengths) ? undefined : byteAutomaton(constraints, collapse);
  return states === undefined ? { kind: "checked", collapse } : { kind: "automaton", states, ...all };
}

function hasLengths({ min, max }: { readonly min: number; readonly max: number }): boolean {
  return min > 0 || max < Number.POSITIVE_INFINITY;
}

/** Numbers with at most so many digits are compared exactly. */
const maxExactDigits = 15;

/** A decimal number without a pattern of its own. Its digits and bounds are checked on what was read. */
function decimalReading(model: SchemaModel, definition: SimpleTypeDefinition): Reading | undefined {
  const { totalDigits, fractionDigits, minInclusive, minExclusive, maxInclusive, maxExclusive } = definition;
  const integer = integerAbove(model, definition);
  // The pattern of integers is the only one that a scanner knows.
  if ((definition.patterns ?? []).length > (integer?.patterns ?? []).length) return undefined;
  const bounds = [minInclusive, minExclusive, maxInclusive, maxExclusive];
  const exact = bounds.map((bound) => (bound === undefined ? undefined : countDigits(bound) > maxExactDigits));
  const isInteger = integer !== undefined;
  const signed = minInclusive !== "0";
  const facets = {
    ...(totalDigits !== undefined && { totalDigits }),
    ...(fractionDigits !== undefined && !isInteger && { fractionDigits }),
    ...(minInclusive !== undefined && minInclusive !== "0" && { minInclusive: Number(minInclusive) }),
    ...(minExclusive !== undefined && { minExclusive: Number(minExclusive) }),
    ...(maxInclusive !== undefined && { maxInclusive: Number(maxInclusive) }),
    ...(maxExclusive !== undefined && { maxExclusive: Number(maxExclusive) }),
  };
  // Bounds with more digits, such as those of xs:long, allow every number of so few digits: others are declined.
  const isFar = exact.includes(true);
  if (isFar && bounds.some((bound, i) => exact[i] === true && Math.abs(Number(bound)) < 1e15)) return undefined;
  const safeDigits = isInteger ? digitsWithin([minInclusive, minExclusive], [maxInclusive, maxExclusive]) : 0;
  const hasFacets = Object.keys(facets).length > 0;
  return {
    kind: "decimal",
    signed,
    isInteger,
    ...(hasFacets && { limits: JSON.stringify({ ...facets, ...(safeDigits > maxExactDigits && { safeDigits }) }) }),
  };
}

/** `xs:integer`, where a type is derived from it. */
function integerAbove(model: SchemaModel, definition: SimpleTypeDefinition): SimpleTypeDefinition | undefined {
  for (let at: TypeDefinition = definition; at.kind === "simple"; at = typeAt(model, at.base)) {
    if (at.name === "{http://www.w3.org/2001/XMLSchema}integer") return at;
    if (at.base === undefined) return undefined;
  }
  return undefined;
}

/**
 * So many digits every integer may have, whatever they are, as with `xs:long`: card numbers have more digits than are compared,
 * but fewer than its bounds. A lower bound of 0 only rules out signs, which the scanner does.
 */
function digitsWithin(lower: readonly (string | undefined)[], upper: readonly (string | undefined)[]): number {
  const digitsOf = (bound: string): number => bound.replace(/^[+-]?0*|\..*$/g, "").length;
  const safe = [
    ...lower.flatMap((bound, i) =>
      bound === undefined || (bound === "0" && i === 0) ? [] : bound.startsWith("-") ? digitsOf(bound) - 1 : 0,
    ),
    ...upper.flatMap((bound) => (bound === undefined ? [] : bound.startsWith("-") ? 0 : digitsOf(bound) - 1)),
  ];
  return safe.length === 0 ? 0 : Math.min(...safe);
}

function countDigits(text: string): number {
  return text.replace(/[^0-9]/g, "").length;
}

/** Whether a pattern matches texts with characters that are not plain ASCII or that markup needs. */
function mayNotBePlain(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case "choice":
      return pattern.options.some(mayNotBePlain);
    case "sequence":
      return pattern.items.some(mayNotBePlain);
    case "repeat":
      return mayNotBePlain(pattern.item);
    case "class":
      return [...'é中&<"'].some((one) => new RegExp(`^${emitClass(pattern.class)}$`, "v").test(one));
    default:
      return pattern satisfies never;
  }
}

/**
 * Turns a pattern into runs of bytes from sets, if no run can take bytes that a later one needs: then each may take all
 * it finds. The sets lose the characters that may start markup, which a recogniser declines.
 */
function findRuns(pattern: Pattern, collapse: boolean): Run[] | undefined {
  const items = pattern.kind === "sequence" ? pattern.items : [pattern];
  const runs: (Run & { readonly bytes: ReadonlySet<number> })[] = [];
  for (const item of items) {
    const [set, min, max] = item.kind === "repeat" ? [item.item, item.min, item.max] : [item, 1, 1];
    if (set.kind !== "class" || max > 1000) return undefined;
    const bytes = bytesOf(set.class);
    // A run cannot tell a space inside from one at an end. One character is rarely a space.
    if (collapse && bytes.has(0x20) && max > 1) return undefined;
    if (collapse) bytes.delete(0x20);
    for (const byte of '<&]"') bytes.delete(byte.charCodeAt(0));
    const before = runs.at(-1);
    const isFixed = before !== undefined && before.min === before.max;
    // A run of variable length must not take bytes that belong to a later one.
    if (!isFixed && runs.some((run) => run.min !== run.max && [...run.bytes].some((byte) => bytes.has(byte))))
      return undefined;
    runs.push({ bytes, ranges: rangesOf(bytes), min, max });
  }
  return runs;
}

function rangesOf(bytes: ReadonlySet<number>): number[] {
  const ranges: number[] = [];
  for (const byte of [...bytes].sort((a, b) => a - b)) {
    if (ranges.at(-1) === byte - 1) ranges[ranges.length - 1] = byte;
    else ranges.push(byte, byte);
  }
  return ranges;
}

/**
 * Facets of values, rather than texts, need the parsed value; only "not below zero" is common enough for a fast form.
 */
function hasOnlyLexicalFacets(type: SimpleTypeDefinition): boolean {
  const { length, minLength, maxLength, totalDigits, fractionDigits, enumeration, primitive } = type;
  // The length of a plain text is the number of its bytes.
  const hasLength = [length, minLength, maxLength].some((facet) => facet !== undefined);
  if ((hasLength && primitive !== "string") || totalDigits !== undefined) return false;
  const isNotBelowZero = type.minInclusive === "0" && primitive === "decimal";
  if (type.minInclusive !== undefined && !isNotBelowZero) return false;
  if ([type.minExclusive, type.maxInclusive, type.maxExclusive].some((facet) => facet !== undefined)) return false;
  // Zero fraction digits, as with integers, can be checked on the text.
  if (fractionDigits !== undefined && fractionDigits > 0) return false;
  return enumeration === undefined || primitive === "string";
}
