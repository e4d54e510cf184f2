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
export function kindsOf(
  schema: Schema,
  { definitions }: SchemaTree,
  within: readonly TypeKind[] = allKinds,
  seen: ReadonlySet<string> = new Set(),
): readonly TypeKind[] {
  if (schema.never) return [];
  if (schema.ref !== undefined) {
    const target = definitions.get(schema.ref);
    if (target === undefined || seen.has(schema.ref)) return within;
    return kindsOf(target, { root: "", definitions }, within, new Set([...seen, schema.ref]));
  }
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
  const tree = { root: "", definitions };
  for (const part of schema.allOf ?? []) keep(kindsOf(part, tree, kinds, seen));
  for (const branches of [schema.anyOf, schema.oneOf]) {
    if (branches) keep(branches.flatMap((branch) => kindsOf(branch, tree, kinds, seen)));
  }
  return kinds;
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
