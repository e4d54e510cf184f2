import { type Omission, type Problem, SpecError } from "../../problem.ts";
import { findInexpressible } from "../model/expressible.ts";
import { checkedFormats } from "../model/formats.ts";
import type { Json } from "../model/json.ts";
import { typeName } from "../model/names.ts";
import { optionalFacts } from "../model/provenance.ts";
import type { Kind, Place, Provenance, Schema, SchemaTree } from "../model/schema.ts";
import { isAnything } from "../model/shape.ts";
import type { Cursor } from "./cursor.ts";
import { withDiscriminator } from "./discriminator.ts";
import { annotationKeywords, descriptiveFormats, numberFormats } from "./keywords.ts";
import { loosened } from "./loosen.ts";
import type { ReadOptions } from "./read-options.ts";
import { annotations, checkKeyword, checkPattern, limits, propertyNames, refuseInexact } from "./schema-words.ts";

const kinds: readonly Kind[] = ["null", "boolean", "integer", "number", "string", "array", "object"];

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Reads the schema at a cursor and everything it refers to; the whole is named `root`. Throws all that is wrong with it at once. */
export function readSchemaTree(start: Cursor, root: string, options: ReadOptions = {}): SchemaTree {
  return new SchemaReader(start, options).read(root);
}

class SchemaReader {
  readonly #start: Cursor;
  readonly #unverifiedFormats: ReadonlySet<string>;
  readonly #assume: Provenance | undefined;
  readonly #definitions = new Map<string, Schema>();
  /** Definition names by the place they were read from. */
  readonly #names = new Map<string, string>();
  readonly #taken = new Set<string>();
  readonly #problems: Problem[] = [];
  /** The places of schemas of which a part could not be read. */
  readonly #broken = new Set<string>();
  /** The exclusion (`not`) that is being read. */
  #exclusion: Cursor | undefined;

  constructor(start: Cursor, { unverifiedFormats = [], assume }: ReadOptions) {
    this.#start = start;
    this.#assume = assume;
    this.#unverifiedFormats = new Set(unverifiedFormats);
  }

  read(root: string): SchemaTree {
    this.#attempt(this.#start, () => this.#define(this.#target(this.#start), root));
    const tree: SchemaTree = {
      root,
      definitions: this.#definitions,
      ...(this.#assume !== undefined && { assume: this.#assume }),
    };
    // What a schema seems to say while a part of it is missing is not what it says.
    const inexpressible = findInexpressible(tree).filter(({ of }) => !this.#broken.has(keyOf(of)));
    const facts = optionalFacts(tree).map(({ at, name }): Problem => {
      const message = `x-required-by-facts names ${name}, which is not required`;
      return { ...at, message, remedy: "Add it to required, or take it out of x-required-by-facts." };
    });
    const problems = [...this.#problems, ...inexpressible.map((each) => this.#problem(each)), ...facts];
    if (problems.length > 0) throw new SpecError(problems);
    return loosened(tree, this.#start.documents.omissions);
  }

  #problem({ at, message, remedy, omit }: ReturnType<typeof findInexpressible>[number]): Problem {
    const { root } = this.#start.documents;
    const { file } = at;
    const name = (pointer: string) => (file === root.path ? pointer : `${file}#${pointer}`);
    const omission: Omission | undefined = omit && { ...omit, file, accept: name(omit.pointer) };
    return { ...at, message, remedy, ...(omission && { omission }) };
  }

  /** Reads a part of the schema at a cursor; why it is refused is kept, and the other parts are read all the same. */
  #attempt(schema: Cursor, part: () => void): void {
    if (!this.#check(part)) this.#broken.add(schema.key);
  }

  /** Runs a check without which the schema is complete all the same; returns whether it passed. */
  #check(part: () => void): boolean {
    try {
      part();
      return true;
    } catch (error) {
      if (!(error instanceof SpecError)) throw error;
      const whole = this.#exclusion?.omission("keyword");
      const reason = "Inside not, leaving a part out would refuse more";
      for (const problem of error.problems)
        this.#problems.push(whole === undefined ? problem : { ...problem, omission: { ...whole, reason } });
      return false;
    }
  }

  /** Follows a reference to a schema. A reference that leads nowhere can be left out: then any value passes. */
  #target(cursor: Cursor): Cursor {
    try {
      return cursor.resolve();
    } catch (error) {
      if (!(error instanceof SpecError)) throw error;
      throw new SpecError(error.problems.map((problem) => ({ ...problem, omission: cursor.omission("schema") })));
    }
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
    const schema = this.#schema(cursor, name);
    this.#definitions.set(name, schema);
    this.#attempt(cursor, () => this.#definitions.set(name, withDiscriminator(cursor, schema)));
    return name;
  }

  /** Reads a schema where it is used: a reference or an inline object or list of values becomes a definition. */
  #use(cursor: Cursor, name: string): Schema {
    let schema: Schema = { at: cursor.place, notes: {}, limits: {} };
    this.#attempt(cursor, () => {
      schema = this.#used(cursor, name);
    });
    return schema;
  }

  #used(cursor: Cursor, name: string): Schema {
    if (cursor.reference !== undefined) {
      for (const [keyword, sibling] of cursor.members()) {
        if (keyword === "$ref" || annotationKeywords.has(keyword) || keyword.startsWith("x-")) continue;
        const remedy = `Move ${keyword} into the referenced schema, or combine both with allOf.`;
        this.#check(() => sibling.refuse(`${keyword} beside $ref has no effect`, remedy, "keyword"));
      }
      const target = this.#target(cursor);
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
    if (!cursor.isObject) cursor.refuse("A schema is expected here", "Write an object, true or false.", "schema");
    for (const [keyword, member] of cursor.members()) this.#check(() => checkKeyword(keyword, member, cursor));

    const schema: Mutable<Schema> = {
      at: cursor.place,
      notes: annotations(cursor),
      limits: limits(cursor, (part) => this.#check(part)),
    };
    this.#values(cursor, schema);
    this.#object(cursor, name, schema);
    this.#array(cursor, name, schema);
    this.#combinations(cursor, name, schema);
    return schema;
  }

  #values(cursor: Cursor, schema: Mutable<Schema>): void {
    const attempt = (keyword: string, read: (member: Cursor) => void) => this.#attemptKeyword(cursor, keyword, read);
    attempt("type", (type) => {
      const listed = Array.isArray(type.value) ? type.value : [type.value];
      for (const kind of listed) {
        if (!kinds.includes(kind as Kind))
          type.refuse(`${JSON.stringify(kind)} is not a JSON type`, `Write one of ${kinds.join(", ")}.`, "keyword");
      }
      if (listed.length === 0) type.refuse("No type is allowed", "Name at least one type.", "keyword");
      schema.type = listed as readonly Kind[];
    });
    attempt("enum", (values) => {
      if (!Array.isArray(values.value) || values.value.length === 0)
        values.refuse("enum lists no value", "List at least one value.", "keyword");
      refuseInexact(values);
      schema.enum = values.value as readonly Json[];
    });
    attempt("const", (constant) => {
      refuseInexact(constant);
      schema.const = { value: constant.value as Json };
    });
    attempt("format", (format) => this.#format(format, schema));
  }

  /** Reads one keyword of a schema, where the schema has it. */
  #attemptKeyword(schema: Cursor, keyword: string, read: (member: Cursor) => void): void {
    const member = schema.at(keyword);
    if (member.value !== undefined) this.#attempt(schema, () => read(member));
  }

  #format(cursor: Cursor, schema: Mutable<Schema>): void {
    const name = cursor.text() ?? "";
    const limit = numberFormats.get(name);
    if (limit) schema.limits = { ...schema.limits, ...narrower(limit, schema.limits) };
    else if (!checkedFormats.has(name) && !descriptiveFormats.has(name) && !this.#unverifiedFormats.has(name)) {
      cursor.refuse(
        `The format ${JSON.stringify(cursor.value)} is not known, so values could not be checked`,
        `Say the same with pattern, or generate with --unverified-format ${name || "NAME"}. Known are ${[...checkedFormats].join(", ")}.`,
        "keyword",
      );
    }
    schema.format = name;
  }

  #object(cursor: Cursor, name: string, schema: Mutable<Schema>): void {
    const attempt = (keyword: string, read: (member: Cursor) => void) => this.#attemptKeyword(cursor, keyword, read);
    const map = (member: Cursor) => {
      if (!member.isObject) {
        member.refuse(`${member.name} is expected to be an object of schemas`, "Write one schema per name.", "keyword");
      }
      const proto = member.at("__proto__");
      if (proto.value !== undefined) {
        const remedy = "Give the property another name.";
        proto.refuse("No property can safely be called __proto__ in JavaScript", remedy, "member");
      }
      return Object.fromEntries(member.members().map(([key, each]) => [key, this.#use(each, name + typeName(key))]));
    };
    attempt("properties", (member) => (schema.properties = map(member)));
    attempt("patternProperties", (member) => {
      for (const [pattern, each] of member.members()) this.#check(() => checkPattern(pattern, each, "member"));
      schema.patternProperties = map(member);
    });
    for (const keyword of ["additionalProperties", "unevaluatedProperties", "propertyNames"] as const)
      attempt(keyword, (member) => (schema[keyword] = this.#use(member, `${name}Value`)));
    attempt("required", (member) => (schema.required = propertyNames(member)));
    const dependent: (readonly [string, readonly string[]])[] = [];
    for (const keyword of ["dependentRequired", "dependencies"])
      attempt(keyword, (member) => dependent.push(...this.#dependencies(member)));
    if (dependent.length > 0) schema.dependentRequired = Object.fromEntries(dependent);
    attempt("discriminator", (member) => {
      const remedy = "Write the name of the property: AsyncAPI has no mapping.";
      schema.discriminator =
        member.text() ?? member.refuse("discriminator is expected to be the name of a property", remedy, "keyword");
    });
  }

  #dependencies(member: Cursor): readonly (readonly [string, readonly string[]])[] {
    if (!member.isObject)
      member.refuse(`${member.name} is expected to be an object`, "Write one list per name.", "keyword");
    const found: (readonly [string, readonly string[]])[] = [];
    for (const [key, each] of member.members()) {
      this.#attempt(member, () => {
        if (each.isObject || typeof each.value === "boolean") {
          const remedy = "Use oneOf with one branch for each case.";
          each.refuse("A schema that depends on a property cannot be told in types", remedy, "member");
        }
        found.push([key, propertyNames(each, "member")]);
      });
    }
    return found;
  }

  #array(cursor: Cursor, name: string, schema: Mutable<Schema>): void {
    const attempt = (keyword: string, read: (member: Cursor) => void) => this.#attemptKeyword(cursor, keyword, read);
    const isTuple = Array.isArray(cursor.at("items").value);
    attempt(isTuple ? "items" : "prefixItems", (prefix) => {
      if (!Array.isArray(prefix.value))
        prefix.refuse("prefixItems is expected to be a list of schemas", "List one schema per item.", "keyword");
      schema.prefixItems = prefix.items().map((item, index) => this.#use(item, `${name}Item${index + 1}`));
    });
    attempt(isTuple ? "additionalItems" : "items", (rest) => (schema.items = this.#use(rest, `${name}Item`)));
    attempt("contains", (contains) => (schema.contains = this.#use(contains, `${name}Item`)));
  }

  #combinations(cursor: Cursor, name: string, schema: Mutable<Schema>): void {
    for (const keyword of ["allOf", "anyOf", "oneOf"] as const) {
      this.#attemptKeyword(cursor, keyword, (member) => {
        if (!Array.isArray(member.value) || member.value.length === 0)
          member.refuse(`${keyword} lists no schema`, "List at least one schema.", "keyword");
        schema[keyword] = member.items().map((branch) => this.#branch(branch, name));
      });
    }
    this.#attemptKeyword(cursor, "not", (not) => {
      const around = this.#exclusion;
      this.#exclusion ??= not;
      const before = this.#problems.length;
      let excluded: Schema | undefined;
      this.#attempt(cursor, () => {
        excluded = this.#schema(not, `${name}Excluded`);
      });
      this.#exclusion = around;
      // What a part is missing from would exclude more than it says.
      if (excluded === undefined || this.#problems.length > before) return;
      if (isAnything(excluded)) schema.never = true;
      else if (!excluded.never) schema.not = excluded;
    });
  }

  /** A branch is part of the schema it stands in: it gets a name only when it has a title or is referred to. */
  #branch(cursor: Cursor, parent: string): Schema {
    const title = cursor.reference === undefined ? cursor.at("title").text() : undefined;
    if (title !== undefined && hasShape(cursor)) {
      return { at: cursor.place, notes: {}, limits: {}, ref: this.#define(cursor, typeName(title)) };
    }
    if (cursor.reference !== undefined) return this.#use(cursor, parent);
    let schema: Schema = { at: cursor.place, notes: {}, limits: {} };
    this.#attempt(cursor, () => {
      schema = this.#schema(cursor, parent);
    });
    return schema;
  }
}

function keyOf({ file, pointer }: Place): string {
  return `${file}#${pointer}`;
}

/** The names that a definition may come to have in a file: its own, and that of its received form. Case is folded. */
function namesOf(name: string): readonly string[] {
  return [name.toLowerCase(), `received${name.toLowerCase()}`];
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
