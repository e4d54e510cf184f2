/**
 * A type as data, in the terms of JSON: what Modelina's meta models are made of, whatever the language.
 *
 * Objects and arrays are read-only where a language knows that.
 */
export type TypeNode =
  /** Any value that JSON can hold. */
  | { readonly kind: "any" }
  | { readonly kind: "null" }
  | { readonly kind: "boolean" }
  /** `open`: any other string or number, beside values that are listed. */
  | { readonly kind: "string"; readonly open?: true }
  | { readonly kind: "number"; readonly open?: true; readonly integer?: true }
  | { readonly kind: "literal"; readonly value: string | number | boolean }
  /** Another declaration, by its name. */
  | { readonly kind: "reference"; readonly name: string }
  | { readonly kind: "object"; readonly members: readonly Member[]; readonly signatures: readonly Signature[] }
  | { readonly kind: "array"; readonly item: TypeNode }
  | {
      readonly kind: "tuple";
      readonly items: readonly TypeNode[];
      readonly least: number;
      readonly rest: TypeNode | undefined;
    }
  /** A union of nothing is what no value fits. */
  | { readonly kind: "union"; readonly of: readonly TypeNode[] }
  | { readonly kind: "intersection"; readonly of: readonly TypeNode[] };

/** A property of an object. */
export interface Member {
  /** Lines of the doc comment. */
  readonly doc: readonly string[];
  /** The property's name in JSON. */
  readonly name: string;
  readonly required: boolean;
  readonly type: TypeNode;
}

/** The type of all properties that the members do not name. */
export interface Signature {
  /** The names that it speaks of, as a regular expression; without it, all. */
  readonly pattern?: string;
  readonly type: TypeNode;
}

/** A type to be declared under a name. */
export interface Declaration {
  readonly name: string;
  /** Lines of the doc comment. */
  readonly doc: readonly string[];
  readonly type: TypeNode;
}

export const never: TypeNode = { kind: "union", of: [] };
export const jsonValue: TypeNode = { kind: "any" };
export const jsonObject: TypeNode = object([], [{ type: jsonValue }]);
export const emptyObject: TypeNode = object([], [{ type: never }]);

export function reference(name: string): TypeNode {
  return { kind: "reference", name };
}

export function object(members: readonly Member[], signatures: readonly Signature[] = []): TypeNode {
  return { kind: "object", members, signatures };
}

/** Returns the union of types: without repetitions, and without `never` beside others. */
export function union(types: readonly TypeNode[]): TypeNode {
  const flat = distinct(types.flatMap((type) => (type.kind === "union" ? type.of : [type])));
  const [only] = flat;
  return flat.length === 1 && only ? only : { kind: "union", of: flat };
}

/** Returns the intersection of types without repetitions; `never` when one of them is. */
export function intersection(types: readonly TypeNode[]): TypeNode {
  const flat = distinct(types.flatMap((type) => (type.kind === "intersection" ? type.of : [type])));
  if (flat.some(isNever)) return never;
  return flat.length > 1 ? { kind: "intersection", of: flat } : (flat[0] ?? jsonValue);
}

/** Writes a property name as source: quoted when it is no identifier. */
export function propertyKey(name: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) && name !== "__proto__" ? name : JSON.stringify(name);
}

/** Whether no value fits a type. */
export function isNever(type: TypeNode): boolean {
  return type.kind === "union" && type.of.length === 0;
}

/** Drops repetitions. Integers and other numbers are one type in TypeScript, so they count as one here. */
function distinct(types: readonly TypeNode[]): readonly TypeNode[] {
  const text = (type: TypeNode) => JSON.stringify(type, (key, value) => (key === "integer" ? undefined : value));
  const found = new Map<string, TypeNode>();
  for (const type of types) {
    const known = found.get(text(type));
    const isWider = known?.kind === "number" && type.kind === "number" && !type.integer;
    if (known === undefined || isWider) found.set(text(type), type);
  }
  return [...found.values()];
}
