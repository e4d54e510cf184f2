import type { Schema, SchemaTree } from "../model/schema.ts";
import { childrenOf } from "./json-schema.ts";

/** The names of all properties that a payload declares, at any depth. */
export function propertyNames({ definitions }: SchemaTree): readonly string[] {
  const names = new Set<string>();
  const collect = (schema: Schema): void => {
    for (const name of [...Object.keys(schema.properties ?? {}), ...(schema.required ?? [])]) names.add(name);
    childrenOf(schema).forEach(collect);
  };
  for (const definition of definitions.values()) collect(definition);
  return [...names].sort();
}
