import type { Schema } from "./schema.ts";
import type { Plain, TypeIndex } from "./schema-model.ts";

/** How a complex type looks as an object: its properties, in the order in which they are written. */
export interface ObjectShape {
  /** The complex type. */
  readonly type: TypeIndex;
  readonly fields: readonly ShapeField[];
  /** Present when text may stand between the children; see {@link orderProperty}. */
  readonly mixed?: true;
  /** Present when children of several names may take turns, so that their order is kept where it is not the usual one. */
  readonly ordered?: true;
}

/** The property that keeps the order of children where it is not the usual one: their properties, and `#text` for text. */
export const orderProperty = "$order";
/** The property that keeps the texts between children, one for each `#text` of the order. */
export const textProperty = "$text";
/** The property that names the type of an object whose element says `xsi:type`. */
export const typeProperty = "$type";
/** The property that names the element of a record, where a document holds records of several kinds. */
export const kindProperty = "$kind";
/** What stands for a text in the order of children. */
export const textMark = "#text";

/**
 * A property of an object: an attribute, a child element, or the element's own text; the children that a wildcard allows; the
 * attributes that one allows.
 */
export interface ShapeField {
  readonly property: string;
  readonly kind: "attribute" | "element" | "text" | "any" | "anyAttribute";
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
  /** Present for the records of a document: the object around them does not hold them. */
  readonly records?: true;
  /** Present when the element may be nil: the value is then `null`. */
  readonly nillable?: true;
  /**
   * The JavaScript type of the value. `xml` is the text of a whole element, with the namespaces it needs; `attributes` an
   * object of texts by expanded name.
   */
  readonly value: "string" | "number" | "boolean" | "object" | "xml" | "attributes";
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
  // Zero has no sign, so that it is written as it was read.
  if (kind === "number") return Number(text) + 0;
  if (kind === "boolean") return text === "true" || text === "1";
  return text;
}

/** Returns the type that an object names, or else the declared one; `undefined` when it names none that is allowed. */
export function actualType(schema: Schema, declared: TypeIndex, value: unknown): TypeIndex | undefined {
  if (typeof value !== "object" || value === null || !(typeProperty in value)) return declared;
  const name = value[typeProperty];
  if (name === undefined) return declared;
  const type = typeof name === "string" ? schema.typeNames.get(name) : undefined;
  return type !== undefined && schema.isDerived(type, declared) ? type : undefined;
}
