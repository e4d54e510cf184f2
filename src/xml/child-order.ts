import type { ObjectShape, ShapeField } from "./object-shape.ts";
import type { Schema } from "./schema.ts";

/**
 * Finds an allowed order for the children of an object. If the schema allows several, the order of the shape's fields
 * decides, so equal objects always give the same text.
 */
export class ChildOrder {
  readonly #schema: Schema;
  /** The orders found so far, by the set of children that are present. */
  readonly #known = new Map<ObjectShape, Map<number, readonly ShapeField[] | undefined>>();

  constructor(schema: Schema) {
    this.#schema = schema;
  }

  /**
   * Returns the fields of an object's children, one entry per child, in an allowed order; `undefined` if there is no
   * such order.
   */
  find(shape: ObjectShape, value: Readonly<Record<string, unknown>>): readonly ShapeField[] | undefined {
    const simple = presence(shape, value);
    if (simple < 0)
      return this.#search(
        shape,
        shape.fields.map((field) => count(field, value[field.property])),
      );
    let known = this.#known.get(shape);
    if (known === undefined) {
      known = new Map();
      this.#known.set(shape, known);
    }
    if (known.has(simple)) return known.get(simple);
    const order = this.#search(
      shape,
      shape.fields.map((field) => count(field, value[field.property])),
    );
    known.set(simple, order);
    return order;
  }

  #search(shape: ObjectShape, counts: readonly number[]): readonly ShapeField[] | undefined {
    const type = this.#schema.typeAt(shape.type);
    if (type.kind !== "complex") return undefined;
    const { content } = type;
    const children = shape.fields.flatMap((field, i) => new Array<ShapeField>(counts[i] ?? 0).fill(field));
    if (content.kind !== "elements") return children;
    const { transitions } = this.#schema.use(shape.type);
    const dead = new Set<string>();
    const left = [...counts];
    const path: { state: number; field: number }[] = [];
    let state = 0;
    let tried = -1;
    for (;;) {
      if (path.length === children.length && content.states[state]?.accepts === true)
        return path.flatMap(({ field }) => shape.fields[field] ?? []);
      const next = nextField(shape, left, tried, (field) => {
        const to = transitions[state]?.byName.get(field.name)?.[1];
        return to !== undefined && !dead.has(`${to}:${path.length + 1}:${field.property}:${left.join()}`)
          ? to
          : undefined;
      });
      if (next !== undefined) {
        path.push({ state, field: next.field });
        left[next.field] = (left[next.field] ?? 0) - 1;
        state = next.to;
        tried = -1;
        continue;
      }
      const last = path.pop();
      if (last === undefined) return undefined;
      left[last.field] = (left[last.field] ?? 0) + 1;
      const property = shape.fields[last.field]?.property;
      dead.add(`${state}:${path.length + 1}:${property}:${left.join()}`);
      state = last.state;
      tried = last.field;
    }
  }
}

function nextField(
  shape: ObjectShape,
  left: readonly number[],
  after: number,
  target: (field: ShapeField) => number | undefined,
): { readonly field: number; readonly to: number } | undefined {
  for (let i = after + 1; i < shape.fields.length; i++) {
    const field = shape.fields[i];
    if (field === undefined || (left[i] ?? 0) === 0) continue;
    const to = target(field);
    if (to !== undefined) return { field: i, to };
  }
  return undefined;
}

/** Returns which children an object has, as bits; -1 if there are arrays, or too many fields for a number. */
function presence({ fields }: ObjectShape, value: Readonly<Record<string, unknown>>): number {
  if (fields.length > 30) return -1;
  let bits = 0;
  for (let i = 0; i < fields.length; i++) {
    const field = fields[i];
    if (field?.kind !== "element" || value[field.property] === undefined) continue;
    if (field.repeated === true) return -1;
    bits |= 1 << i;
  }
  return bits;
}

function count(field: ShapeField, value: unknown): number {
  if (field.kind !== "element" || value === undefined) return 0;
  return field.repeated === true && Array.isArray(value) ? value.length : 1;
}
