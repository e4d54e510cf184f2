import { isDeepStrictEqual } from "node:util";
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
    const known = own(properties, name);
    properties[name] = known ? { at: known.at, notes: {}, limits: {}, allOf: [known, property] } : property;
  }
  const types =
    one.type && other.type ? one.type.filter((kind) => other.type?.includes(kind)) : (one.type ?? other.type);
  const dependent = { ...one.dependentRequired };
  for (const [name, needed] of Object.entries(other.dependentRequired ?? {}))
    dependent[name] = [...new Set([...(own(dependent, name) ?? []), ...needed])];
  const { notes, at, limits, ...rest } = other;
  const left = unmerged(one, other);
  return {
    ...rest,
    ...one,
    ...(Object.keys(properties).length > 0 ? { properties } : {}),
    ...(types ? { type: types } : {}),
    ...(one.required || other.required
      ? { required: [...new Set([...(one.required ?? []), ...(other.required ?? [])])] }
      : {}),
    ...(Object.keys(dependent).length > 0 ? { dependentRequired: dependent } : {}),
    ...(left.length > 0 ? { allOf: left } : {}),
    limits: { ...limits, ...one.limits },
  };
}

/** What both speak of and cannot be told in one: the other's words stay a part of their own. */
function unmerged(one: Schema, other: Schema): readonly Schema[] {
  const mergeable = new Set(["at", "notes", "limits", "type", "properties", "required", "dependentRequired", "allOf"]);
  const clashing = Object.entries(other).filter(
    ([word, value]) =>
      !mergeable.has(word) && Object.hasOwn(one, word) && !isDeepStrictEqual(value, Reflect.get(one, word)),
  );
  const limits = Object.entries(other.limits).filter(
    ([word, limit]) => one.limits[word] !== undefined && one.limits[word] !== limit,
  );
  const before = [...(one.allOf ?? []), ...(other.allOf ?? [])];
  if (clashing.length === 0 && limits.length === 0) return before;
  return [...before, { at: other.at, notes: {}, ...Object.fromEntries(clashing), limits: Object.fromEntries(limits) }];
}

/** A member of a record by its name, which may be one that every object inherits. */
export function own<T>(record: { readonly [name: string]: T } | undefined, name: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
}
