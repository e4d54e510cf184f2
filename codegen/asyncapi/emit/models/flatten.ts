import {
  type Declaration,
  intersection,
  isNever,
  jsonValue,
  type Signature,
  type TypeNode,
  union,
} from "../type-node.ts";

/** An object whose fields may come from several schemas. */
export interface FlatObject {
  readonly fields: ReadonlyMap<string, Field>;
  /** The types of the fields that are not named. */
  readonly signatures: readonly Signature[];
  /** What was said about which fields go together, in words. */
  readonly rules: readonly string[];
}

export interface Field {
  readonly doc: readonly string[];
  readonly required: boolean;
  readonly type: TypeNode;
}

/**
 * Brings the objects that a type combines into one: all fields of combined objects, and of alternatives the fields of all.
 *
 * Most languages have classes, and no unions or intersections of them.
 */
export class Flattener {
  readonly #declarations: ReadonlyMap<string, Declaration>;
  readonly #known = new Map<string, FlatObject | undefined>();

  constructor(declarations: ReadonlyMap<string, Declaration>) {
    this.#declarations = declarations;
  }

  /** Returns the one object that a type is, or undefined when it is, or may be, something else. */
  flatten(type: TypeNode): FlatObject | undefined {
    switch (type.kind) {
      case "object": {
        const fields = type.members.map(({ name, ...field }) => [name, field] as const);
        return { fields: new Map(fields), signatures: type.signatures, rules: [] };
      }
      case "reference":
        return this.#declared(type.name);
      case "intersection": {
        const parts = this.#parts(type.of.filter(({ kind }) => kind !== "any"));
        return parts && allOf(parts);
      }
      case "union": {
        const alternatives = type.of.filter(({ kind }) => kind !== "null");
        const parts = this.#parts(alternatives);
        if (parts === undefined || parts.length < 2) return parts?.[0];
        return oneOf(parts, alternatives);
      }
      default:
        return undefined;
    }
  }

  #declared(name: string): FlatObject | undefined {
    // An object that combines itself with itself says nothing: the round ends here.
    if (this.#known.has(name)) return this.#known.get(name);
    this.#known.set(name, undefined);
    const declared = this.#declarations.get(name);
    const flat = declared && this.flatten(declared.type);
    this.#known.set(name, flat);
    return flat;
  }

  #parts(types: readonly TypeNode[]): readonly FlatObject[] | undefined {
    const parts = types.map((type) => this.flatten(type));
    return parts.length > 0 && parts.every((part) => part !== undefined) ? parts : undefined;
  }
}

/** The object that all parts describe together. */
function allOf(parts: readonly FlatObject[]): FlatObject {
  const fields = merged(parts, (found) => ({
    doc: found.find(({ doc }) => doc.length > 0)?.doc ?? [],
    required: found.some(({ required }) => required),
    type: intersection(found.map(({ type }) => type).filter(({ kind }, _, all) => kind !== "any" || all.length === 1)),
  }));
  const { signatures, rules } = together(parts);
  return { fields, signatures, rules };
}

/** An object that has room for every alternative: what only some of them have is optional. */
function oneOf(parts: readonly FlatObject[], alternatives: readonly TypeNode[]): FlatObject {
  const fields = merged(parts, (found) => ({
    doc: found.find(({ doc }) => doc.length > 0)?.doc ?? [],
    required: found.length === parts.length && found.every(({ required }) => required),
    // An alternative that does not name the field allows it all the same.
    type: union(found.map(({ type }) => (isNever(type) && found.length < parts.length ? jsonValue : type))),
  }));
  const { signatures, rules } = together(parts);
  const names = parts.map((part, index) => nameOf(alternatives[index], part));
  return { fields, signatures, rules: [...rules, `at least one of: ${names.join("; ")}`] };
}

function together(parts: readonly FlatObject[]): Pick<FlatObject, "signatures" | "rules"> {
  return { signatures: parts.flatMap(({ signatures }) => signatures), rules: parts.flatMap(({ rules }) => rules) };
}

function merged(parts: readonly FlatObject[], merge: (found: readonly Field[]) => Field): ReadonlyMap<string, Field> {
  const names = new Set(parts.flatMap(({ fields }) => [...fields.keys()]));
  const found = (name: string) => parts.flatMap(({ fields }) => fields.get(name) ?? []);
  return new Map([...names].map((name) => [name, merge(found(name))]));
}

/** Describes an alternative by its name, or by the fields that it has. */
function nameOf(type: TypeNode | undefined, { fields }: FlatObject): string {
  if (type?.kind === "reference") return `\`${type.name}\``;
  const named = [...fields].map(([name, field]) => {
    const optional = isNever(field.type) ? "no " : field.required ? "" : "optional ";
    return `${optional}\`${name}\``;
  });
  return named.length === 0 ? "any fields" : named.join(" and ");
}
