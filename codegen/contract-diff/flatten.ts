import { isDeepStrictEqual } from "node:util";
import type { Schema, SchemaTree } from "../asyncapi/model/schema.ts";

/**
 * Returns a schema with its reference followed and its `allOf` parts merged into it, as far as they do not contradict each
 * other.
 */
export function flatten(schema: Schema, tree: SchemaTree): Schema {
  return new Flattener(tree).flatten(schema);
}

class Flattener {
  readonly #definitions: SchemaTree["definitions"];
  /** Definitions by name: several parts may refer to one, and each of them to another, without end. */
  readonly #known = new Map<string, Schema>();
  readonly #pending = new Set<string>();
  /** How often a definition that is being flattened was met again: what is made then holds for this way to it only. */
  #circles = 0;

  constructor({ definitions }: SchemaTree) {
    this.#definitions = definitions;
  }

  flatten(schema: Schema): Schema {
    const { allOf, ref, ...own } = schema;
    if (ref === undefined) return (allOf ?? []).map((part) => this.flatten(part)).reduce(merge, own);
    const flat = this.#referred(ref);
    // Annotations beside a reference describe its use; those of the target fill the gaps.
    return flat === undefined ? schema : { ...flat, at: schema.at, notes: { ...flat.notes, ...schema.notes } };
  }

  #referred(name: string): Schema | undefined {
    const target = this.#definitions.get(name);
    if (this.#pending.has(name)) this.#circles++;
    if (target === undefined || this.#pending.has(name)) return undefined;
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    this.#pending.add(name);
    const before = this.#circles;
    const flat = this.flatten(target);
    this.#pending.delete(name);
    if (this.#circles === before) this.#known.set(name, flat);
    return flat;
  }
}

function merge(one: Schema, other: Schema): Schema {
  const properties = { ...one.properties };
  for (const [name, property] of Object.entries(other.properties ?? {})) {
    const known = own(properties, name);
    const isSame = known === undefined || known === property;
    properties[name] = !isSame ? { at: known.at, notes: {}, limits: {}, allOf: [known, property] } : property;
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
    ...(Object.keys(properties).length > 0 && { properties }),
    ...(types && { type: types }),
    ...((one.required || other.required) && {
      required: [...new Set([...(one.required ?? []), ...(other.required ?? [])])],
    }),
    ...(Object.keys(dependent).length > 0 && { dependentRequired: dependent }),
    ...(left.length > 0 && { allOf: left }),
    limits: { ...limits, ...one.limits },
  };
}

/** Returns the keywords that have a value in both schemas and cannot be merged: those of the other schema stay in a part. */
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

/** Returns a member of a record by its name, which may be a name that every object inherits. */
export function own<T>(record: { readonly [name: string]: T } | undefined, name: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
}
