import {
  type Declaration,
  isNever,
  jsonObject,
  jsonValue,
  object,
  reference,
  type Signature,
  type TypeNode,
  union,
} from "../type-node.ts";
import { describe, kindOfType } from "./describe.ts";
import { type Field, type FlatObject, Flattener } from "./flatten.ts";
import { identifier, type Names, upperFirst } from "./naming.ts";
import { type ModelNote, Notes } from "./notes.ts";

/** Where a type stands: what a note about it calls the place, and the name that it gets when it needs a class. */
interface Spot {
  readonly where: string;
  readonly name: string;
  readonly doc: readonly string[];
  /** The name is the declaration's own. */
  readonly isDeclared?: true;
  /** The place is a field of a class. */
  readonly isField?: true;
}

/**
 * Rewrites types to what languages without unions, intersections and index signatures can hold: classes, enumerations of strings,
 * lists, maps with text as keys, and plain values. What gets lost is noted.
 */
export class Lowering {
  readonly #source: ReadonlyMap<string, Declaration>;
  readonly #names: Names;
  #notes: Notes;
  readonly #flattener: Flattener;
  readonly #declared = new Map<string, Declaration>();
  readonly #aliases = new Map<string, { readonly type: TypeNode; readonly notes: readonly ModelNote[] }>();
  readonly #open = new Set<string>();

  constructor(declarations: readonly Declaration[], names: Names, notes: Notes) {
    this.#source = new Map(declarations.map((declaration) => [declaration.name, declaration]));
    this.#names = names;
    this.#notes = notes;
    this.#flattener = new Flattener(this.#source);
  }

  /** The classes and enumerations that the types asked for need, in the order in which they were met. */
  get declarations(): readonly Declaration[] {
    return [...this.#declared.values()];
  }

  /** Lowers a declared type; returns what refers to it. */
  declared(name: string): TypeNode {
    return this.#reference(name, { where: name, name, doc: [] });
  }

  #reference(name: string, spot: Spot): TypeNode {
    if (this.#declared.has(name)) return reference(name);
    if (this.#open.has(name)) {
      this.#notes.add("recursion", spot.where, `\`${name}\` within itself: any value`);
      return jsonValue;
    }
    const { type, notes } = this.#aliases.get(name) ?? this.#alias(name);
    // No class has the name of the alias, so the field that uses it is where a reader looks.
    const isOfField = spot.isField && type.kind !== "reference";
    for (const { topic, where, message } of notes) {
      const rest = where.slice(name.length);
      const isMoved = isOfField && where.startsWith(name) && /^(?:$|[[{])/.test(rest);
      this.#notes.add(topic, isMoved ? spot.where + rest : where, message);
    }
    return type;
  }

  #alias(name: string) {
    const declaration = this.#source.get(name);
    const outer = this.#notes;
    this.#notes = new Notes();
    this.#open.add(name);
    const spot: Spot = { where: name, name, doc: declaration?.doc ?? [], isDeclared: true };
    const lowered = declaration ? this.#lower(declaration.type, spot) : jsonValue;
    this.#open.delete(name);
    const alias = { type: lowered, notes: this.#notes.all };
    this.#notes = outer;
    this.#aliases.set(name, alias);
    return alias;
  }

  #lower(type: TypeNode, spot: Spot): TypeNode {
    switch (type.kind) {
      case "any":
        return type;
      case "boolean":
        return type;
      case "string":
        return { kind: "string" };
      case "number":
        return type.integer ? { kind: "number", integer: true } : { kind: "number" };
      case "null":
        this.#notes.add("null", spot.where, "is always null");
        return jsonValue;
      case "literal":
        this.#notes.add("constants", spot.where, `is always ${JSON.stringify(type.value)}`);
        return plain([type]);
      case "reference":
        return this.#reference(type.name, spot);
      case "object":
        return this.#object(this.#flattener.flatten(type), spot);
      case "array":
        return { kind: "array", item: this.#lower(type.item, within(spot, "Item", "[]")) };
      case "tuple":
        return this.#tuple([...type.items, ...(type.rest ? [type.rest] : [])], spot);
      case "union":
        return this.#union(type.of, spot);
      case "intersection":
        return this.#intersection(type, spot);
    }
  }

  #object(flat: FlatObject | undefined, spot: Spot): TypeNode {
    if (flat === undefined) return jsonObject;
    return flat.fields.size > 0 ? this.#class(flat, spot) : this.#map(flat.signatures, spot);
  }

  #class({ fields, signatures, rules }: FlatObject, spot: Spot): TypeNode {
    const name = this.#take(spot);
    // Named before its fields are looked at, because they may refer to it.
    this.#declared.set(name, { name, doc: spot.doc, type: object([]) });
    for (const rule of rules) this.#notes.add("alternatives", name, rule);
    const members = [...fields].flatMap(([field, found]) => this.#member(name, field, found) ?? []);
    const further = this.#further(signatures, { where: name, name: `${name}Further`, doc: [] });
    this.#declared.set(name, { name, doc: spot.doc, type: object(members, further) });
    return reference(name);
  }

  #member(owner: string, name: string, { doc, required, type }: Field) {
    const where = `${owner}.${name}`;
    const alias = this.#resolved(type);
    if (isNever(alias.type)) {
      this.#notes.add("rules", where, "must not be there");
      return undefined;
    }
    const said = doc.length > 0 ? doc : alias.doc;
    if (required && alias.type.kind === "literal") return { name, required, doc: said, type: alias.type };
    const lowered = this.#lower(type, { where, name: owner + pascal(name), doc: said, isField: true });
    return { name, required, doc: lowered.kind === "reference" ? doc : said, type: lowered };
  }

  #further(signatures: readonly Signature[], spot: Spot): readonly Signature[] {
    const allowed = signatures.filter(({ type }) => !isNever(type));
    if (allowed.length === 0) return [];
    const type = this.#lower(union(allowed.map((signature) => signature.type)), spot);
    const names = allowed.map(({ pattern }) =>
      pattern === undefined ? "any name" : `names that match \`${pattern}\``,
    );
    this.#notes.add("further fields", spot.where, `${names.join(" or ")}: ${describe(type)}`);
    return [{ type }];
  }

  #map(signatures: readonly Signature[], spot: Spot): TypeNode {
    for (const { pattern } of signatures) {
      if (pattern !== undefined) this.#notes.add("keys", spot.where, `keys match \`${pattern}\``);
    }
    if (signatures.every(({ type }) => isNever(type))) {
      this.#notes.add("rules", spot.where, "is an object without fields");
      return jsonObject;
    }
    const value = union(signatures.map(({ type }) => type));
    return object([], [{ type: this.#lower(value, within(spot, "Value", "{}")) }]);
  }

  #tuple(items: readonly TypeNode[], spot: Spot): TypeNode {
    const lowered = items.map((item, index) => this.#lower(item, within(spot, `Item${index + 1}`, `[${index}]`)));
    this.#notes.add("tuples", spot.where, `a list of ${lowered.map(describe).join(", ")}, in this order`);
    const texts = new Set(lowered.map((item) => JSON.stringify(item)));
    return { kind: "array", item: texts.size === 1 ? (lowered[0] ?? jsonValue) : jsonValue };
  }

  #union(types: readonly TypeNode[], spot: Spot): TypeNode {
    if (types.some(({ kind }) => kind === "any")) return jsonValue;
    const [only, ...more] = types.filter(({ kind }) => kind !== "null");
    // A type that is only nullable keeps its name.
    const alternatives = only && more.length === 0 ? types : this.#alternatives(types, spot);
    const others = alternatives.filter(({ kind }) => kind !== "null");
    if (others.length === alternatives.length) return this.#oneOf(others, spot);
    if (others.length === 0) return this.#lower({ kind: "null" }, spot);
    this.#notes.add("null", spot.where, "may be null");
    return union([this.#oneOf(others, spot), { kind: "null" }]);
  }

  #oneOf(types: readonly TypeNode[], spot: Spot): TypeNode {
    const [first] = types;
    if (first === undefined) {
      this.#notes.add("rules", spot.where, "must not be there");
      return jsonValue;
    }
    if (types.length === 1) return this.#lower(first, spot);
    const kinds = [...new Set(types.map((type) => this.#kindOf(type)))];
    if (kinds.includes("any")) return jsonValue;
    if (kinds.length > 1) {
      this.#notes.add("alternatives", spot.where, `${kinds.join(" or ")}: any value`);
      return jsonValue;
    }
    if (kinds[0] === "object") return this.#object(this.#flattener.flatten(union(types)), spot);
    if (kinds[0] === "list") return this.#lists(types, spot);
    return this.#values(types, spot);
  }

  #lists(types: readonly TypeNode[], spot: Spot): TypeNode {
    const items = types.flatMap((type) => {
      if (type.kind === "array") return [type.item];
      return type.kind === "tuple" ? [...type.items, ...(type.rest ? [type.rest] : [])] : [];
    });
    this.#notes.add("alternatives", spot.where, `${types.length} kinds of list`);
    return { kind: "array", item: this.#lower(union(items), within(spot, "Item", "[]")) };
  }

  /** Texts, numbers or booleans, some of them listed. */
  #values(types: readonly TypeNode[], spot: Spot): TypeNode {
    const values = types.flatMap((type) => (type.kind === "literal" ? [type.value] : []));
    const isClosed = values.length === types.length;
    if (isClosed && values.every((value) => typeof value === "string")) {
      const name = this.#take(spot);
      this.#declared.set(name, { name, doc: spot.doc, type: union(types) });
      return reference(name);
    }
    if (values.length > 0) {
      const listed = values.map((value) => JSON.stringify(value)).join(", ");
      const [topic, words] = isClosed ? (["other values", "allowed"] as const) : (["open values", "known"] as const);
      this.#notes.add(topic, spot.where, `${words} values: ${listed}`);
    }
    return plain(types);
  }

  /** Objects become one object. Of other types, the one that says most stands for all. */
  #intersection(type: Extract<TypeNode, { readonly kind: "intersection" }>, spot: Spot): TypeNode {
    const flat = this.#flattener.flatten(type);
    return flat ? this.#object(flat, spot) : this.#lower(this.#strictest(type, spot), spot);
  }

  #strictest(type: Extract<TypeNode, { readonly kind: "intersection" }>, spot: Spot): TypeNode {
    const isPlain = ({ kind }: TypeNode) => kind === "string" || kind === "number" || kind === "boolean";
    const precise = type.of.filter((part) => this.#kindOf(part) !== "any" && !isPlain(this.#resolved(part).type));
    const parts = precise.length > 0 ? precise : type.of.filter((part) => this.#kindOf(part) !== "any");
    const [first = jsonValue] = parts.toSorted((a, b) => this.#precision(b) - this.#precision(a));
    if (parts.length > 1) {
      const names = parts.map((part) => `\`${describe(part)}\``).join(" and ");
      this.#notes.add("rules", spot.where, `is ${names} at once`);
    }
    return first;
  }

  /** The alternatives of a union, with those of unions that it refers to. */
  #alternatives(types: readonly TypeNode[], spot: Spot, seen: ReadonlySet<string> = new Set()): readonly TypeNode[] {
    const found = types.flatMap((type) => {
      if (type.kind === "union") return this.#alternatives(type.of, spot, seen);
      if (type.kind === "intersection" && !this.#flattener.flatten(type)) {
        return this.#alternatives([this.#strictest(type, spot)], spot, seen);
      }
      if (type.kind !== "reference" || seen.has(type.name)) return [type];
      const target = this.#source.get(type.name)?.type;
      // What becomes a class is told apart by its name.
      if (target === undefined || this.#flattener.flatten(type)) return [type];
      return this.#alternatives([target], spot, new Set([...seen, type.name]));
    });
    const flat = union(found);
    return flat.kind === "union" ? flat.of : [flat];
  }

  #kindOf(type: TypeNode): string {
    const { type: resolved } = this.#resolved(type);
    if (this.#flattener.flatten(type)) return "object";
    if (resolved.kind === "intersection") {
      const kinds = resolved.of.map((part) => this.#kindOf(part)).filter((kind) => kind !== "any");
      return kinds[0] ?? "any";
    }
    return kindOfType(resolved);
  }

  #precision(type: TypeNode): number {
    const { kind } = this.#resolved(type).type;
    return kind === "literal" ? 3 : kind === "union" || kind === "intersection" ? 2 : 1;
  }

  /** Follows aliases to the type they stand for, with the first words said about it on the way. */
  #resolved(type: TypeNode): { readonly type: TypeNode; readonly doc: readonly string[] } {
    let resolved = type;
    let doc: readonly string[] = [];
    for (const seen = new Set<string>(); resolved.kind === "reference" && !seen.has(resolved.name); ) {
      seen.add(resolved.name);
      const declaration = this.#source.get(resolved.name);
      if (declaration === undefined) break;
      doc = doc.length > 0 ? doc : declaration.doc;
      resolved = declaration.type;
    }
    return { type: resolved, doc };
  }

  #take({ name, isDeclared }: Spot): string {
    return isDeclared ? name : this.#names.take(name);
  }
}

/** Returns the plain type of values of one kind. */
function plain(types: readonly TypeNode[]): TypeNode {
  const isInteger = (type: TypeNode) =>
    type.kind === "literal" ? Number.isInteger(type.value) : type.kind === "number" && type.integer === true;
  switch (kindOfType(types[0] ?? jsonValue)) {
    case "text":
      return { kind: "string" };
    case "boolean":
      return { kind: "boolean" };
    case "number":
      return types.every(isInteger) ? { kind: "number", integer: true } : { kind: "number" };
    default:
      return jsonValue;
  }
}

function within({ where, name }: Spot, suffix: string, mark: string): Spot {
  return { where: where + mark, name: name + suffix, doc: [] };
}

function pascal(name: string): string {
  return identifier(name, (words) => words.map(upperFirst).join(""), "Field");
}
