/** A TypeScript type as data. All objects and arrays are read-only. */
export type TypeNode =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "object"; readonly members: readonly Member[] }
  | { readonly kind: "array"; readonly item: TypeNode }
  | {
      readonly kind: "tuple";
      readonly items: readonly TypeNode[];
      readonly least: number;
      readonly rest: TypeNode | undefined;
    }
  | { readonly kind: "union"; readonly of: readonly TypeNode[] }
  | { readonly kind: "intersection"; readonly of: readonly TypeNode[] };

export interface Member {
  /** Doc comment with its line break, or nothing. */
  readonly doc: string;
  /** Property name with `?` when optional, or an index signature. */
  readonly key: string;
  readonly type: TypeNode;
}

export function text(of: string): TypeNode {
  return { kind: "text", text: of };
}

export const never: TypeNode = text("never");
export const jsonValue: TypeNode = text("JsonValue");
export const jsonObject: TypeNode = object([{ doc: "", key: "[key: string]", type: jsonValue }]);

export function object(members: readonly Member[]): TypeNode {
  return { kind: "object", members };
}

/** Returns the union of types: without repetitions, and without `never` beside others. */
export function union(types: readonly TypeNode[]): TypeNode {
  const flat = distinct(types.flatMap((type) => (type.kind === "union" ? type.of : [type])));
  const possible = flat.filter((type) => !isNever(type));
  return possible.length > 1 ? { kind: "union", of: possible } : (possible[0] ?? never);
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

function isNever(type: TypeNode): boolean {
  return type.kind === "text" && type.text === "never";
}

function distinct(types: readonly TypeNode[]): readonly TypeNode[] {
  return [...new Map(types.map((type) => [JSON.stringify(type), type])).values()];
}
