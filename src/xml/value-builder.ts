import { ChildOrder } from "./child-order.ts";
import type { ValueListener } from "./instance-validator.ts";
import {
  fieldValue,
  type ObjectShape,
  orderProperty,
  type ShapeField,
  type Shapes,
  textMark,
  textProperty,
  typeProperty,
} from "./object-shape.ts";
import type { OpenElement } from "./open-element.ts";
import type { Schema } from "./schema.ts";
import type { TypeIndex } from "./schema-model.ts";
import { isWhiteSpace } from "./white-space.ts";
import { FragmentWriter } from "./xml-fragment.ts";
import type { XmlStartTag } from "./xml-handler.ts";

/** An object that is being built. */
interface OpenValue {
  readonly fields: IndexedFields;
  /** The values of its fields, at the same positions as the fields. */
  readonly values: unknown[];
  /** The properties of its children in their order, where the order must be kept, and texts in between. */
  readonly order: (string | { text: string })[] | undefined;
}

/** The fields of a shape by the names they have in documents. */
interface IndexedFields {
  readonly shape: ObjectShape;
  readonly attributes: ReadonlyMap<string, number>;
  readonly elements: ReadonlyMap<string, number>;
  /** The position of the element's own text; -1 if there is none. */
  readonly text: number;
  /** The positions of what wildcards allow; -1 if there is none. */
  readonly any: number;
  readonly anyAttribute: number;
  readonly keepsOrder: boolean;
}

/** Builds the object of a record from the events of a validator. The shapes define its properties and their order. */
export class ValueBuilder implements ValueListener {
  readonly wantsText: boolean;
  readonly #schema: Schema;
  readonly #order: ChildOrder;
  /** By type index; there is no entry for types that are not objects. */
  readonly #fields: (IndexedFields | undefined)[] = [];
  readonly #open: OpenValue[] = [];
  readonly #places = new Map<ObjectShape, ReadonlyMap<string, number>>();
  /** The type of the outermost object as it is declared. */
  readonly #declared: TypeIndex;
  /** Set when the outermost element is a value and not an object. */
  readonly #field: ShapeField | undefined;
  #fragment: FragmentWriter | undefined;
  #fragmentPlace = -1;
  #result: unknown;

  constructor(schema: Schema, shapes: Shapes, declared: TypeIndex, field?: ShapeField) {
    this.#schema = schema;
    this.#declared = declared;
    this.#field = field;
    this.#order = new ChildOrder(schema);
    for (const [type, shape] of shapes) this.#fields[type] = indexFields(shape);
    this.wantsText =
      field?.value === "xml" ||
      [...shapes.values()].some(({ mixed, fields }) => mixed === true || fields.some(({ value }) => value === "xml"));
  }

  /** The object of the last record that ended. It is complete only if the validator reported no issue. */
  get result(): unknown {
    return this.#result;
  }

  startElement(type: TypeIndex, tag: XmlStartTag, element: OpenElement, isWild: boolean): void {
    if (this.#fragment !== undefined) {
      this.#fragment.start(tag);
      return;
    }
    const parent = this.#open.at(-1);
    if (parent === undefined && this.#field?.value === "xml") {
      this.#fragment = new FragmentWriter(element);
      this.#fragment.start(tag);
      return;
    }
    if (parent !== undefined && this.wantsText) {
      const name = tag.expanded;
      const place = isWild ? parent.fields.any : (parent.fields.elements.get(name) ?? -1);
      if (isWild || parent.fields.shape.fields[place]?.value === "xml") {
        this.#fragment = new FragmentWriter(element);
        this.#fragmentPlace = place;
        this.#fragment.start(tag);
        return;
      }
    }
    const fields = this.#fields[type];
    if (fields !== undefined) this.#open.push({ fields, values: [], order: fields.keepsOrder ? [] : undefined });
  }

  attribute(name: string, value: string): void {
    if (this.#fragment !== undefined) return;
    const open = this.#open.at(-1);
    const place = open?.fields.attributes.get(name);
    if (open === undefined) return;
    if (place !== undefined) setValue(open, place, value);
    else if (open.fields.anyAttribute >= 0) {
      const others = open.values[open.fields.anyAttribute];
      open.values[open.fields.anyAttribute] = { ...(typeof others === "object" ? others : {}), [name]: value };
    }
  }

  text(text: string, isMixed: boolean): void {
    if (this.#fragment !== undefined) {
      this.#fragment.text(text);
      return;
    }
    const open = this.#open.at(-1);
    if (!isMixed || open?.order === undefined || open.fields.shape.mixed !== true || text === "") return;
    const last = open.order.at(-1);
    if (typeof last === "object") last.text += text;
    else open.order.push({ text });
  }

  endElement(type: TypeIndex, name: string | undefined, text: string | undefined, isNil: boolean): void {
    if (this.#fragment !== undefined) {
      const fragment = this.#fragment.end();
      if (fragment === undefined) return;
      this.#fragment = undefined;
      const parent = this.#open.at(-1);
      if (parent === undefined) this.#result = fragment;
      else if (this.#fragmentPlace >= 0) this.#add(parent, this.#fragmentPlace, fragment);
      return;
    }
    let value: unknown = text;
    const isObject = this.#fields[type] !== undefined;
    if (isObject) {
      const ended = this.#open.pop();
      if (ended === undefined) return;
      if (ended.fields.text >= 0 && text !== undefined) setValue(ended, ended.fields.text, text);
      value = isNil ? null : this.#object(ended);
    } else if (isNil) value = null;
    const parent = this.#open.at(-1);
    if (parent === undefined) {
      if (isObject) this.#result = this.#typed(value, type, this.#declared);
      else
        this.#result =
          this.#field !== undefined && typeof value === "string" ? fieldValue(this.#field.value, value) : value;
      return;
    }
    const place = name === undefined ? undefined : parent.fields.elements.get(name);
    if (place === undefined || value === undefined) return;
    const declared = parent.fields.shape.fields[place]?.type;
    this.#add(parent, place, isObject && declared !== undefined ? this.#typed(value, type, declared) : value);
  }

  #add(parent: OpenValue, place: number, value: unknown): void {
    setValue(parent, place, value);
    const property = parent.fields.shape.fields[place]?.property;
    if (property !== undefined) parent.order?.push(property);
  }

  /** Says what type an object has, where that is not the declared one. */
  #typed(value: unknown, type: TypeIndex, declared: TypeIndex): unknown {
    if (type === declared || typeof value !== "object" || value === null) return value;
    return { [typeProperty]: this.#schema.typeAt(type).name, ...value };
  }

  /** Whether children, as their properties in the order of the document, are in the usual order. */
  #isUsual(shape: ObjectShape, object: Readonly<Record<string, unknown>>, properties: readonly string[]): boolean {
    let places = this.#places.get(shape);
    if (places === undefined) {
      places = new Map(shape.fields.map(({ property }, i) => [property, i]));
      this.#places.set(shape, places);
    }
    return this.#order.isUsual(
      shape,
      object,
      properties.map((property) => places.get(property) ?? -1),
    );
  }

  #object({ fields: { shape }, values, order }: OpenValue): Record<string, unknown> {
    const object = makeObject(shape, values);
    if (order === undefined) return object;
    const texts = order.flatMap((one) => (typeof one === "object" ? [one.text] : []));
    const hasText = texts.some((text) => !isWhiteSpace(text));
    const actual = order.flatMap((one) => (typeof one === "string" ? [one] : hasText ? [textMark] : []));
    if (hasText || !this.#isUsual(shape, object, actual)) object[orderProperty] = actual;
    if (hasText) object[textProperty] = texts;
    return object;
  }
}

function indexFields(shape: ObjectShape): IndexedFields {
  const places = (kind: ShapeField["kind"]): Map<string, number> =>
    new Map(shape.fields.flatMap((field, i) => (field.kind === kind ? [[field.name, i] as const] : [])));
  const first = (kind: ShapeField["kind"]): number => shape.fields.findIndex((field) => field.kind === kind);
  return {
    shape,
    attributes: places("attribute"),
    elements: places("element"),
    text: first("text"),
    any: first("any"),
    anyAttribute: first("anyAttribute"),
    keepsOrder: shape.ordered === true || shape.mixed === true,
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
