import type { PatternAutomaton } from "../../../src/xml/linear-pattern.ts";
import type { Primitive, SimpleTypeDefinition, TypeIndex } from "../../../src/xml/schema-model.ts";
import { SimpleType } from "../../../src/xml/simple-type.ts";
import { type BuiltinType, builtinTypes } from "../read/builtin-types.ts";
import { checkAttributes } from "../read/schema-syntax.ts";
import type { XmlElement } from "../read/xml-tree.ts";
import { XsdError, XsdRefusal } from "../read/xsd-error.ts";
import { emitPattern } from "./pattern/emit-pattern.ts";
import { parsePattern } from "./pattern/parse-pattern.ts";
import { type Pattern, PatternError, PatternTooLarge, UndefinedEscape } from "./pattern/pattern.ts";
import { patternAutomaton } from "./pattern/pattern-automaton.ts";

/** A simple type while it is compiled: its definition and the facets that no derived type may change. */
export interface CompiledSimpleType {
  readonly definition: SimpleTypeDefinition;
  readonly fixed: ReadonlySet<string>;
  /** The trees of its patterns: of every inner list, at least one must match. */
  readonly patterns: readonly (readonly Pattern[])[];
  /** The derivations that it excludes. */
  readonly final?: ReadonlySet<string>;
}

type FacetName = keyof typeof applicablePrimitives;
type Bound = "minInclusive" | "minExclusive" | "maxInclusive" | "maxExclusive";

const orderedPrimitives: readonly Primitive[] = [
  "decimal",
  "date",
  "dateTime",
  "time",
  "float",
  "double",
  "duration",
  "gYearMonth",
  "gYear",
  "gMonthDay",
  "gDay",
  "gMonth",
];
const countedPrimitives: readonly Primitive[] = ["string", "hexBinary", "base64Binary", "anyURI", "QName"];
const applicablePrimitives = {
  length: countedPrimitives,
  minLength: countedPrimitives,
  maxLength: countedPrimitives,
  pattern: ["boolean", ...countedPrimitives, ...orderedPrimitives],
  enumeration: [...countedPrimitives, ...orderedPrimitives],
  whiteSpace: ["boolean", ...countedPrimitives, ...orderedPrimitives],
  minInclusive: orderedPrimitives,
  minExclusive: orderedPrimitives,
  maxInclusive: orderedPrimitives,
  maxExclusive: orderedPrimitives,
  totalDigits: ["decimal"],
  fractionDigits: ["decimal"],
} as const satisfies Readonly<Record<string, readonly Primitive[]>>;

const listFacets: readonly string[] = ["length", "minLength", "maxLength", "pattern", "enumeration", "whiteSpace"];
const unionFacets: readonly string[] = ["pattern", "enumeration"];

function applies(kind: FacetName, base: SimpleTypeDefinition): boolean {
  if (base.item !== undefined) return listFacets.includes(kind);
  if (base.members !== undefined) return unionFacets.includes(kind);
  return (applicablePrimitives[kind] as readonly Primitive[]).includes(base.primitive);
}

/** Names the kind of a simple type in a message. */
function kindOf({ item, members, primitive }: SimpleTypeDefinition): string {
  if (item !== undefined) return "a list";
  return members !== undefined ? "a union" : primitive === "any" ? "anySimpleType" : primitive;
}

/** The names of the facet elements, for the content of a restriction. */
export const facetNames: readonly string[] = Object.keys(applicablePrimitives);

const whiteSpaceModes = ["preserve", "replace", "collapse"] as const;

/** Compiles the built-in types, each after its base, and adds them: `add` returns the index that a type got. */
export function addBuiltinTypes(add: (name: string, type: CompiledSimpleType) => TypeIndex): void {
  const added = new Map<string, Base>();
  for (const builtin of builtinTypes) {
    const parent = builtin.base === undefined ? undefined : added.get(builtin.base);
    if (builtin.base !== undefined && parent === undefined)
      throw new Error(`xs:${builtin.name} is listed before its base xs:${builtin.base}`);
    const item = builtin.itemName === undefined ? undefined : added.get(builtin.itemName);
    const type = compileBuiltin(builtin, parent, item);
    added.set(builtin.name, { type, index: add(builtin.name, type) });
  }
}

/** The type that another one restricts. */
interface Base {
  readonly type: CompiledSimpleType;
  readonly index: TypeIndex;
}

function compileBuiltin(
  { name, base: _, pattern, itemName: __, ...facets }: BuiltinType,
  base: Base | undefined,
  item: Base | undefined,
): CompiledSimpleType {
  const parent = base?.type;
  const tree = pattern === undefined ? undefined : parsePattern(pattern);
  const definition: SimpleTypeDefinition = {
    primitive: "any",
    whiteSpace: "preserve",
    ...parent?.definition,
    ...facets,
    ...(item !== undefined && { item: item.index }),
    kind: "simple",
    name: `{http://www.w3.org/2001/XMLSchema}${name}`,
    ...(base !== undefined && { base: base.index }),
    ...(tree !== undefined && { patterns: [...(parent?.definition.patterns ?? []), [emitPattern(tree)]] }),
  };
  // XML Schema fixes white space for everything but strings, and the fraction digits of integers.
  const fixed = new Set(parent?.fixed);
  if (definition.whiteSpace === "collapse" && definition.primitive !== "string") fixed.add("whiteSpace");
  if (definition.fractionDigits !== undefined) fixed.add("fractionDigits");
  const inherited = parent?.patterns ?? [];
  return { definition, fixed, patterns: tree === undefined ? inherited : [...inherited, [tree]] };
}

/** Derives a simple type by restriction, and checks every facet against the base and the other facets. */
export function restrictSimpleType(
  { definition: base, fixed: baseFixed, patterns: basePatterns }: CompiledSimpleType,
  { type: baseType, index: baseIndex }: { readonly type: SimpleType; readonly index: TypeIndex },
  facets: readonly XmlElement[],
  name: string | undefined,
): CompiledSimpleType {
  const own = new Map<FacetName, { value: string; place: XmlElement }>();
  const patterns: Pattern[] = [];
  const enumeration: string[] = [];
  const fixed = new Set(baseFixed);
  for (const facet of facets) {
    const kind = facet.local as FacetName;
    const repeatable = kind === "pattern" || kind === "enumeration";
    const attributes = checkAttributes(facet, repeatable ? { value: "any" } : { value: "any", fixed: "boolean" });
    const value = attributes.value;
    if (value === undefined) throw new XsdError(`<${kind}> needs a value`, facet);
    if (!applies(kind, base)) throw new XsdError(`${kind} does not apply to ${kindOf(base)}`, facet);
    if (kind === "pattern") patterns.push(compilePattern(value, facet));
    else if (kind === "enumeration") enumeration.push(enumerationValue(baseType, value, facet));
    else {
      if (own.has(kind)) throw new XsdError(`${kind} is given twice`, facet);
      own.set(kind, { value: value.trim(), place: facet });
      if ("fixed" in attributes && isTrue(attributes.fixed)) fixed.add(kind);
    }
  }
  const definition: { -readonly [K in keyof SimpleTypeDefinition]: SimpleTypeDefinition[K] } = {
    ...base,
    base: baseIndex,
  };
  delete definition.name;
  if (name !== undefined) definition.name = name;
  if (patterns.length > 0) {
    const step = base.patterns?.length ?? 0;
    definition.patterns = [...(base.patterns ?? []), patterns.map(emitPattern)];
    const automata = patterns.flatMap((pattern, option) => {
      const automaton = compileAutomaton(
        pattern,
        facets.filter(({ local }) => local === "pattern")[option] ?? facets[0],
      );
      return automaton === undefined ? [] : [{ step, option, automaton }];
    });
    if (automata.length > 0) definition.automata = [...(base.automata ?? []), ...automata];
  }
  if (enumeration.length > 0) definition.enumeration = enumeration;

  const whiteSpace = own.get("whiteSpace");
  if (whiteSpace !== undefined) {
    const mode = whiteSpaceModes.find((one) => one === whiteSpace.value);
    if (mode === undefined) throw new XsdError(`"${whiteSpace.value}" is not a white space mode`, whiteSpace.place);
    if (whiteSpaceModes.indexOf(mode) < whiteSpaceModes.indexOf(base.whiteSpace))
      throw new XsdError(`whiteSpace cannot be loosened from ${base.whiteSpace} to ${mode}`, whiteSpace.place);
    definition.whiteSpace = mode;
  }
  for (const facet of ["length", "minLength", "maxLength", "totalDigits", "fractionDigits"] as const) {
    const given = own.get(facet);
    if (given !== undefined) definition[facet] = restrictCount(facet, given.value, base, given.place);
  }
  for (const facet of ["minInclusive", "minExclusive", "maxInclusive", "maxExclusive"] as const) {
    const given = own.get(facet);
    if (given === undefined) continue;
    const limit = baseType.normalize(given.value);
    // An exclusive bound may be repeated from the base, although it is outside the value space itself.
    const inherited = facet.endsWith("Exclusive") ? base[facet] : undefined;
    if (inherited === undefined || !baseType.equal(inherited, limit)) validValue(baseType, limit, given.place);
    if (!own.has(oppositeBound[facet])) delete definition[oppositeBound[facet]];
    definition[facet] = limit;
  }
  const place = facets[0];
  if (place !== undefined) checkTogether(definition, base, own, place);
  for (const facet of baseFixed) {
    const given = own.get(facet as FacetName);
    if (given !== undefined && !sameFacet(facet as FacetName, base, definition, baseType))
      throw new XsdError(`${facet} is fixed by the base type`, given.place);
  }
  return { definition, fixed, patterns: patterns.length === 0 ? basePatterns : [...basePatterns, patterns] };
}

const oppositeBound = {
  minInclusive: "minExclusive",
  minExclusive: "minInclusive",
  maxInclusive: "maxExclusive",
  maxExclusive: "maxInclusive",
} as const satisfies Readonly<Record<Bound, Bound>>;

function sameFacet(
  facet: FacetName,
  base: SimpleTypeDefinition,
  derived: SimpleTypeDefinition,
  type: SimpleType,
): boolean {
  if (facet === "pattern" || facet === "enumeration") return true;
  const before = base[facet];
  const after = derived[facet];
  return before === after || (typeof before === "string" && typeof after === "string" && type.equal(before, after));
}

function restrictCount(
  facet: "length" | "minLength" | "maxLength" | "totalDigits" | "fractionDigits",
  text: string,
  base: SimpleTypeDefinition,
  place: XmlElement,
): number {
  if (!/^(?:\+?[0-9]+|-0+)$/.test(text)) throw new XsdError(`"${text}" is not a non-negative integer`, place);
  const value = Math.abs(Number(text));
  if (facet === "totalDigits" && value === 0) throw new XsdError("totalDigits must be positive", place);
  const inherited = base[facet];
  if (inherited !== undefined) {
    if (facet === "length" && value !== inherited) throw new XsdError(`length must stay ${inherited}`, place);
    if (facet === "minLength" && value < inherited)
      throw new XsdError(`minLength is below the base type's ${inherited}`, place);
    if (facet !== "length" && facet !== "minLength" && value > inherited)
      throw new XsdError(`${facet} is above the base type's ${inherited}`, place);
  }
  return value;
}

/** The constraints between facets (XML Schema part 2, "Constraints on … Schema Components" of each facet). */
function checkTogether(
  type: SimpleTypeDefinition,
  base: SimpleTypeDefinition,
  own: ReadonlyMap<FacetName, { place: XmlElement }>,
  place: XmlElement,
): void {
  const fail = (reason: string): never => {
    throw new XsdError(reason, place);
  };
  const { length, minLength = 0, maxLength = Number.POSITIVE_INFINITY } = type;
  if (own.has("length") && (own.has("minLength") || own.has("maxLength")))
    fail("length cannot be combined with minLength or maxLength");
  if (length !== undefined) {
    // With a length, minLength and maxLength may only repeat what an ancestor without that length defines.
    for (const facet of ["minLength", "maxLength"] as const)
      if (own.has(facet) && type[facet] !== base[facet]) fail(`length cannot be combined with ${facet}`);
    if (length < minLength || length > maxLength) fail("length is outside minLength and maxLength");
  }
  if (minLength > maxLength) fail("minLength is above maxLength");
  if ((type.fractionDigits ?? 0) > (type.totalDigits ?? Number.POSITIVE_INFINITY))
    fail("fractionDigits is above totalDigits");
  for (const [inclusive, exclusive] of [
    ["minInclusive", "minExclusive"],
    ["maxInclusive", "maxExclusive"],
  ] as const)
    if (own.has(inclusive) && own.has(exclusive)) fail(`${inclusive} and ${exclusive} cannot be combined`);
  const lower = type.minInclusive ?? type.minExclusive;
  const upper = type.maxInclusive ?? type.maxExclusive;
  if (lower === undefined || upper === undefined) return;
  const order = new SimpleType(type).compare(lower, upper);
  // Bounds without a value between them are errors if they cross, or are equal and only one of them is inclusive.
  const mayMeet = (type.minInclusive === undefined) === (type.maxInclusive === undefined);
  if (order === undefined || order < 0 || (order === 0 && mayMeet)) return;
  const areBothOwn = [...own.keys()].filter((facet) => facet.endsWith("clusive")).length === 2;
  // If one of them is inherited, other validators accept equal bounds.
  if (order === 0 && !areBothOwn) throw new XsdRefusal("bounds equal to those of the base type", place);
  fail("The lower bound is above the upper bound");
}

/** Returns a value of an enumeration as it is kept: qualified names with their namespace. */
function enumerationValue(type: SimpleType, text: string, place: XmlElement): string {
  const value = validValue(type, text, place);
  return type.usesPrefixes ? type.expand(value, place.resolve) : value;
}

function validValue(type: SimpleType, text: string, place: XmlElement): string {
  const value = type.normalize(text);
  const broken = type.check(value, place.resolve);
  if (broken !== undefined)
    throw new XsdError(`"${text}" is not a value of the base type: expected ${broken.expected}`, place);
  return value;
}

function refusedPattern(place: XmlElement): XsdRefusal {
  return new XsdRefusal(
    "very large pattern",
    place,
    "The pattern has too many ways to match a text to be checked in linear time",
  );
}

/** The automaton of a pattern that needs one. */
function compileAutomaton(pattern: Pattern, place: XmlElement | undefined): PatternAutomaton | undefined {
  try {
    return patternAutomaton(pattern);
  } catch (error) {
    if (error instanceof PatternTooLarge && place !== undefined) throw refusedPattern(place);
    throw error;
  }
}

function compilePattern(text: string, place: XmlElement): Pattern {
  try {
    return parsePattern(text);
  } catch (error) {
    if (error instanceof PatternTooLarge) throw refusedPattern(place);
    if (error instanceof UndefinedEscape)
      throw new XsdRefusal("undefined escape", place, `${error.message} of XML Schema 1.0, and validators differ`);
    if (error instanceof PatternError)
      throw new XsdError(`Invalid pattern at character ${error.position + 1}: ${error.message}`, place);
    throw error;
  }
}

function isTrue(value: string | undefined): boolean {
  return value === "true" || value === "1";
}
