import { checkedFormats } from "../model/formats.ts";
import { kindOf } from "../model/kinds.ts";
import type { Schema, SchemaTree } from "../model/schema.ts";

type JsonSchema = boolean | { readonly [keyword: string]: unknown };

/**
 * Returns the tree as one JSON Schema 2020-12 without annotations, for the validator compiler.
 *
 * References are written out where they stand, save in recursive schemas: only then do the paths in a validator's errors tell
 * which branch of an `anyOf` they belong to. With `closed`, an object that declares properties and says nothing of others allows no others.
 */
export function jsonSchemaOf(tree: SchemaTree, { closed }: { readonly closed: boolean }): JsonSchema {
  return new JsonSchemaWriter(tree, closed).write();
}

class JsonSchemaWriter {
  readonly #tree: SchemaTree;
  readonly #closed: boolean;
  readonly #defs = new Map<string, JsonSchema>();
  readonly #recursive: ReadonlySet<string>;

  constructor(tree: SchemaTree, closed: boolean) {
    this.#tree = tree;
    this.#closed = closed;
    this.#recursive = new Set([...tree.definitions.keys()].filter((name) => reaches(tree, name, name)));
  }

  write(): JsonSchema {
    const root = this.#reference(this.#tree.root, false);
    return this.#defs.size === 0 || typeof root === "boolean"
      ? root
      : { ...root, $defs: Object.fromEntries(this.#defs) };
  }

  #reference(name: string, isPart: boolean): JsonSchema {
    const target = this.#definition(name);
    if (!this.#recursive.has(name)) return this.#schema(target, isPart);
    // One definition has two forms: whole, where it may be closed, and part of another schema, where it must not be.
    const key = isPart ? `${name}.part` : name;
    if (!this.#defs.has(key)) {
      this.#defs.set(key, true);
      this.#defs.set(key, this.#schema(target, isPart));
    }
    return { $ref: `#/$defs/${key}` };
  }

  #definition(name: string): Schema {
    const target = this.#tree.definitions.get(name);
    if (target === undefined) throw new Error(`no definition ${name}`);
    return target;
  }

  #schema(schema: Schema, isPart: boolean): JsonSchema {
    if (schema.never) return false;
    if (schema.ref !== undefined) return this.#reference(schema.ref, isPart);
    const whole = (part: Schema) => this.#schema(part, false);
    const parts = (list: readonly Schema[]) => list.map((part) => this.#schema(part, true));
    const out: { [keyword: string]: unknown } = {};
    const set = <T>(keyword: string, value: T | undefined, write: (value: T) => unknown = (same) => same) => {
      if (value !== undefined) out[keyword] = write(value);
    };
    const map = (schemas: { readonly [name: string]: Schema }) =>
      Object.fromEntries(Object.entries(schemas).map(([name, part]) => [name, whole(part)]));

    const type = schema.type ?? (schema.openEnum ? [...new Set(schema.enum?.map(kindOf))] : undefined);
    set("type", type, (kinds) => (kinds.length === 1 ? kinds[0] : kinds));
    if (!schema.openEnum) set("enum", schema.enum);
    set("const", schema.const, ({ value }) => value);
    if (checkedFormats.has(schema.format ?? "")) set("format", schema.format);
    set("properties", schema.properties, map);
    set("patternProperties", schema.patternProperties, map);
    set("additionalProperties", schema.additionalProperties, whole);
    set("unevaluatedProperties", schema.unevaluatedProperties, whole);
    set("propertyNames", schema.propertyNames, whole);
    set("required", schema.required);
    set("dependentRequired", schema.dependentRequired);
    set("prefixItems", schema.prefixItems, (items) => items.map(whole));
    set("items", schema.items, whole);
    set("contains", schema.contains, whole);
    set("allOf", schema.allOf, parts);
    set("anyOf", schema.anyOf, parts);
    set("oneOf", schema.oneOf, parts);
    set("not", schema.not, (part) => this.#schema(part, true));
    Object.assign(out, schema.limits);
    if (this.#closed && !isPart) this.#close(schema, out);
    return out;
  }

  #close(schema: Schema, out: { [keyword: string]: unknown }): void {
    if (schema.additionalProperties || schema.unevaluatedProperties) return;
    const own = new Set(Object.keys(schema.properties ?? {}));
    const declared = new Set(own);
    const required = new Set<string>();
    this.#collect(schema, declared, required);
    if (declared.size === 0 && !schema.patternProperties) return;
    // A property that is required but described nowhere is known all the same.
    const undescribed = [...required].filter((name) => !declared.has(name));
    if (undescribed.length > 0) {
      out["properties"] = {
        ...Object(out["properties"]),
        ...Object.fromEntries(undescribed.map((name) => [name, true])),
      };
    }
    // `additionalProperties` sees only the properties beside it; the slower `unevaluatedProperties` sees those of the parts too.
    out[declared.size === own.size ? "additionalProperties" : "unevaluatedProperties"] = false;
  }

  #collect(schema: Schema, declared: Set<string>, required: Set<string>, seen: ReadonlySet<string> = new Set()): void {
    if (schema.ref !== undefined) {
      if (!seen.has(schema.ref))
        this.#collect(this.#definition(schema.ref), declared, required, new Set([...seen, schema.ref]));
      return;
    }
    for (const name of Object.keys(schema.properties ?? {})) declared.add(name);
    // An open part leaves nothing to close, and only `unevaluatedProperties` knows: make sure it is chosen.
    if (seen.size > 0 && (schema.additionalProperties || schema.patternProperties)) declared.add("");
    for (const name of schema.required ?? []) required.add(name);
    for (const part of [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) {
      this.#collect(part, declared, required, new Set([...seen, `part ${seen.size}`]));
    }
  }
}

function reaches({ definitions }: SchemaTree, from: string, target: string): boolean {
  const seen = new Set<string>();
  const pending = referencesIn(definitions.get(from));
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (name === target) return true;
    if (seen.has(name)) continue;
    seen.add(name);
    pending.push(...referencesIn(definitions.get(name)));
  }
  return false;
}

function referencesIn(schema: Schema | undefined): string[] {
  if (schema === undefined) return [];
  return [...(schema.ref === undefined ? [] : [schema.ref]), ...childrenOf(schema).flatMap(referencesIn)];
}

function childrenOf(schema: Schema): readonly Schema[] {
  const {
    properties,
    patternProperties,
    additionalProperties,
    unevaluatedProperties,
    propertyNames,
    items,
    contains,
    not,
  } = schema;
  const single = [additionalProperties, unevaluatedProperties, propertyNames, items, contains, not];
  return [
    ...Object.values(properties ?? {}),
    ...Object.values(patternProperties ?? {}),
    ...single.filter((part) => part !== undefined),
    ...(schema.prefixItems ?? []),
    ...(schema.allOf ?? []),
    ...(schema.anyOf ?? []),
    ...(schema.oneOf ?? []),
  ];
}
