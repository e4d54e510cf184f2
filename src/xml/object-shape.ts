/** How a complex type looks as an object: its properties, in the order they are written. */
export interface ObjectShape {
  /** Index of the complex type in the schema model. */
  readonly type: number;
  readonly fields: readonly ShapeField[];
}

/** A property of an object: an attribute, a child element, or the element's own text. */
export interface ShapeField {
  readonly property: string;
  readonly kind: "attribute" | "element" | "text";
  /** Expanded name; empty for the text. */
  readonly name: string;
  /** Index of its type in the schema model. */
  readonly type: number;
  readonly required?: true;
  /** Present when the element may come more than once: the property is an array. */
  readonly repeated?: true;
  /** What an empty element, or an attribute that is not there, is read as. */
  readonly default?: string;
  /** Its only value, and what it is read as without one. */
  readonly fixed?: string;
  /** How a simple value looks in JavaScript. */
  readonly value: "string" | "number" | "boolean" | "object";
}

/** The shapes of a model's complex types by type index. */
export type Shapes = ReadonlyMap<number, ObjectShape>;

/** Turns a valid, normalized text into the value its field has. */
export function fieldValue(kind: ShapeField["value"], text: string): string | number | boolean {
  if (kind === "number") return Number(text);
  if (kind === "boolean") return text === "true" || text === "1";
  return text;
}
