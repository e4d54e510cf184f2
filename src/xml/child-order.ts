import { contentAroundRecords } from "./content-around-records.ts";
import { type ObjectShape, orderProperty, type ShapeField, textMark } from "./object-shape.ts";
import type { Schema, Transition } from "./schema.ts";
import { allowsNamespace, type ContentState, namespaceOf } from "./schema-model.ts";
import { fragmentName } from "./xml-fragment.ts";

/**
 * Finds an allowed order for the children of an object. If the schema allows several, the order of the shape's fields
 * decides, so equal objects always give the same text.
 */
export class ChildOrder {
  readonly #schema: Schema;
  readonly #free = new Map<ObjectShape, boolean>();
  readonly #contents = new Map<ObjectShape, Content>();
  /** The orders found so far, by the set of children that are present. */
  readonly #known = new Map<ObjectShape, Map<number, readonly ShapeField[] | undefined>>();

  /** What `keep` found out, by the numbers of the fields. */
  readonly #keptOrders = new Map<ObjectShape, Map<string, readonly string[]>>();

  constructor(schema: Schema) {
    this.#schema = schema;
  }

  /**
   * Returns the fields of an object's children, one entry per child, in an allowed order; `undefined` if there is no
   * such order. An entry without a field is a text between children.
   */
  find(shape: ObjectShape, value: Readonly<Record<string, unknown>>): readonly (ShapeField | undefined)[] | undefined {
    if (shape.ordered === true || shape.mixed === true) {
      const given = value[orderProperty];
      const order = given === undefined ? this.#usual(shape, value) : givenOrder(shape, value, given);
      return order !== undefined && this.#isAllowed(shape, value, order) ? order : undefined;
    }
    return this.#usual(shape, value);
  }

  /**
   * Keeps the order of an object's children in it, where that is not the usual one. `actual` are the numbers
   * of the fields of its children, in the order of the document.
   */
  keep(shape: ObjectShape | undefined, object: Record<string, unknown>, actual: readonly number[]): void {
    if (shape === undefined) return;
    // Few orders are there in a file, and finding out costs more than reading the children.
    const known = actual.length > maxKnownLength ? undefined : this.#kept(shape);
    const key = known === undefined ? "" : actual.join();
    let kept = known?.get(key);
    if (kept === undefined) {
      const isUsual = this.isUsual(shape, object, actual);
      kept = isUsual ? usualOrder : actual.map((field) => shape.fields[field]?.property ?? "");
      // What a wildcard allows decides by its name, which the order does not tell.
      const isPlain = actual.every((field) => shape.fields[field]?.kind === "element");
      if (isPlain && known !== undefined && known.size < maxKnownOrders) known.set(key, kept);
    }
    if (kept !== usualOrder) object[orderProperty] = kept.slice();
  }

  /** The automaton of the children that objects have; `undefined` where any order will do. */
  #contentOf(shape: ObjectShape): Content | undefined {
    const known = this.#contents.get(shape);
    if (known !== undefined) return known;
    const type = this.#schema.typeAt(shape.type);
    if (type.kind !== "complex" || type.content.kind !== "elements") return undefined;
    const records = new Set(shape.fields.flatMap((field) => (field.records === true ? [field.name] : [])));
    const states =
      records.size === 0
        ? type.content.states
        : contentAroundRecords(type.content.states, (element) => records.has(this.#schema.elementAt(element).name));
    const transitions =
      records.size === 0 ? this.#schema.use(shape.type).transitions : this.#schema.transitions(states);
    const content = { states, transitions };
    this.#contents.set(shape, content);
    return content;
  }

  #kept(shape: ObjectShape): Map<string, readonly string[]> {
    const known = this.#keptOrders.get(shape) ?? new Map<string, readonly string[]>();
    this.#keptOrders.set(shape, known);
    return known;
  }

  /** Whether an allowed order of children, as the numbers of their fields, is the usual one. */
  isUsual(shape: ObjectShape, object: Readonly<Record<string, unknown>>, actual: readonly number[]): boolean {
    // What a wildcard allows is looked for in another way.
    const isPlain = actual.every((field) => shape.fields[field]?.kind === "element");
    // The order of the fields comes first among all orders.
    if (isPlain && actual.every((field, i) => i === 0 || (actual[i - 1] ?? 0) <= field)) return true;
    // In any order, the usual one is that of the fields.
    if (isPlain && this.#isFree(shape)) return false;
    const first = isPlain ? this.#firstChoices(shape, actual) : undefined;
    if (first !== undefined) return first.every((field, i) => field === actual[i]);
    const usual = this.#usual(shape, object);
    return usual?.every((field, i) => field === shape.fields[actual[i] ?? -1]) === true;
  }

  /** Whether the children of a type may come in any order, each as often as it likes. */
  #isFree(shape: ObjectShape): boolean {
    const known = this.#free.get(shape);
    if (known !== undefined) return known;
    const states = this.#contentOf(shape)?.states ?? [];
    const count = states[0]?.next.length;
    const isFree =
      count !== undefined &&
      states.every(
        ({ next, any, accepts }, i) => next.length === count && any === undefined && (i === 0 || accepts === true),
      );
    this.#free.set(shape, isFree);
    return isFree;
  }

  /**
   * Takes the first field that is allowed and still has children, again and again. Returns the order, which is what the search finds
   * first; `undefined` where this leads nowhere.
   */
  #firstChoices(shape: ObjectShape, actual: readonly number[]): readonly number[] | undefined {
    const content = this.#contentOf(shape);
    if (content === undefined) return undefined;
    const { transitions, states } = content;
    const left = new Array<number>(shape.fields.length).fill(0);
    for (const field of actual) left[field] = (left[field] ?? 0) + 1;
    const order: number[] = [];
    let state = 0;
    while (order.length < actual.length) {
      const at = transitions[state];
      let chosen = -1;
      for (let i = 0; i < left.length && chosen < 0; i++)
        if ((left[i] ?? 0) > 0 && at?.byName.has(shape.fields[i]?.name ?? "") === true) chosen = i;
      if (chosen < 0) return undefined;
      order.push(chosen);
      left[chosen] = (left[chosen] ?? 0) - 1;
      state = at?.byName.get(shape.fields[chosen]?.name ?? "")?.[1] ?? -1;
    }
    return states[state]?.accepts === true ? order : undefined;
  }

  /** Whether children with these fields and the names they really have may stand in this order. */
  #isAllowed(
    shape: ObjectShape,
    value: Readonly<Record<string, unknown>>,
    order: readonly (ShapeField | undefined)[],
  ): boolean {
    const content = this.#contentOf(shape);
    if (content === undefined) return true;
    const { transitions, states } = content;
    const used = new Map<ShapeField, number>();
    let state = 0;
    for (const field of order) {
      if (field === undefined) continue;
      const index = used.get(field) ?? 0;
      used.set(field, index + 1);
      let name: string | undefined = field.name;
      if (field.kind === "any") {
        const list = value[field.property];
        const text: unknown = Array.isArray(list) ? list[index] : undefined;
        name = typeof text === "string" ? fragmentName(text) : undefined;
      }
      if (name === undefined) return false;
      const at = transitions[state];
      const to =
        field.kind === "any"
          ? at?.any.find(([{ namespaces }]) => allowsNamespace(namespaces, namespaceOf(name)))?.[1]
          : at?.byName.get(name)?.[1];
      if (to === undefined) return false;
      state = to;
    }
    return states[state]?.accepts === true;
  }

  #usual(shape: ObjectShape, value: Readonly<Record<string, unknown>>): readonly ShapeField[] | undefined {
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
    if (this.#schema.typeAt(shape.type).kind !== "complex") return undefined;
    const content = this.#contentOf(shape);
    const children = shape.fields.flatMap((field, i) => new Array<ShapeField>(counts[i] ?? 0).fill(field));
    if (content === undefined) return children;
    const { transitions } = content;
    const dead = new Set<string>();
    const left = [...counts];
    const path: { state: number; field: number }[] = [];
    let state = 0;
    let tried = -1;
    for (;;) {
      if (path.length === children.length && content.states[state]?.accepts === true)
        return path.flatMap(({ field }) => shape.fields[field] ?? []);
      const next = nextField(shape, left, tried, (field) => {
        const at = transitions[state];
        const to = field.kind === "any" ? at?.any[0]?.[1] : at?.byName.get(field.name)?.[1];
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

interface Content {
  readonly states: readonly ContentState[];
  readonly transitions: readonly Transition[];
}

const maxKnownOrders = 1_000;
const maxKnownLength = 64;
/** Stands for an order that needs not be kept. */
const usualOrder: readonly string[] = [];

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
    if (field === undefined || !isChild(field) || value[field.property] === undefined) continue;
    if (field.repeated === true) return -1;
    bits |= 1 << i;
  }
  return bits;
}

function count(field: ShapeField, value: unknown): number {
  if (!isChild(field) || value === undefined) return 0;
  return field.repeated === true && Array.isArray(value) ? value.length : 1;
}

function isChild({ kind }: ShapeField): boolean {
  return kind === "element" || kind === "any";
}

/** Returns the order that an object keeps itself; `undefined` if it does not fit the children. */
function givenOrder(
  shape: ObjectShape,
  value: Readonly<Record<string, unknown>>,
  given: unknown,
): readonly (ShapeField | undefined)[] | undefined {
  if (!Array.isArray(given)) return undefined;
  const left = new Map(
    shape.fields.map((field) => [field.property, { field, left: count(field, value[field.property]) }]),
  );
  const order: (ShapeField | undefined)[] = [];
  for (const property of given) {
    if (property === textMark) {
      order.push(undefined);
      continue;
    }
    const entry = typeof property === "string" ? left.get(property) : undefined;
    if (entry === undefined || entry.left === 0) return undefined;
    entry.left--;
    order.push(entry.field);
  }
  return [...left.values()].every((entry) => entry.left === 0) ? order : undefined;
}
