import type { ValueListener } from "./instance-validator.ts";
import { fieldValue, type ObjectShape, type ShapeField, type Shapes } from "./object-shape.ts";
import type { TypeIndex } from "./schema-model.ts";

/** An object that is being built. */
interface OpenValue {
  readonly fields: IndexedFields;
  /** The values of its fields, at the same positions as the fields. */
  readonly values: unknown[];
}

/** The fields of a shape by the names they have in documents. */
interface IndexedFields {
  readonly shape: ObjectShape;
  readonly attributes: ReadonlyMap<string, number>;
  readonly elements: ReadonlyMap<string, number>;
  /** The position of the element's own text; -1 if there is none. */
  readonly text: number;
}

/** Builds the object of a record from the events of a validator. The shapes define its properties and their order. */
export class ValueBuilder implements ValueListener {
  /** By type index; there is no entry for types that are not objects. */
  readonly #fields: (IndexedFields | undefined)[] = [];
  readonly #open: OpenValue[] = [];
  #result: unknown;

  constructor(shapes: Shapes) {
    for (const [type, shape] of shapes) this.#fields[type] = indexFields(shape);
  }

  /** The object of the last record that ended. It is complete only if the validator reported no issue. */
  get result(): unknown {
    return this.#result;
  }

  startElement(type: TypeIndex): void {
    const fields = this.#fields[type];
    if (fields !== undefined) this.#open.push({ fields, values: [] });
  }

  attribute(name: string, value: string): void {
    const open = this.#open.at(-1);
    const place = open?.fields.attributes.get(name);
    if (open !== undefined && place !== undefined) setValue(open, place, value);
  }

  endElement(type: TypeIndex, name: string | undefined, text: string | undefined): void {
    let value: unknown = text;
    if (this.#fields[type] !== undefined) {
      const ended = this.#open.pop();
      if (ended === undefined) return;
      if (ended.fields.text >= 0 && text !== undefined) setValue(ended, ended.fields.text, text);
      value = makeObject(ended.fields.shape, ended.values);
    }
    const parent = this.#open.at(-1);
    if (parent === undefined) {
      this.#result = value;
      return;
    }
    const place = name === undefined ? undefined : parent.fields.elements.get(name);
    if (place !== undefined && value !== undefined) setValue(parent, place, value);
  }
}

function indexFields(shape: ObjectShape): IndexedFields {
  const places = (kind: ShapeField["kind"]): Map<string, number> =>
    new Map(shape.fields.flatMap((field, i) => (field.kind === kind ? [[field.name, i] as const] : [])));
  return {
    shape,
    attributes: places("attribute"),
    elements: places("element"),
    text: shape.fields.findIndex(({ kind }) => kind === "text"),
  };
}

function setValue(open: OpenValue, place: number, given: unknown): void {
  const field = open.fields.shape.fields[place];
  if (field === undefined) return;
  const value = typeof given === "string" ? fieldValue(field.value, given) : given;
  const list = open.values[place];
  if (field.repeated !== true) open.values[place] = value;
  else if (Array.isArray(list)) list.push(value);
  else open.values[place] = [value];
}

function makeObject({ fields }: ObjectShape, values: readonly unknown[]): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (let i = 0; i < fields.length; i++) {
    const field = fields[i];
    if (field !== undefined && values[i] !== undefined) object[field.property] = values[i];
  }
  return object;
}
