import { refuseInexpressible } from "../model/expressible.ts";
import { checkedFormats } from "../model/formats.ts";
import type { Json } from "../model/json.ts";
import { typeName } from "../model/names.ts";
import type { Annotations, Kind, Schema, SchemaTree } from "../model/schema.ts";
import { isAnything } from "../model/shape.ts";
import type { Cursor } from "./cursor.ts";
import {
  annotationKeywords,
  descriptiveFormats,
  limitKeywords,
  numberFormats,
  refusedKeywords,
  structureKeywords,
} from "./keywords.ts";

const kinds: readonly Kind[] = ["null", "boolean", "integer", "number", "string", "array", "object"];

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What a reader of documents may be told. */
export interface ReadOptions {
  /** Formats that are neither known nor checked, but let pass as documentation. Default none. */
  readonly unverifiedFormats?: readonly string[];
}

/** Reads the schema at a cursor and everything it refers to; the whole is named `root`. */
export function readSchemaTree(start: Cursor, root: string, options: ReadOptions = {}): SchemaTree {
  return new SchemaReader(options).read(start, root);
}

class SchemaReader {
  readonly #unverifiedFormats: ReadonlySet<string>;
  readonly #definitions = new Map<string, Schema>();
  /** Definition names by the place they were read from. */
  readonly #names = new Map<string, string>();
  readonly #taken = new Set<string>();

  constructor({ unverifiedFormats = [] }: ReadOptions) {
    this.#unverifiedFormats = new Set(unverifiedFormats);
  }

  read(start: Cursor, root: string): SchemaTree {
    this.#define(start.resolve(), root);
    const tree = { root, definitions: this.#definitions };
    refuseInexpressible(tree);
    return tree;
  }

  /** Reads a schema into a definition of its own and returns the definition's name. */
  #define(cursor: Cursor, wanted: string): string {
    const known = this.#names.get(cursor.key);
    if (known !== undefined) return known;
    let name = wanted;
    for (let suffix = 2; namesOf(name).some((each) => this.#taken.has(each)); suffix++) name = `${wanted}${suffix}`;
    for (const each of namesOf(name)) this.#taken.add(each);
    this.#names.set(cursor.key, name);
    // Reserved before it is read, to keep the definitions in the order in which a reader meets them.
    this.#definitions.set(name, { at: cursor.place, notes: {}, limits: {} });
    this.#definitions.set(name, withDiscriminator(cursor, this.#schema(cursor, name)));
    return name;
  }

  /** Reads a schema where it is used: a reference or an inline object or list of values becomes a definition. */
  #use(cursor: Cursor, name: string): Schema {
    if (cursor.reference !== undefined) {
      for (const [keyword, sibling] of cursor.members()) {
        if (keyword !== "$ref" && !annotationKeywords.has(keyword) && !keyword.startsWith("x-")) {
          sibling.refuse(
            `${keyword} beside $ref has no effect.`,
            `Move ${keyword} into the referenced schema, or combine both with allOf.`,
          );
        }
      }
      const target = cursor.resolve();
      if (typeof target.value === "boolean") return this.#schema(target, name);
      return {
        at: cursor.place,
        notes: annotations(cursor),
        limits: {},
        ref: this.#define(target, typeName(target.name)),
      };
    }
    if (hasShape(cursor))
      return { at: cursor.place, notes: annotations(cursor), limits: {}, ref: this.#define(cursor, name) };
    return this.#schema(cursor, name);
  }

  #schema(cursor: Cursor, name: string): Schema {
    if (cursor.reference !== undefined) return this.#use(cursor, name);
    if (cursor.value === true) return { at: cursor.place, notes: {}, limits: {} };
    if (cursor.value === false) return { at: cursor.place, notes: {}, limits: {}, never: true };
    if (!cursor.isObject) cursor.refuse("A schema is expected here.", "Write an object, true or false.");
    for (const [keyword, member] of cursor.members()) checkKeyword(keyword, member);

    const schema: Mutable<Schema> = { at: cursor.place, notes: annotations(cursor), limits: limits(cursor) };
    this.#values(cursor, schema);
    this.#object(cursor, name, schema);
    this.#array(cursor, name, schema);
    this.#combinations(cursor, name, schema);
    return schema;
  }

  #values(cursor: Cursor, schema: Mutable<Schema>): void {
    const type = cursor.at("type");
    if (type.value !== undefined) {
      const listed = Array.isArray(type.value) ? type.value : [type.value];
      for (const kind of listed) {
        if (!kinds.includes(kind as Kind))
          type.refuse(`${JSON.stringify(kind)} is not a JSON type.`, `Write one of ${kinds.join(", ")}.`);
      }
      if (listed.length === 0) type.refuse("No type is allowed.", "Name at least one type.");
      schema.type = listed as readonly Kind[];
    }
    const values = cursor.at("enum");
    if (values.value !== undefined) {
      if (!Array.isArray(values.value) || values.value.length === 0)
        values.refuse("enum lists no value.", "List at least one value.");
      for (const value of values.items()) refuseInexact(value);
      schema.enum = values.value as readonly Json[];
    }
    const constant = cursor.at("const");
    if (constant.value !== undefined) {
      refuseInexact(constant);
      schema.const = { value: constant.value };
    }
    const format = cursor.at("format");
    if (format.value !== undefined) this.#format(format, schema);
  }

  #format(cursor: Cursor, schema: Mutable<Schema>): void {
    const name = cursor.text() ?? "";
    const limit = numberFormats.get(name);
    if (limit) schema.limits = { ...schema.limits, ...narrower(limit, schema.limits) };
    else if (!checkedFormats.has(name) && !descriptiveFormats.has(name) && !this.#unverifiedFormats.has(name)) {
      cursor.refuse(
        `The format ${JSON.stringify(cursor.value)} is not known, so values could not be checked.`,
        `Say the same with pattern, or generate with --unverified-format ${name || "NAME"}. Known are ${[...checkedFormats].join(", ")}.`,
      );
    }
    schema.format = name;
  }

  #object(cursor: Cursor, name: string, schema: Mutable<Schema>): void {
    const map = (keyword: string) => {
      const member = cursor.at(keyword);
      if (member.value === undefined) return undefined;
      if (!member.isObject)
        member.refuse(`${keyword} is expected to be an object of schemas.`, "Write one schema per name.");
      const proto = member.at("__proto__");
      if (proto.value !== undefined) {
        proto.refuse("No property can safely be called __proto__ in JavaScript.", "Give the property another name.");
      }
      return Object.fromEntries(member.members().map(([key, each]) => [key, this.#use(each, name + typeName(key))]));
    };
    const properties = map("properties");
    if (properties) schema.properties = properties;
    const patterns = map("patternProperties");
    if (patterns) {
      for (const [pattern, member] of cursor.at("patternProperties").members()) checkPattern(pattern, member);
      schema.patternProperties = patterns;
    }
    for (const keyword of ["additionalProperties", "unevaluatedProperties", "propertyNames"] as const) {
      const member = cursor.at(keyword);
      if (member.value !== undefined) schema[keyword] = this.#use(member, `${name}Value`);
    }
    const required = cursor.at("required");
    if (required.value !== undefined) schema.required = names(required);
    const dependent: [string, readonly string[]][] = [];
    for (const keyword of ["dependentRequired", "dependencies"]) {
      for (const [key, member] of cursor.at(keyword).members()) {
        if (!Array.isArray(member.value)) {
          member.refuse(
            "A schema that depends on a property cannot be told in types.",
            "Use oneOf with one branch for each case.",
          );
        }
        dependent.push([key, names(member)]);
      }
    }
    if (dependent.length > 0) schema.dependentRequired = Object.fromEntries(dependent);
    const discriminator = cursor.at("discriminator").text();
    if (discriminator !== undefined) schema.discriminator = discriminator;
  }

  #array(cursor: Cursor, name: string, schema: Mutable<Schema>): void {
    const items = cursor.at("items");
    const prefix = Array.isArray(items.value) ? items : cursor.at("prefixItems");
    if (prefix.value !== undefined) {
      schema.prefixItems = prefix.items().map((item, index) => this.#use(item, `${name}Item${index + 1}`));
    }
    const rest = Array.isArray(items.value) ? cursor.at("additionalItems") : items;
    if (rest.value !== undefined) schema.items = this.#use(rest, `${name}Item`);
    const contains = cursor.at("contains");
    if (contains.value !== undefined) schema.contains = this.#use(contains, `${name}Item`);
  }

  #combinations(cursor: Cursor, name: string, schema: Mutable<Schema>): void {
    for (const keyword of ["allOf", "anyOf", "oneOf"] as const) {
      const member = cursor.at(keyword);
      if (member.value === undefined) continue;
      if (!Array.isArray(member.value) || member.value.length === 0)
        member.refuse(`${keyword} lists no schema.`, "List at least one schema.");
      schema[keyword] = member.items().map((branch) => this.#branch(branch, name));
    }
    const not = cursor.at("not");
    if (not.value === undefined) return;
    const excluded = this.#schema(not, `${name}Excluded`);
    if (isAnything(excluded)) schema.never = true;
    else if (!excluded.never) schema.not = excluded;
  }

  /** A branch is part of the schema it stands in: it gets a name only when it has a title or is referred to. */
  #branch(cursor: Cursor, parent: string): Schema {
    const title = cursor.reference === undefined ? cursor.at("title").text() : undefined;
    if (title !== undefined && hasShape(cursor)) {
      return { at: cursor.place, notes: {}, limits: {}, ref: this.#define(cursor, typeName(title)) };
    }
    return cursor.reference === undefined ? this.#schema(cursor, parent) : this.#use(cursor, parent);
  }
}

/**
 * A schema that inherits (by allOf) from one with a `discriminator` is told by its own name in that property (AsyncAPI, "Models with
 * Polymorphism Support"), unless it says itself which value tells it.
 */
function withDiscriminator(cursor: Cursor, schema: Schema): Schema {
  const bases = cursor
    .at("allOf")
    .items()
    .filter((part) => part.reference !== undefined)
    .map((part) => part.resolve());
  const names = bases.map((base) => base.at("discriminator").text()).filter((name) => name !== undefined);
  const undecided = names.filter(
    (name) =>
      !cursor
        .at("allOf")
        .items()
        .concat(cursor)
        .some((part) => part.at("properties", name).value !== undefined),
  );
  if (undecided.length === 0) return schema;
  const tell = { at: schema.at, notes: {}, limits: {}, const: { value: cursor.name } };
  const properties = Object.fromEntries(undecided.map((name) => [name, tell]));
  return {
    ...schema,
    allOf: [...(schema.allOf ?? []), { at: schema.at, notes: {}, limits: {}, properties, required: undecided }],
  };
}

/** The names that a definition may come to have in a file: its own, and that of its tolerant form. Case is folded. */
function namesOf(name: string): readonly string[] {
  return [name.toLowerCase(), `tolerant${name.toLowerCase()}`];
}

function narrower(limit: { readonly [keyword: string]: number }, own: Schema["limits"]): Schema["limits"] {
  const pick = (keyword: string, value: number) =>
    (keyword === "minimum" ? Math.max : Math.min)(value, Number(own[keyword] ?? value));
  return Object.fromEntries(Object.entries(limit).map(([keyword, value]) => [keyword, pick(keyword, value)]));
}

/** Whether a schema deserves a name: an object with properties, or a list of several values. */
function hasShape(cursor: Cursor): boolean {
  const values = cursor.at("enum").value;
  return cursor.at("properties").isObject || (Array.isArray(values) && values.length > 1);
}

function checkKeyword(keyword: string, member: Cursor): void {
  if (
    keyword.startsWith("x-") ||
    annotationKeywords.has(keyword) ||
    structureKeywords.has(keyword) ||
    limitKeywords.has(keyword)
  )
    return;
  const remedy = refusedKeywords.get(keyword);
  if (remedy !== undefined) member.refuse(`${keyword} cannot be told in types.`, remedy);
  member.refuse(
    `${keyword} is not a keyword of AsyncAPI schemas.`,
    "Correct its spelling, remove it, or begin it with x- when it is an extension.",
  );
}

function annotations(cursor: Cursor): Annotations {
  const notes: Mutable<Annotations> = {};
  const title = cursor.at("title").text();
  if (title !== undefined) notes.title = title;
  const description = cursor.at("description").text();
  if (description !== undefined) notes.description = description;
  if (cursor.at("deprecated").value === true) notes.deprecated = true;
  const fallback = cursor.at("default").value;
  if (fallback !== undefined) notes.default = fallback;
  const examples =
    cursor.at("examples").value ??
    (cursor.at("example").value === undefined ? undefined : [cursor.at("example").value as Json]);
  if (Array.isArray(examples)) notes.examples = examples;
  const provenance = cursor.at("x-provenance").text();
  if (provenance !== undefined) notes.provenance = provenance;
  const note = cursor.at("x-provenance-note").text();
  if (note !== undefined) notes.provenanceNote = note;
  return notes;
}

function limits(cursor: Cursor): Schema["limits"] {
  const found: { [keyword: string]: number | string | boolean } = {};
  for (const [keyword, type] of limitKeywords) {
    const member = cursor.at(keyword);
    if (member.value === undefined) continue;
    if (typeof member.value !== type) member.refuse(`${keyword} is expected to be a ${type}.`, `Write a ${type}.`);
    if (keyword === "pattern") checkPattern(member.value as string, member);
    found[keyword] = member.value as number | string | boolean;
  }
  for (const [least, most] of bounds) {
    if (Number(found[least] ?? -Infinity) > Number(found[most] ?? Infinity)) {
      cursor.at(least).refuse(`No value can be valid here: ${least} is above ${most}.`, `Correct ${least} or ${most}.`);
    }
  }
  return found;
}

const bounds = [
  ["minLength", "maxLength"],
  ["minimum", "maximum"],
  ["minItems", "maxItems"],
  ["minProperties", "maxProperties"],
] as const;

/** A constant that JavaScript rounds would be another constant. */
function refuseInexact(cursor: Cursor): void {
  if (Number.isInteger(cursor.value) && !Number.isSafeInteger(cursor.value)) {
    cursor.refuse("JavaScript cannot hold this integer exactly.", "Send it as a string of digits.");
  }
  for (const item of cursor.items()) refuseInexact(item);
  for (const [, member] of cursor.members()) refuseInexact(member);
}

function checkPattern(pattern: string, member: Cursor): void {
  try {
    new RegExp(pattern, "u");
  } catch (error) {
    member.refuse(
      `The pattern does not compile: ${(error as Error).message}.`,
      "Write it as an ECMAScript expression that is valid with the u flag.",
    );
  }
}

function names(cursor: Cursor): readonly string[] {
  const listed = cursor
    .items()
    .map((item) => item.text() ?? item.refuse("A property name is expected here.", "Write a string."));
  if (!Array.isArray(cursor.value))
    cursor.refuse("A list of property names is expected here.", "Write an array of strings.");
  return [...new Set(listed)];
}
