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

/** The properties that a schema and the schemas combined with it declare for one value, each once. */
export function declaredProperties(schema: Schema, { definitions }: SchemaTree): readonly string[] {
  const declared = new Set<string>();
  // A definition that several parts refer to declares the same each time.
  const seen = new Set<string>();
  const collect = ({ ref, properties, allOf, anyOf, oneOf }: Schema) => {
    const target = ref === undefined || seen.has(ref) ? undefined : definitions.get(ref);
    if (ref !== undefined) seen.add(ref);
    if (target !== undefined) collect(target);
    for (const name of Object.keys(properties ?? {})) declared.add(name);
    for (const part of [...(allOf ?? []), ...(anyOf ?? []), ...(oneOf ?? [])]) collect(part);
  };
  collect(schema);
  return [...declared];
}
