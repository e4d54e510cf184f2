import type { Plain, TypeIndex } from "./schema-model.ts";

/** How a complex type looks as an object: its properties, in the order in which they are written. */
export interface ObjectShape {
  /** The complex type. */
  readonly type: TypeIndex;
  readonly fields: readonly ShapeField[];
}

/** A property of an object: an attribute, a child element, or the element's own text. */
export interface ShapeField {
  readonly property: string;
  readonly kind: "attribute" | "element" | "text";
  /** Expanded name; empty for the text. */
  readonly name: string;
  readonly type: TypeIndex;
  readonly required?: true;
  /** Present when the element may occur more than once: the property is an array. */
  readonly repeated?: true;
  /** The value of an empty element or a missing attribute. */
  readonly default?: string;
  /** The only allowed value, which an empty element or a missing attribute has too. */
  readonly fixed?: string;
  /** The JavaScript type of the value. */
  readonly value: "string" | "number" | "boolean" | "object";
}

/** The shapes of a model's complex types by type index. */
export type Shapes = ReadonlyMap<TypeIndex, ObjectShape>;

/** Makes a lookup table of the shapes that generated code lists. */
export function shapesOf(plain: Plain<readonly (readonly [TypeIndex, ObjectShape])[]>): Shapes {
  // The compiler wrote the shapes with the schema model that their indexes belong to.
  return new Map(plain as readonly (readonly [TypeIndex, ObjectShape])[]);
}

/** Turns a valid, normalized text into the value its field has. */
export function fieldValue(kind: ShapeField["value"], text: string): string | number | boolean {
  if (kind === "number") return Number(text);
  if (kind === "boolean") return text === "true" || text === "1";
  return text;
}
