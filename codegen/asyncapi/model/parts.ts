import type { Schema } from "./schema.ts";

/** Returns a copy of a schema with the schemas in it replaced, and the name of the definition that it refers to. */
export function mapParts(
  schema: Schema,
  each: (part: Schema) => Schema,
  rename: (definition: string) => string = (name) => name,
): Schema {
  // The keywords whose operand holds schemas are known by what stands there: only a schema has a place.
  // Not an array, which has a method of that name.
  const isSchema = (value: unknown): value is Schema =>
    typeof value === "object" && value !== null && Object.hasOwn(value, "at");
  const entries = Object.entries(schema).map(([word, value]: [string, unknown]) => {
    if (word === "ref") return [word, rename(String(value))];
    if (["at", "notes", "limits", "enum", "const"].includes(word)) return [word, value];
    if (isSchema(value)) return [word, each(value)];
    if (Array.isArray(value)) return [word, value.map((item: unknown) => (isSchema(item) ? each(item) : item))];
    if (word !== "properties" && word !== "patternProperties") return [word, value];
    const members = Object.entries(value as { readonly [name: string]: Schema });
    return [word, Object.fromEntries(members.map(([name, part]) => [name, each(part)]))];
  });
  // Every member is kept, so it is a schema still.
  return Object.fromEntries(entries) as unknown as Schema;
}
