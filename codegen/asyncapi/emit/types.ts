import type { Json } from "../model/json.ts";
import { allKinds, kindOf, kindsOf, type TypeKind, valuesOf } from "../model/kinds.ts";
import type { Schema, SchemaTree } from "../model/schema.ts";
import { declaredProperties, isAnything, isExclusive } from "../model/shape.ts";
import { docLines } from "./doc-comment.ts";
import {
  type Declaration,
  emptyObject,
  intersection,
  jsonObject,
  jsonValue,
  type Member,
  never,
  object,
  reference,
  type Signature,
  type TypeNode,
  union,
} from "./type-node.ts";

/** What the schemas around a part leave possible for it. */
interface Scope {
  readonly kinds: readonly TypeKind[];
  /** No schema of the same value declares a property, so there may be any. */
  readonly isOpen: boolean;
  property(name: string): Schema | undefined;
}

/** Writes the types of one message's schemas; `nameOf` gives the type name of a definition. */
export class TypeWriter {
  readonly #tree: SchemaTree;
  readonly #nameOf: (definition: string) => string;
  readonly #inlining = new Set<string>();

  constructor(tree: SchemaTree, nameOf: (definition: string) => string = (name) => name) {
    this.#tree = tree;
    this.#nameOf = nameOf;
  }

  /**
   * Returns what has to be declared for a definition: its type, and where that has rules over its fields, those by themselves.
   * `about` is what its comment says first.
   */
  declarations(definition: string, about: readonly string[] = []): readonly Declaration[] {
    const schema = this.#tree.definitions.get(definition);
    if (schema === undefined) throw new Error(`no definition ${definition}`);
    const name = this.#nameOf(definition);
    const type = this.typeOf(schema);
    const own = docLines(schema);
    const first = about.filter((line) => !own.includes(line));
    const doc = [...first, ...(first.length > 0 && own.length > 0 ? [""] : []), ...own];
    // A rule over an object's fields reads better beside the fields than behind them.
    const [fields, ...rules] = type.kind === "intersection" ? type.of : [];
    if (fields?.kind === "object" && !this.#tree.definitions.has(`${definition}Fields`)) {
      const whole = intersection([reference(`${name}Fields`), ...rules]);
      return [
        { name, doc, type: whole },
        { name: `${name}Fields`, doc: [], type: fields },
      ];
    }
    return [{ name, doc, type }];
  }

  /** Returns the type of a schema where a whole value stands. */
  typeOf(schema: Schema): TypeNode {
    const isOpen = declaredProperties(schema, this.#tree).length === 0;
    const scope: Scope = { kinds: allKinds, isOpen, property: () => undefined };
    return this.#part(schema, scope) ?? kindTypes(kindsOf(schema, this.#tree));
  }

  /** Returns what a schema adds to its scope, or undefined when it adds nothing that a type can say. */
  #part(schema: Schema, outer: Scope): TypeNode | undefined {
    if (schema.never) return never;
    if (schema.ref !== undefined) return this.#reference(schema.ref, outer);
    const kinds = kindsOf(schema, this.#tree, outer.kinds);
    if (kinds.length === 0) return never;
    const scope: Scope = {
      kinds,
      isOpen: outer.isOpen,
      property: (name) => own(schema.properties, name) ?? outer.property(name),
    };
    const parts = [
      this.#own(schema, scope),
      ...(schema.allOf ?? []).map((part) => this.#part(part, scope)),
      this.#union(schema.anyOf, scope),
      isExclusive(schema.oneOf) ? this.#exclusive(schema.oneOf, scope) : this.#union(schema.oneOf, scope),
      ...Object.entries(schema.dependentRequired ?? {}).map(([name, needed]) => this.#dependent(name, needed, scope)),
      schema.not?.required && union(schema.not.required.map(absence)),
    ];
    const said = parts.filter((part) => part !== undefined);
    if (said.length > 0) return intersection(said);
    return kinds.length < outer.kinds.length ? kindTypes(kinds, isInteger(schema)) : undefined;
  }

  /** A reference is written by name, unless the schema around it rules out some of what the name allows. */
  #reference(name: string, outer: Scope): TypeNode {
    const target = this.#tree.definitions.get(name);
    const kinds = target ? kindsOf(target, this.#tree) : [];
    const isWithin = kinds.every((kind) => outer.kinds.includes(kind));
    if (target === undefined || isWithin || this.#inlining.has(name)) return reference(this.#nameOf(name));
    this.#inlining.add(name);
    const type = this.#part(target, outer) ?? kindTypes(kinds.filter((kind) => outer.kinds.includes(kind)));
    this.#inlining.delete(name);
    return type;
  }

  #own(schema: Schema, scope: Scope): TypeNode | undefined {
    const values = valuesOf(schema)?.filter((value) => scope.kinds.includes(kindOf(value)));
    if (values) return union([...values.map(literal), ...(schema.openEnum ? otherValues(values) : [])]);

    const isObject = scope.kinds.includes("object") && saysObject(schema);
    const isArray = scope.kinds.includes("array") && (schema.items ?? schema.prefixItems) !== undefined;
    if (!isObject && !isArray) return undefined;
    return union(
      scope.kinds.map((kind) => {
        if (kind === "object" && isObject) return this.#object(schema, scope);
        return kind === "array" && isArray ? this.#array(schema) : kindTypes([kind], isInteger(schema));
      }),
    );
  }

  #object(schema: Schema, scope: Scope): TypeNode {
    const required = new Set(schema.required);
    const members: Member[] = Object.entries(schema.properties ?? {}).map(([name, property]) => ({
      doc: docLines(property),
      name,
      required: required.delete(name),
      type: this.typeOf(property),
    }));
    for (const name of required) members.push(this.#presence(name, scope));
    const signatures: Signature[] = Object.entries(schema.patternProperties ?? {}).map(([pattern, part]) => ({
      pattern,
      type: this.typeOf(part),
    }));
    const rest =
      schema.additionalProperties ?? schema.unevaluatedProperties ?? (scope.isOpen ? anything(schema) : undefined);
    if (rest && !rest.never) signatures.push({ type: this.#rest(rest, [...members, ...signatures]) });
    if (members.length + signatures.length > 0) return object(members, signatures);
    return rest?.never ? emptyObject : jsonObject;
  }

  /** An index signature speaks of the declared properties too, so where anything goes it has to name their types. */
  #rest(rest: Schema, others: readonly (Member | Signature)[]): TypeNode {
    return isAnything(rest) ? union([jsonValue, ...others.map(({ type }) => type)]) : this.typeOf(rest);
  }

  #array(schema: Schema): TypeNode {
    const item = schema.items ? this.typeOf(schema.items) : jsonValue;
    if (schema.prefixItems === undefined) return { kind: "array", item };
    const least = Number(schema.limits["minItems"] ?? 0);
    const rest = schema.items?.never ? undefined : item;
    return { kind: "tuple", items: schema.prefixItems.map((part) => this.typeOf(part)), least, rest };
  }

  #union(branches: readonly Schema[] | undefined, scope: Scope): TypeNode | undefined {
    if (branches === undefined) return undefined;
    const types: TypeNode[] = [];
    for (const branch of branches) {
      if (kindsOf(branch, this.#tree, scope.kinds).length === 0) continue;
      const type = this.#part(branch, scope);
      // A branch that adds nothing makes the whole union say nothing.
      if (type === undefined) return undefined;
      types.push(type);
    }
    return union(types);
  }

  /** `oneOf` over `required`: the properties of one branch are there, and those of every other are not all there. */
  #exclusive(branches: readonly Schema[], scope: Scope): TypeNode {
    return union(
      branches.map((branch, index) => {
        const needed = branch.required ?? [];
        const others = branches.filter((_, at) => at !== index).map((other) => other.required ?? []);
        const absent = others.map((names) => union(names.filter((name) => !needed.includes(name)).map(absence)));
        return intersection([object(needed.map((name) => this.#presence(name, scope))), ...absent]);
      }),
    );
  }

  #dependent(name: string, needed: readonly string[], scope: Scope): TypeNode | undefined {
    if (!scope.kinds.includes("object")) return undefined;
    const others = kindTypes(scope.kinds.filter((kind) => kind !== "object"));
    return union([others, absence(name), object(needed.map((each) => this.#presence(each, scope)))]);
  }

  #presence(name: string, scope: Scope): Member {
    const property = scope.property(name);
    return { doc: [], name, required: true, type: property ? this.typeOf(property) : jsonValue };
  }
}

function absence(name: string): TypeNode {
  return object([{ doc: [], name, required: false, type: never }]);
}

function own<T>(record: { readonly [name: string]: T } | undefined, name: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
}

function kindTypes(kinds: readonly TypeKind[], integer = false): TypeNode {
  return kinds.length === allKinds.length ? jsonValue : union(kinds.map((kind) => kindType(kind, integer)));
}

function kindType(kind: TypeKind, integer: boolean): TypeNode {
  if (kind === "object") return jsonObject;
  if (kind === "array") return { kind, item: jsonValue };
  return kind === "number" && integer ? { kind, integer } : { kind };
}

function isInteger({ type }: Schema): boolean {
  return type?.includes("integer") === true && !type.includes("number");
}

function anything({ at, patternProperties }: Schema): Schema | undefined {
  return patternProperties === undefined ? { at, notes: {}, limits: {} } : undefined;
}

function saysObject(schema: Schema): boolean {
  const { properties, patternProperties, additionalProperties, unevaluatedProperties, required } = schema;
  if (Object.keys(properties ?? {}).length > 0 || (required ?? []).length > 0) return true;
  return [properties, patternProperties, additionalProperties, unevaluatedProperties, required].some(
    (part) => part !== undefined,
  );
}

function literal(value: Json): TypeNode {
  if (Array.isArray(value)) return { kind: "tuple", items: value.map(literal), least: value.length, rest: undefined };
  if (value === null) return { kind: "null" };
  if (typeof value !== "object") return { kind: "literal", value };
  const members = Object.entries(value);
  if (members.length === 0) return emptyObject;
  return object(members.map(([name, member]) => ({ doc: [], name, required: true, type: literal(member) })));
}

/** The other values beside those listed, of the same kinds. */
function otherValues(values: readonly Json[]): readonly TypeNode[] {
  return [...new Set(values.map(kindOf))].map((kind) =>
    kind === "string" || kind === "number" ? { kind, open: true } : kindType(kind, false),
  );
}
