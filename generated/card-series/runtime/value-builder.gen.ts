// Copied from codegen/xsd/runtime/value-builder.ts.
// Do not edit: change the source and run `npm run generate`.

import type { ValueListener } from "./instance-validator.gen.ts";
import { fieldValue, type ObjectShape, type ShapeField, type Shapes } from "./object-shape.gen.ts";
import { type ElementDeclaration, localName } from "./schema-model.gen.ts";

interface OpenValue {
  readonly name: string;
  readonly shape: ObjectShape | undefined;
  /** Empty and shared for an element that is no object. */
  readonly values: Map<string, unknown>;
}

/** Builds an object from what a validator reports of one record; the shapes say which properties it gets and in what order. */
export class ValueBuilder implements ValueListener {
  readonly #shapes: Shapes;
  readonly #open: OpenValue[] = [];
  #result: unknown;

  constructor(shapes: Shapes) {
    this.#shapes = shapes;
  }

  /** The object of the record that ended last. It is whole only when the validator found nothing wrong. */
  get result(): unknown {
    return this.#result;
  }

  startElement(declaration: ElementDeclaration | undefined, type: number): void {
    const shape = this.#shapes.get(type);
    this.#open.push({ name: declaration?.name ?? "", shape, values: shape === undefined ? NO_VALUES : new Map() });
  }

  attribute(name: string, value: string): void {
    const open = this.#open.at(-1);
    const field = open?.shape?.fields.find((one) => one.kind === "attribute" && one.name === name);
    if (field !== undefined) open?.values.set(field.property, fieldValue(field.value, value));
  }

  endElement(text: string | undefined): void {
    const ended = this.#open.pop();
    if (ended === undefined) return;
    const parent = this.#open.at(-1);
    if (ended.shape === undefined) {
      const field = childField(parent, ended.name);
      if (field !== undefined && text !== undefined) setChild(parent, field, fieldValue(field.value, text));
      return;
    }
    const textField = ended.shape.fields.find(({ kind }) => kind === "text");
    if (textField !== undefined && text !== undefined)
      ended.values.set(textField.property, fieldValue(textField.value, text));
    const value = inOrder(ended.shape, ended.values);
    const field = childField(parent, ended.name);
    if (field !== undefined) setChild(parent, field, value);
    else this.#result = value;
  }
}

const NO_VALUES = new Map<string, unknown>();

function childField(parent: OpenValue | undefined, name: string): ShapeField | undefined {
  return parent?.shape?.fields.find((field) => field.kind === "element" && field.name === name);
}

function setChild(parent: OpenValue | undefined, field: ShapeField, value: unknown): void {
  if (field.repeated !== true) {
    parent?.values.set(field.property, value);
    return;
  }
  const list = parent?.values.get(field.property);
  if (Array.isArray(list)) list.push(value);
  else parent?.values.set(field.property, [value]);
}

function inOrder(shape: ObjectShape, values: ReadonlyMap<string, unknown>): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (const { property } of shape.fields) if (values.has(property)) object[property] = values.get(property);
  return object;
}

/** Names a field for people: an attribute with its sign. */
export function fieldLabel({ kind, name, property }: ShapeField): string {
  return kind === "attribute" ? `@${localName(name)}` : property;
}
