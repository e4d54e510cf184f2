import { isDeepStrictEqual } from "node:util";
import type { Json } from "../asyncapi/model/json.ts";
import { kindOf } from "../asyncapi/model/kinds.ts";
import type { Schema, SchemaTree } from "../asyncapi/model/schema.ts";
import { isAnything } from "../asyncapi/model/shape.ts";
import { compareLimits } from "./compare-limits.ts";
import type { Difference } from "./difference.ts";
import { own } from "./flatten.ts";
import { normalize } from "./normalize.ts";
import type { RuleId } from "./rules.ts";

/** Compares two schemas by meaning: the names of definitions and the division into parts do not matter. */
export function compareSchemas(before: SchemaTree, after: SchemaTree): readonly Difference[] {
  const differences: Difference[] = [];
  const [from, to] = [before.definitions.get(before.root), after.definitions.get(after.root)];
  if (from && to) new Comparison(before, after, differences).compare(from, to);
  return differences;
}

class Comparison {
  readonly #before: SchemaTree;
  readonly #after: SchemaTree;
  readonly #found: Difference[];
  /** The pairs already being compared, so that the comparison of recursive schemas ends. */
  readonly #pairs = new Set<string>();

  constructor(before: SchemaTree, after: SchemaTree, found: Difference[]) {
    this.#before = before;
    this.#after = after;
    this.#found = found;
  }

  compare(from: Schema, to: Schema): void {
    const pair =
      from.ref === undefined && to.ref === undefined
        ? undefined
        : `${from.ref ?? from.at.pointer} ${to.ref ?? to.at.pointer}`;
    if (pair !== undefined) {
      if (this.#pairs.has(pair)) return;
      this.#pairs.add(pair);
    }
    const [old, now] = [normalize(from, this.#before), normalize(to, this.#after)];
    this.#notes(old, now);
    if (this.#types(old, now)) return;
    this.#values(old, now);
    this.#found.push(...compareLimits(old, now));
    this.#properties(old, now);
    this.#items(old, now);
    this.#combinations(old, now);
    if (meaning(old.not) !== meaning(now.not)) this.#add("exclusion-changed", now, "not");
  }

  #add(rule: RuleId, { at }: Schema, detail: string): void {
    this.#found.push({ rule, at, detail });
  }

  #notes(old: Schema, now: Schema): void {
    const [a, b] = [old.notes, now.notes];
    if (a.title !== b.title || a.description !== b.description) this.#add("text-changed", now, "title or description");
    if (!isDeepStrictEqual(a.examples, b.examples)) this.#add("examples-changed", now, "examples");
    if (!isDeepStrictEqual(a.default, b.default)) this.#add("default-changed", now, arrow(a.default, b.default));
    if (a.deprecated !== b.deprecated)
      this.#add("deprecation-changed", now, b.deprecated ? "deprecated" : "no longer deprecated");
    if (a.provenance !== b.provenance || a.provenanceNote !== b.provenanceNote) {
      this.#add("provenance-changed", now, arrow(a.provenance, b.provenance));
    }
  }

  /** Returns true if the types have nothing in common, so that comparing further would only repeat it. */
  #types(old: Schema, now: Schema): boolean {
    const [a, b] = [kinds(old), kinds(now)];
    const gone = a.filter((kind) => !accepts(b, kind));
    const added = b.filter((kind) => !accepts(a, kind));
    if (gone.length === 0 && added.length === 0) return false;
    const isApart = gone.length === a.length && added.length === b.length;
    const rule =
      gone.length > 0 && added.length > 0 ? "type-changed" : gone.length > 0 ? "type-narrowed" : "type-widened";
    this.#add(rule, now, `${a.join(", ")} → ${b.join(", ")}`);
    return isApart;
  }

  #values(old: Schema, now: Schema): void {
    if (old.const && now.const) {
      if (!isDeepStrictEqual(old.const, now.const))
        this.#add("const-changed", now, arrow(old.const.value, now.const.value));
    } else if (now.const) this.#add("const-added", now, JSON.stringify(now.const.value));
    else if (old.const) this.#add("const-removed", now, JSON.stringify(old.const.value));

    if (old.enum && now.enum) {
      for (const value of missing(old.enum, now.enum)) this.#add("enum-value-removed", now, JSON.stringify(value));
      for (const value of missing(now.enum, old.enum)) {
        // A received list is open to other values of the kinds that it lists, but not to other kinds.
        const isOfKnownKind = accepts(listedKinds(old), kindOf(value));
        this.#add(isOfKnownKind ? "enum-value-added" : "type-widened", now, JSON.stringify(value));
      }
    } else if (now.enum && !old.const) this.#add("enum-added", now, JSON.stringify(now.enum));
    else if (old.enum && !now.const) {
      const isOfKnownKind = kinds(now).every((kind) => accepts(listedKinds(old), kind));
      this.#add(isOfKnownKind ? "enum-removed" : "type-widened", now, JSON.stringify(old.enum));
    }
  }

  #properties(old: Schema, now: Schema): void {
    const [a, b] = [old.properties ?? {}, now.properties ?? {}];
    const [mustBefore, mustNow] = [new Set(old.required), new Set(now.required)];
    for (const name of new Set([...Object.keys(a), ...mustBefore, ...Object.keys(b), ...mustNow])) {
      const [from, to] = [own(a, name), own(b, name)];
      const wasKnown = from !== undefined || mustBefore.has(name);
      const isKnown = to !== undefined || mustNow.has(name);
      if (!isKnown) this.#add("property-removed", from ?? old, name);
      else if (!wasKnown) {
        this.#add(mustNow.has(name) ? "required-property-added" : "optional-property-added", to ?? now, name);
        // If further properties were allowed, it may already have been sent, as additionalProperties describes it.
        if (openness(old) !== "closed") this.#described(old.additionalProperties, to, now);
      } else if (mustBefore.has(name) !== mustNow.has(name)) {
        this.#add(mustNow.has(name) ? "property-made-required" : "property-made-optional", to ?? now, name);
      }
      if (wasKnown && isKnown) this.#described(from, to, now);
    }
    this.#further(old, now);
    for (const name of new Set([
      ...Object.keys(old.dependentRequired ?? {}),
      ...Object.keys(now.dependentRequired ?? {}),
    ])) {
      const [from, to] = [own(old.dependentRequired, name) ?? [], own(now.dependentRequired, name) ?? []];
      for (const needed of missing(to, from)) this.#add("dependency-added", now, `${name} requires ${String(needed)}`);
      for (const needed of missing(from, to))
        this.#add("dependency-removed", now, `${name} requires ${String(needed)}`);
    }
  }

  /** Compares properties that are not declared by name: patterns and additionalProperties. */
  #further(old: Schema, now: Schema): void {
    const [patternsBefore, patternsNow] = [old.patternProperties ?? {}, now.patternProperties ?? {}];
    for (const pattern of new Set([...Object.keys(patternsBefore), ...Object.keys(patternsNow)])) {
      this.#described(own(patternsBefore, pattern), own(patternsNow, pattern), now);
    }
    this.#described(old.propertyNames, now.propertyNames, now);
    const [wasOpen, isOpen] = [openness(old), openness(now)];
    if (wasOpen === "described" && isOpen === "described")
      this.#described(old.additionalProperties, now.additionalProperties, now);
    else if (wasOpen === "closed" && isOpen !== "closed") {
      this.#add("object-opened", now, "additionalProperties");
      // A property that was required but not described could be anything.
      const undescribed = old.required?.filter((name) => own(old.properties, name) === undefined) ?? [];
      if (isOpen === "described" && undescribed.length > 0) this.#add("schema-added", now, undescribed.join(", "));
    } else if (wasOpen !== "closed" && isOpen === "closed") this.#add("object-closed", now, "additionalProperties");
    else if (wasOpen !== isOpen)
      this.#add(isOpen === "described" ? "schema-added" : "schema-removed", now, "additionalProperties");
  }

  #items(old: Schema, now: Schema): void {
    this.#described(old.items, now.items, now);
    this.#described(old.contains, now.contains, now);
    const [a, b] = [old.prefixItems ?? [], now.prefixItems ?? []];
    if (a.length !== b.length) this.#add("tuple-changed", now, `${a.length} → ${b.length} items`);
    else for (const [index, from] of a.entries()) this.#described(from, b[index], now);
  }

  #described(from: Schema | undefined, to: Schema | undefined, parent: Schema): void {
    if (from && to) this.compare(from, to);
    else if (to && !isAnything(to)) this.#add("schema-added", to, "was anything");
    else if (from && !isAnything(from)) this.#add("schema-removed", parent, "can be anything");
  }

  #combinations(old: Schema, now: Schema): void {
    const hasBoth = ({ anyOf, oneOf }: Schema) => anyOf !== undefined && oneOf !== undefined;
    if (hasBoth(old) || hasBoth(now)) {
      this.#alternatives(without(old, "oneOf"), without(now, "oneOf"));
      this.#alternatives(without(old, "anyOf"), without(now, "anyOf"));
    } else this.#alternatives(old, now);
    const [before, after] = [old.allOf ?? [], now.allOf ?? []];
    if (!isDeepStrictEqual(before.map(meaning), after.map(meaning))) this.#add("combination-changed", now, "allOf");
    else for (const [index, part] of before.entries()) this.#described(part, after[index], now);
  }

  #alternatives(old: Schema, now: Schema): void {
    const [a, b] = [old.anyOf ?? old.oneOf, now.anyOf ?? now.oneOf];
    const isStricter = old.anyOf !== undefined && now.oneOf !== undefined && now.anyOf === undefined;
    const isLooser = old.oneOf !== undefined && now.anyOf !== undefined && now.oneOf === undefined;
    if (isStricter) this.#add("limit-tightened", now, "anyOf → oneOf");
    if (isLooser) this.#add("limit-loosened", now, "oneOf → anyOf");
    if (a === undefined || b === undefined) {
      if (b) this.#add("alternatives-added", now, `${b.length} alternatives`);
      else if (a) this.#add("alternatives-removed", now, `${a.length} alternatives`);
      return;
    }
    const flat = (list: readonly Schema[], tree: SchemaTree) =>
      list.map((branch) => ({ branch, shape: meaning(normalize(branch, tree)) }));
    const [before, after] = [flat(a, this.#before), flat(b, this.#after)];
    const gone = before.filter(({ shape }) => !after.some((other) => other.shape === shape));
    const added = after.filter(({ shape }) => !before.some((other) => other.shape === shape));
    // Alternatives that look alike may still differ in what they refer to.
    for (const { branch, shape } of before) {
      const alike = after.find((other) => other.shape === shape);
      if (alike) this.compare(branch, alike.branch);
    }
    // As many gone as new, in the same places: the alternatives themselves have changed.
    if (gone.length === added.length) {
      for (const [index, { branch }] of gone.entries()) this.#described(branch, added[index]?.branch, now);
      return;
    }
    for (const { branch } of gone) this.#add("alternative-removed", now, label(branch));
    for (const { branch } of added) this.#add("alternative-added", branch, label(branch));
  }
}

function openness({
  additionalProperties: rest,
  unevaluatedProperties,
  properties,
  patternProperties,
}: Schema): "open" | "described" | "closed" {
  if (rest?.never || unevaluatedProperties?.never) return "closed";
  if (rest) return isAnything(rest) ? "open" : "described";
  // An object that declares properties and does not mention others is closed for sending and open for receiving, in both
  // contracts.
  return Object.keys(properties ?? {}).length > 0 || patternProperties ? "closed" : "open";
}

function kinds({ type, const: constant, never }: Schema): readonly string[] {
  if (never) return [];
  // A constant says its type; one that is an integer is so by its value.
  if (constant && type === undefined) return [Number.isInteger(constant.value) ? "integer" : kindOf(constant.value)];
  return type ?? ["null", "boolean", "number", "string", "array", "object"];
}

function accepts(allowed: readonly string[], kind: string): boolean {
  return allowed.includes(kind) || (kind === "integer" && allowed.includes("number"));
}

/** Returns the kinds that an open list allows: its `type`, or the kinds of its values. */
function listedKinds({ type, enum: values }: Schema): readonly string[] {
  return type ?? values?.map(kindOf) ?? [];
}

// Only an optional member is removed, so the rest is still a schema.
function without(schema: Schema, keyword: "anyOf" | "oneOf"): Schema {
  return Object.fromEntries(Object.entries(schema).filter(([word]) => word !== keyword)) as unknown as Schema;
}

function missing(from: readonly Json[], other: readonly Json[]): readonly Json[] {
  return from.filter((value) => !other.some((each) => isDeepStrictEqual(each, value)));
}

function label({ ref, required, at }: Schema): string {
  return ref ?? (required ? `required ${required.join(", ")}` : at.pointer);
}

function arrow(from: Json | undefined, to: Json | undefined): string {
  return `${JSON.stringify(from) ?? "none"} → ${JSON.stringify(to) ?? "none"}`;
}

/** Returns a schema as text without places and annotations: equal for schemas with the same meaning. */
function meaning(schema: Schema | undefined): string | undefined {
  return JSON.stringify(schema, (key, value: unknown) => (key === "at" || key === "notes" ? undefined : value));
}
