import type { Schema, SchemaTree } from "./schema.ts";

/** Whether a schema allows every value. */
export function isAnything(schema: Schema): boolean {
  return Object.keys(schema).every(
    (word) => ["at", "notes"].includes(word) || (word === "limits" && Object.keys(schema.limits).length === 0),
  );
}

/** Whether a pattern says no more than how a name begins. */
export function isPrefixPattern(pattern: string): boolean {
  return /^\^[\w-]+$/.test(pattern);
}

/** Whether alternatives tell each other apart by nothing but the properties that they require. */
export function isExclusive(branches: readonly Schema[] | undefined): branches is readonly Schema[] {
  const said = new Set(["at", "notes", "limits", "required"]);
  const isRequiredOnly = (branch: Schema) => branch.required && Object.keys(branch).every((word) => said.has(word));
  return branches !== undefined && branches.length > 1 && branches.every(isRequiredOnly);
}

/** The properties that a schema and the schemas combined with it declare for one value. */
export function declaredProperties(
  schema: Schema,
  tree: SchemaTree,
  seen: ReadonlySet<string> = new Set(),
): readonly string[] {
  if (schema.ref !== undefined) {
    const target = tree.definitions.get(schema.ref);
    return target === undefined || seen.has(schema.ref)
      ? []
      : declaredProperties(target, tree, new Set([...seen, schema.ref]));
  }
  const parts = [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  return [...Object.keys(schema.properties ?? {}), ...parts.flatMap((part) => declaredProperties(part, tree, seen))];
}
