import type { Schema, SchemaTree } from "../asyncapi/model/schema.ts";

/** Returns a schema with its reference followed and its `allOf` parts merged into it, as far as they do not speak of the same thing. */
export function flatten(schema: Schema, tree: SchemaTree, seen: ReadonlySet<string> = new Set()): Schema {
  if (schema.ref !== undefined) {
    const target = tree.definitions.get(schema.ref);
    if (target === undefined || seen.has(schema.ref)) return schema;
    // What is said beside a reference is about its use; the target's own words fill the gaps.
    const flat = flatten(target, tree, new Set([...seen, schema.ref]));
    return { ...flat, at: schema.at, notes: { ...flat.notes, ...schema.notes } };
  }
  const { allOf, ...own } = schema;
  return (allOf ?? []).map((part) => flatten(part, tree, seen)).reduce(merge, own);
}

function merge(one: Schema, other: Schema): Schema {
  const properties = { ...one.properties };
  for (const [name, property] of Object.entries(other.properties ?? {})) {
    properties[name] = properties[name] ? merge(properties[name], property) : property;
  }
  const types =
    one.type && other.type ? one.type.filter((kind) => other.type?.includes(kind)) : (one.type ?? other.type);
  const { notes, at, limits, ...rest } = other;
  return {
    ...rest,
    ...one,
    ...(Object.keys(properties).length > 0 ? { properties } : {}),
    ...(types ? { type: types } : {}),
    ...(one.required || other.required
      ? { required: [...new Set([...(one.required ?? []), ...(other.required ?? [])])] }
      : {}),
    ...(one.dependentRequired || other.dependentRequired
      ? { dependentRequired: { ...other.dependentRequired, ...one.dependentRequired } }
      : {}),
    limits: { ...limits, ...one.limits },
  };
}
