import { kindsOf } from "../asyncapi/model/kinds.ts";
import type { Place, Schema, SchemaTree } from "../asyncapi/model/schema.ts";
import { flatten } from "../contract-diff/flatten.ts";

/** One step of the way to a field. */
interface Step {
  readonly name: string;
  /** Every value has it, and it is not null. */
  readonly isSure: boolean;
}

/** What a field holds, as far as a binding can use it. */
type Shape =
  | {
      readonly kind: "text";
      readonly isNumber: boolean;
      readonly isNullable: boolean;
      readonly values?: readonly string[];
    }
  /** A list of texts or numbers. */
  | { readonly kind: "texts"; readonly isNumber: boolean }
  /** A list of objects, with their fields. */
  | { readonly kind: "list"; readonly fields: readonly Field[] }
  /** A map of texts. */
  | { readonly kind: "map" }
  | { readonly kind: "other" };

/** A field of a payload that holds no further fields, or a list. */
export interface Field {
  readonly steps: readonly Step[];
  readonly shape: Shape;
  readonly schema: Schema;
  readonly at: Place;
}

const maxDepth = 6;

/** Lists the fields of a payload, from the outside in. */
export function fieldsOf(tree: SchemaTree): readonly Field[] {
  const root = tree.definitions.get(tree.root);
  return root === undefined ? [] : [...fieldsWithin(root, tree, [])];
}

/** The JSON pointer of a field. */
export function pathOf({ steps }: Field): string {
  return steps.map(({ name }) => `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** Whether every payload has the field. */
export function isSure({ steps }: Field): boolean {
  return steps.every((step) => step.isSure);
}

function* fieldsWithin(schema: Schema, tree: SchemaTree, steps: readonly Step[]): Generator<Field> {
  if (steps.length > maxDepth) return;
  const object = flatten(schema, tree);
  for (const [name, property] of Object.entries(object.properties ?? {})) {
    const flat = flatten(property, tree);
    const isRequired = object.required?.includes(name) ?? false;
    const step = { name, isSure: isRequired && !isNullable(property, tree) };
    const path = [...steps, step];
    if (hasFields(flat)) {
      yield* fieldsWithin(property, tree, path);
      continue;
    }
    yield { steps: path, shape: shapeOf(property, tree, path), schema: flat, at: property.at };
  }
}

function hasFields({ properties }: Schema): boolean {
  return Object.keys(properties ?? {}).length > 0;
}

function isNullable(schema: Schema, tree: SchemaTree): boolean {
  return kindsOf(schema, tree).includes("null");
}

function shapeOf(schema: Schema, tree: SchemaTree, steps: readonly Step[]): Shape {
  const flat = flatten(schema, tree);
  const kinds = kindsOf(schema, tree);
  const [kind, ...others] = kinds.filter((each) => each !== "null");
  if (kind === undefined || others.length > 0) return { kind: "other" };
  if (kind === "string" || kind === "number") {
    const values = flat.enum?.filter((value) => typeof value === "string");
    return {
      kind: "text",
      isNumber: kind === "number",
      isNullable: kinds.includes("null"),
      ...(values !== undefined && { values }),
    };
  }
  if (kind === "array" && flat.items !== undefined && flat.prefixItems === undefined) {
    const item = flatten(flat.items, tree);
    if (hasFields(item) && steps.length < maxDepth)
      return { kind: "list", fields: [...fieldsWithin(flat.items, tree, [])] };
    const inner = shapeOf(flat.items, tree, steps);
    return inner.kind === "text" && !inner.isNullable ? { kind: "texts", isNumber: inner.isNumber } : { kind: "other" };
  }
  if (kind !== "object") return { kind: "other" };
  const further = flat.additionalProperties ?? Object.values(flat.patternProperties ?? {})[0];
  const isTexts = further !== undefined && kindsOf(further, tree).join() === "string";
  return isTexts ? { kind: "map" } : { kind: "other" };
}
