import { type SimpleTypeDefinition, type TypeIndex, typeAt } from "../../../src/xml/schema-model.ts";
import type { Pattern } from "../compile/pattern/pattern.ts";
import type { CompiledSchema } from "../compile/schema.ts";
import { type ByteState, byteAutomaton, bytesOf } from "./byte-automaton.ts";
import { literalPattern, primitivePattern, unsignedDecimal, withoutPoint } from "./primitive-patterns.ts";

/** How a recogniser reads the texts of a simple type, from the fastest way to the most general. */
export type Reading =
  | { readonly kind: "literal"; readonly text: string }
  /** Runs of bytes from one set after the other, each with its minimum and maximum length. */
  | { readonly kind: "runs"; readonly runs: readonly Run[] }
  | { readonly kind: "decimal"; readonly signed: boolean }
  | { readonly kind: "date" | "dateTime" | "time" }
  | { readonly kind: "automaton"; readonly states: readonly ByteState[] }
  | { readonly kind: "text"; readonly collapse: boolean; readonly min: number; readonly max: number }
  /** Scanned as text, then checked by the type itself. */
  | { readonly kind: "checked"; readonly collapse: boolean };

interface Run {
  /** `from, to` for each range of bytes. */
  readonly ranges: readonly number[];
  readonly min: number;
  readonly max: number;
}

/** Finds the fastest way to read the usual texts of a simple type. */
export function findReading({ model, patterns }: CompiledSchema, type: TypeIndex): Reading {
  const definition = typeAt(model, type);
  if (definition.kind !== "simple") throw new Error(`type ${type} is not simple`);
  const { primitive, enumeration, length, minLength, maxLength } = definition;
  const collapse = definition.whiteSpace === "collapse";
  const own = patterns.get(type) ?? [];
  const isText = primitive === "string" || primitive === "any";
  if (isText && own.length === 0 && enumeration === undefined)
    return {
      kind: "text",
      collapse,
      min: length ?? minLength ?? 0,
      max: length ?? maxLength ?? Number.POSITIVE_INFINITY,
    };
  if (!hasOnlyLexicalFacets(definition)) return { kind: "checked", collapse };
  if (own.length === 0 && enumeration === undefined) {
    if (primitive === "decimal" && definition.fractionDigits === undefined)
      return { kind: "decimal", signed: definition.minInclusive === undefined };
    if (primitive === "date" || primitive === "dateTime" || primitive === "time") return { kind: primitive };
  }
  const [only, ...others] = enumeration ?? [];
  if (own.length === 0 && only !== undefined && others.length === 0 && /^[!#-%'-;=?-\\^-~]+$/.test(only))
    return { kind: "literal", text: only };
  const [step, ...more] = own;
  const [pattern, ...alternatives] = step ?? [];
  if (isText && enumeration === undefined && pattern !== undefined && alternatives.length + more.length === 0) {
    const runs = findRuns(pattern);
    if (runs !== undefined) return { kind: "runs", runs };
  }
  const usual =
    primitive === "decimal" && definition.minInclusive === "0" ? unsignedDecimal : primitivePattern(primitive);
  const constraints: Pattern[] = [
    ...(usual === undefined ? [] : [usual]),
    ...(definition.fractionDigits === undefined ? [] : [withoutPoint]),
    ...own.map((options) => ({ kind: "choice", options }) as const),
    ...(enumeration === undefined ? [] : [literalPattern(enumeration)]),
  ];
  const states = byteAutomaton(constraints, collapse);
  return states === undefined ? { kind: "checked", collapse } : { kind: "automaton", states };
}

/**
 * Turns a pattern into runs of bytes from sets, if no run can take bytes that a later one needs: then each may take all
 * it finds. The sets lose white space and the characters that may start markup, which a recogniser declines.
 */
function findRuns(pattern: Pattern): Run[] | undefined {
  const items = pattern.kind === "sequence" ? pattern.items : [pattern];
  const runs: (Run & { readonly bytes: ReadonlySet<number> })[] = [];
  for (const item of items) {
    const [set, min, max] = item.kind === "repeat" ? [item.item, item.min, item.max] : [item, 1, 1];
    if (set.kind !== "class" || max > 1000) return undefined;
    const bytes = bytesOf(set.class);
    for (const byte of ' <&]"') bytes.delete(byte.charCodeAt(0));
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
  if ([length, minLength, maxLength, totalDigits].some((facet) => facet !== undefined)) return false;
  const isNotBelowZero = type.minInclusive === "0" && primitive === "decimal";
  if (type.minInclusive !== undefined && !isNotBelowZero) return false;
  if ([type.minExclusive, type.maxInclusive, type.maxExclusive].some((facet) => facet !== undefined)) return false;
  // Zero fraction digits, as with integers, can be checked on the text.
  if (fractionDigits !== undefined && fractionDigits > 0) return false;
  return enumeration === undefined || primitive === "string";
}
