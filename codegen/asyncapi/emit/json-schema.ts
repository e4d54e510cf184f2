import { checkedFormats } from "../model/formats.ts";
import { kindOf } from "../model/kinds.ts";
import type { Schema, SchemaTree } from "../model/schema.ts";

type JsonSchema = boolean | { readonly [keyword: string]: unknown };

/** Up to so many schemas, a validator with all references written out is of a size that a reader can live with. */
const maxWrittenOut = 2_000;

/**
 * Returns the tree as one JSON Schema 2020-12 without annotations, for the validator compiler.
 *
 * References are written out where they stand, save in recursive schemas and in those that would grow without measure: only then do
 * the paths in a validator's errors tell which branch of an `anyOf` they belong to. With `closed`, an object that declares properties
 * and says nothing of others allows no others.
 *
 * In a received tree, what says the kind of a value by a guess becomes a keyword of its own, such as `assumed:type`.
 */
export function jsonSchemaOf(tree: SchemaTree, { closed }: { readonly closed: boolean }): JsonSchema {
  return new JsonSchemaWriter(tree, closed).write();
}

class JsonSchemaWriter {
  readonly #tree: SchemaTree;
  readonly #closed: boolean;
  readonly #defs = new Map<string, JsonSchema>();
  /** The definitions that are written once and referred to. */
  readonly #shared: ReadonlySet<string>;

  constructor(tree: SchemaTree, closed: boolean) {
    this.#tree = tree;
    this.#closed = closed;
    this.#shared = sharedDefinitions(tree);
  }

  write(): JsonSchema {
    const root = this.#reference(this.#tree.root, false);
    return this.#defs.size === 0 || typeof root === "boolean"
      ? root
      : { ...root, $defs: Object.fromEntries(this.#defs) };
  }

  #reference(name: string, isPart: boolean): JsonSchema {
    const target = this.#definition(name);
    if (!this.#shared.has(name)) return this.#schema(target, isPart);
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
    if (schema.never) return schema.assumed ? { [assumed("type")]: [] } : false;
    if (schema.ref !== undefined) {
      const target = this.#reference(schema.ref, isPart);
      return typeof target === "boolean" ? target : { ...target, ...oneOrMore(schema.type), ...schema.limits };
    }
    const said = (keyword: string) => (schema.assumed ? assumed(keyword) : keyword);
    const whole = (part: Schema) => this.#schema(part, false);
    const parts = (list: readonly Schema[]) => list.map((part) => this.#schema(part, true));
    const out: { [keyword: string]: unknown } = {};
    const set = <T>(keyword: string, value: T | undefined, write: (value: T) => unknown = (same) => same) => {
      if (value !== undefined) out[keyword] = write(value);
    };
    const map = (schemas: { readonly [name: string]: Schema }) =>
      Object.fromEntries(Object.entries(schemas).map(([name, part]) => [name, whole(part)]));

    const type = schema.type ?? (schema.openEnum ? [...new Set(schema.enum?.map(kindOf))] : undefined);
    set(said("type"), type, (kinds) => (kinds.length === 1 && !schema.assumed ? kinds[0] : kinds));
    if (!schema.openEnum) set(said("enum"), schema.enum);
    set(said("const"), schema.const, ({ value }) => value);
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
    set(said("anyOf"), schema.anyOf, parts);
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
    this.#collect({ declared, required, seen: new Set() }, schema);
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

  /** Collects the properties that a schema and its parts declare and require; a definition counts once. */
  #collect(known: Known, schema: Schema, isPart = false): void {
    const { declared, required, seen } = known;
    if (schema.ref !== undefined) {
      if (seen.has(schema.ref)) return;
      seen.add(schema.ref);
      this.#collect(known, this.#definition(schema.ref), true);
      return;
    }
    for (const name of Object.keys(schema.properties ?? {})) declared.add(name);
    // An open part leaves nothing to close, and only `unevaluatedProperties` knows: make sure it is chosen.
    if (isPart && (schema.additionalProperties || schema.patternProperties)) declared.add("");
    for (const name of schema.required ?? []) required.add(name);
    for (const part of [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])])
      this.#collect(known, part, true);
  }
}

interface Known {
  readonly declared: Set<string>;
  readonly required: Set<string>;
  readonly seen: Set<string>;
}

/**
 * Returns the definitions that cannot be written out where they are referred to: recursive ones, and in a tree that would come to more
 * than `most` schemas, all that are referred to more than once.
 */
function sharedDefinitions(tree: SchemaTree, most: number = maxWrittenOut): ReadonlySet<string> {
  const recursive = new Set([...tree.definitions.keys()].filter((name) => reaches(tree, name, name)));
  if (writtenOut(tree, recursive) <= most) return recursive;
  const seen = new Set<string>();
  const references = [...tree.definitions.values()].flatMap(referencesIn);
  const again = references.filter((name) => seen.size === seen.add(name).size);
  return new Set([...recursive, ...again]);
}

/** Counts the schemas of a tree with every reference written out, save those to recursive definitions. */
function writtenOut({ root, definitions }: SchemaTree, recursive: ReadonlySet<string>): number {
  const sizes = new Map<string, number>();
  const sizeOf = (schema: Schema): number =>
    childrenOf(schema).reduce((sum, child) => sum + sizeOf(child), 1 + target(schema));
  const target = ({ ref }: Schema): number => {
    const schema = ref === undefined || recursive.has(ref) ? undefined : definitions.get(ref);
    if (ref === undefined || schema === undefined) return 0;
    const size = sizes.get(ref) ?? sizeOf(schema);
    sizes.set(ref, size);
    return size;
  };
  const wholes = [root, ...recursive].flatMap((name) => definitions.get(name) ?? []);
  return wholes.reduce((sum, schema) => sum + sizeOf(schema), 0);
}

/** The keyword by which a validator tells that a guess of the contract is wrong, and not what the vendor has said. */
function assumed(keyword: string): string {
  return `assumed:${keyword}`;
}

function oneOrMore(type: Schema["type"]): { readonly type?: unknown } {
  return type === undefined ? {} : { type: type.length === 1 ? type[0] : type };
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

/** The schemas within a schema. */
export function childrenOf(schema: Schema): readonly Schema[] {
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
