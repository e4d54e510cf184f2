import type { Json } from "./json.ts";
import type { Kind, Schema, SchemaTree } from "./schema.ts";
import { isExclusive } from "./shape.ts";

/** A kind that types can tell apart: `integer` is a `number` to them. */
export type TypeKind = Exclude<Kind, "integer">;

export const allKinds: readonly TypeKind[] = ["null", "boolean", "number", "string", "array", "object"];

/** The kind of a JSON value. */
export function kindOf(value: Json): TypeKind {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value as "boolean" | "number" | "string" | "object";
}

/** The kinds of value that a schema leaves possible among `within`, by its own words and those of its parts. */
export function kindsOf(schema: Schema, tree: SchemaTree, within: readonly TypeKind[] = allKinds): readonly TypeKind[] {
  return new KindFinder(tree).find(schema, within);
}

class KindFinder {
  readonly #definitions: SchemaTree["definitions"];
  /** What is known of definitions: several parts may refer to one, and each of them to another, without end. */
  readonly #known = new Map<string, readonly TypeKind[]>();
  readonly #pending = new Set<string>();
  /** How often a definition that is being looked at was met again: what is found then holds for this way to it only. */
  #circles = 0;

  constructor({ definitions }: SchemaTree) {
    this.#definitions = definitions;
  }

  find(schema: Schema, within: readonly TypeKind[]): readonly TypeKind[] {
    if (schema.never) return [];
    if (schema.ref !== undefined) return this.#referred(schema.ref, within);
    let kinds = within;
    const keep = (allowed: readonly TypeKind[]) => {
      kinds = kinds.filter((kind) => allowed.includes(kind));
    };
    if (schema.type) keep(schema.type.map((kind) => (kind === "integer" ? "number" : kind)));
    const values = valuesOf(schema);
    if (values) keep(values.map(kindOf));
    // That a number is no integer is beyond types, which know numbers only.
    if (schema.not?.type) kinds = kinds.filter((kind) => !schema.not?.type?.some((excluded) => excluded === kind));
    // Only an object can lack a property; what is no object has every required property, and those of several alternatives.
    if (schema.not?.required || isExclusive(schema.oneOf)) keep(["object"]);
    for (const part of schema.allOf ?? []) keep(this.find(part, kinds));
    for (const branches of [schema.anyOf, schema.oneOf]) {
      if (branches) keep(branches.flatMap((branch) => this.find(branch, kinds)));
    }
    return kinds;
  }

  #referred(name: string, within: readonly TypeKind[]): readonly TypeKind[] {
    const known = this.#known.get(name);
    if (known !== undefined) return within.filter((kind) => known.includes(kind));
    const target = this.#definitions.get(name);
    if (this.#pending.has(name)) this.#circles++;
    if (target === undefined || this.#pending.has(name)) return within;
    this.#pending.add(name);
    const before = this.#circles;
    const kinds = this.find(target, allKinds);
    this.#pending.delete(name);
    if (this.#circles === before || this.#pending.size === 0) this.#known.set(name, kinds);
    return within.filter((kind) => kinds.includes(kind));
  }
}

/** The values that `enum` and `const` leave, or undefined when neither is given. */
export function valuesOf({ enum: listed, const: constant, type }: Schema): readonly Json[] | undefined {
  let values = listed;
  if (constant) {
    const same = JSON.stringify(constant.value);
    values = listed === undefined || listed.some((value) => JSON.stringify(value) === same) ? [constant.value] : [];
  }
  const isAllowed = (value: Json) =>
    type === undefined || type.includes(kindOf(value)) || (type.includes("integer") && Number.isInteger(value));
  return values?.filter(isAllowed);
}
