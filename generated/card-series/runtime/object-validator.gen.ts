// Copied from codegen/xsd/runtime/object-validator.ts.
// Do not edit: change the source and run `npm run generate`.

import type { ValidationIssue } from "../../runtime/issues.gen.ts";
import { ChildOrder } from "./child-order.gen.ts";
import type { ObjectShape, ShapeField, Shapes } from "./object-shape.gen.ts";
import type { Schema } from "./schema.gen.ts";

/** Characters that no XML 1.0 document can hold, not even escaped. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be found.
const UNWRITABLE = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Cs}/u;

/** Validates objects against the schema they are to be written by: what it finds no fault with is written and read back equal. */
export class ObjectValidator {
  readonly #schema: Schema;
  readonly #shapes: Shapes;
  readonly #properties = new Map<ObjectShape, ReadonlySet<string>>();
  readonly order: ChildOrder;

  constructor(schema: Schema, shapes: Shapes) {
    this.#schema = schema;
    this.#shapes = shapes;
    this.order = new ChildOrder(schema);
    for (const shape of shapes.values())
      this.#properties.set(shape, new Set(shape.fields.map(({ property }) => property)));
  }

  /** Finds what is wrong with an object of a complex type. */
  check(type: number, value: unknown): ValidationIssue[] {
    const issues: ValidationIssue[] = [];
    const shape = this.#shapes.get(type);
    if (shape === undefined) throw new RangeError(`type ${type} has no shape`);
    this.#checkObject(shape, value, "", issues);
    return issues;
  }

  #checkObject(shape: ObjectShape, value: unknown, path: string, issues: ValidationIssue[]): void {
    if (!isObject(value)) {
      issues.push(issue(path, "type", "an object"));
      return;
    }
    const known = this.#properties.get(shape);
    for (const property in value)
      if (known?.has(property) !== true && value[property] !== undefined)
        issues.push(issue(`${path}/${escapePointer(property)}`, "property", "no such property"));
    const before = issues.length;
    for (const field of shape.fields) {
      const fieldValue = value[field.property];
      if (fieldValue !== undefined)
        this.#checkField(field, fieldValue, `${path}/${escapePointer(field.property)}`, issues);
      else if (field.required === true)
        issues.push(issue(`${path}/${escapePointer(field.property)}`, "required", "a value"));
    }
    if (issues.length === before && this.order.find(shape, value) === undefined)
      issues.push(issue(path, "content", "parts that the schema lets stand together"));
  }

  #checkField(field: ShapeField, value: unknown, path: string, issues: ValidationIssue[]): void {
    if (field.repeated !== true) {
      this.#checkOne(field, value, path, issues);
      return;
    }
    if (!Array.isArray(value)) issues.push(issue(path, "type", "an array"));
    else for (const [i, one] of value.entries()) this.#checkOne(field, one, `${path}/${i}`, issues);
  }

  #checkOne(field: ShapeField, value: unknown, path: string, issues: ValidationIssue[]): void {
    if (field.value === "object") {
      const shape = this.#shapes.get(field.type);
      if (shape !== undefined) this.#checkObject(shape, value, path, issues);
      return;
    }
    if (typeof value !== field.value) {
      issues.push(issue(path, "type", `a ${field.value}`));
      return;
    }
    const text = String(value);
    const type = this.#schema.simpleType(field.type);
    if (UNWRITABLE.test(text)) {
      issues.push(issue(path, "characters", "only characters that XML can hold"));
      return;
    }
    if (type.normalize(text) !== text) {
      issues.push(issue(path, "whiteSpace", "no leading, trailing or repeated white space, and no line breaks"));
      return;
    }
    const broken = type.check(text);
    if (broken !== undefined) issues.push(issue(path, broken.keyword, broken.expected));
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function issue(path: string, keyword: string, expected: string): ValidationIssue {
  return { path, keyword, expected, message: `${path === "" ? "the value" : path} is wrong: expected ${expected}` };
}

function escapePointer(name: string): string {
  return name.includes("~") || name.includes("/") ? name.replaceAll("~", "~0").replaceAll("/", "~1") : name;
}
