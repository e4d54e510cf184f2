import type { Json } from "../model/json.ts";
import { allKinds, kindOf, kindsOf, type TypeKind, valuesOf } from "../model/kinds.ts";
import type { Schema, SchemaTree } from "../model/schema.ts";
import { docComment } from "./doc-comment.ts";
import { printMembers, printType, spaced } from "./print-type.ts";
import {
  intersection,
  jsonObject,
  jsonValue,
  type Member,
  never,
  object,
  propertyKey,
  type TypeNode,
  text,
  union,
} from "./type-node.ts";

/** What the schemas around a part leave possible for it. */
interface Scope {
  readonly kinds: readonly TypeKind[];
  property(name: string): Schema | undefined;
}

const outermost: Scope = { kinds: allKinds, property: () => undefined };

/** Writes the types of one message's schemas; `nameOf` gives the type name of a definition. */
export class TypeWriter {
  readonly #tree: SchemaTree;
  readonly #nameOf: (definition: string) => string;

  constructor(tree: SchemaTree, nameOf: (definition: string) => string = (name) => name) {
    this.#tree = tree;
    this.#nameOf = nameOf;
  }

  /** Returns the declaration of a definition with its doc comment. */
  declaration(definition: string): string {
    const schema = this.#tree.definitions.get(definition);
    if (schema === undefined) throw new Error(`no definition ${definition}`);
    const name = this.#nameOf(definition);
    const type = this.typeOf(schema);
    const doc = docComment(schema);
    if (type.kind === "object") return `${doc}export interface ${name} ${printMembers(type.members)}\n`;
    // A rule over an object's fields reads better beside the fields than behind them.
    const [fields, ...rules] = type.kind === "intersection" ? type.of : [];
    if (fields?.kind === "object" && !this.#tree.definitions.has(`${definition}Fields`)) {
      const whole = intersection([text(`${name}Fields`), ...rules]);
      return `${doc}export type ${name} =${spaced(printType(whole))};\n\nexport interface ${name}Fields ${printMembers(fields.members)}\n`;
    }
    return `${doc}export type ${name} =${spaced(printType(type))};\n`;
  }

  /** Returns the type of a schema where a whole value stands. */
  typeOf(schema: Schema): TypeNode {
    return this.#part(schema, outermost) ?? kindTypes(kindsOf(schema, this.#tree));
  }

  /** Returns what a schema adds to its scope, or undefined when it adds nothing that a type can say. */
  #part(schema: Schema, outer: Scope): TypeNode | undefined {
    if (schema.never) return never;
    if (schema.ref !== undefined) return text(this.#nameOf(schema.ref));
    const kinds = kindsOf(schema, this.#tree, outer.kinds);
    if (kinds.length === 0) return never;
    const scope: Scope = { kinds, property: (name) => own(schema.properties, name) ?? outer.property(name) };
    const parts = [
      this.#own(schema, scope, outer),
      ...(schema.allOf ?? []).map((part) => this.#part(part, scope)),
      this.#union(schema.anyOf, scope),
      isRequiredOnly(schema.oneOf) ? this.#exclusive(schema.oneOf, scope) : this.#union(schema.oneOf, scope),
      ...Object.entries(schema.dependentRequired ?? {}).map(([name, needed]) => this.#dependent(name, needed, scope)),
      schema.not?.required && union(schema.not.required.map(absence)),
    ];
    const said = parts.filter((part) => part !== undefined);
    return said.length === 0 ? undefined : intersection(said);
  }

  #own(schema: Schema, scope: Scope, outer: Scope): TypeNode | undefined {
    const values = valuesOf(schema)?.filter((value) => scope.kinds.includes(kindOf(value)));
    if (values) return union([...values.map(literal), ...(schema.openEnum ? otherValues(values) : [])]);

    const isObject = scope.kinds.includes("object") && saysObject(schema);
    const isArray = scope.kinds.includes("array") && (schema.items ?? schema.prefixItems) !== undefined;
    const narrows = schema.type !== undefined && scope.kinds.length < outer.kinds.length;
    if (!isObject && !isArray && !narrows) return undefined;
    return union(
      scope.kinds.map((kind) => {
        if (kind === "object" && isObject) return this.#object(schema, scope);
        return kind === "array" && isArray ? this.#array(schema) : kindTypes([kind]);
      }),
    );
  }

  #object(schema: Schema, scope: Scope): TypeNode {
    const required = new Set(schema.required);
    const members: Member[] = Object.entries(schema.properties ?? {}).map(([name, property]) => ({
      doc: docComment(property),
      key: propertyKey(name) + (required.delete(name) ? "" : "?"),
      type: this.typeOf(property),
    }));
    for (const name of required) members.push(this.#presence(name, scope));
    for (const [pattern, part] of Object.entries(schema.patternProperties ?? {})) {
      const prefix = /^\^([\w-]+)$/.exec(pattern)?.[1];
      const key = prefix === undefined ? "[key: string]" : `[key: \`${prefix}\${string}\`]`;
      members.push({ doc: "", key, type: this.typeOf(part) });
    }
    const rest = schema.additionalProperties ?? schema.unevaluatedProperties;
    if (rest && !rest.never) members.push({ doc: "", key: "[key: string]", type: this.typeOf(rest) });
    return members.length === 0 ? jsonObject : object(members);
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

  #dependent(name: string, needed: readonly string[], scope: Scope): TypeNode {
    return union([absence(name), object(needed.map((each) => this.#presence(each, scope)))]);
  }

  #presence(name: string, scope: Scope): Member {
    const property = scope.property(name);
    return { doc: "", key: propertyKey(name), type: property ? this.typeOf(property) : jsonValue };
  }
}

function absence(name: string): TypeNode {
  return object([{ doc: "", key: `${propertyKey(name)}?`, type: never }]);
}

function own<T>(record: { readonly [name: string]: T } | undefined, name: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
}

function kindTypes(kinds: readonly TypeKind[]): TypeNode {
  if (kinds.length === allKinds.length) return jsonValue;
  return union(
    kinds.map((kind) => (kind === "object" ? jsonObject : kind === "array" ? { kind, item: jsonValue } : text(kind))),
  );
}

function saysObject(schema: Schema): boolean {
  const { properties, patternProperties, additionalProperties, unevaluatedProperties, required } = schema;
  return [properties, patternProperties, additionalProperties, unevaluatedProperties, required].some(
    (part) => part !== undefined,
  );
}

function isRequiredOnly(branches: readonly Schema[] | undefined): branches is readonly Schema[] {
  const said = new Set(["at", "notes", "limits", "required"]);
  return branches?.every((branch) => branch.required && Object.keys(branch).every((word) => said.has(word))) ?? false;
}

function literal(value: Json): TypeNode {
  if (Array.isArray(value)) return { kind: "tuple", items: value.map(literal), least: value.length, rest: undefined };
  if (typeof value !== "object" || value === null) return text(JSON.stringify(value));
  return object(
    Object.entries(value).map(([name, member]) => ({ doc: "", key: propertyKey(name), type: literal(member) })),
  );
}

// `string & {}` keeps an editor's suggestions of the known values, where `string` alone would swallow them.
function otherValues(values: readonly Json[]): readonly TypeNode[] {
  return [...new Set(values.map(kindOf))].map((kind) =>
    kind === "string" || kind === "number" ? text(`(${kind} & {})`) : kindTypes([kind]),
  );
}
