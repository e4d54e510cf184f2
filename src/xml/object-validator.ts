import type { ValidationIssue } from "../errors/validation-issue.ts";
import { ChildOrder } from "./child-order.ts";
import type { ObjectShape, ShapeField, Shapes } from "./object-shape.ts";
import type { Schema } from "./schema.ts";
import { failModel, type TypeIndex } from "./schema-model.ts";

/** Characters that an XML 1.0 document cannot contain, not even escaped. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be found.
const unwritable = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Cs}/u;

/**
 * Matches most texts: printable ASCII with single spaces inside. Their characters and white space need no further
 * check.
 */
const plainText = /^[!-~]+(?: [!-~]+)*$/;

/** Validates objects before they are written: an object without issues can be written and is read back equal. */
export class ObjectValidator {
  readonly #schema: Schema;
  readonly #shapes: Shapes;
  readonly #properties = new Map<ObjectShape, ReadonlySet<string>>();
  readonly order: ChildOrder;
  /** The path to the value being checked. It becomes a JSON pointer only when an issue is reported. */
  readonly #path: (string | number)[] = [];
  #issues: readonly ValidationIssue[] = noIssues;

  constructor(schema: Schema, shapes: Shapes) {
    this.#schema = schema;
    this.#shapes = shapes;
    this.order = new ChildOrder(schema);
    for (const shape of shapes.values())
      this.#properties.set(shape, new Set(shape.fields.map(({ property }) => property)));
  }

  /** Returns the issues of an object of a complex type. */
  check(type: TypeIndex, value: unknown): readonly ValidationIssue[] {
    const shape = this.#shapes.get(type);
    if (shape === undefined) return failModel(`Type ${type} of the schema model has no shape`);
    this.#issues = noIssues;
    this.#path.length = 0;
    this.#checkObject(shape, value);
    return this.#issues;
  }

  #checkObject(shape: ObjectShape, value: unknown): void {
    if (!isObject(value)) {
      this.#add("type", "an object");
      return;
    }
    const known = this.#properties.get(shape);
    for (const property in value)
      if (known?.has(property) !== true && value[property] !== undefined)
        this.#add("property", "no such property", property);
    const before = this.#issues.length;
    for (const field of shape.fields) {
      const fieldValue = value[field.property];
      if (fieldValue === undefined) {
        if (field.required === true) this.#add("required", "a value", field.property);
        continue;
      }
      this.#path.push(field.property);
      if (field.repeated === true) this.#checkList(field, fieldValue);
      else this.#checkOne(field, fieldValue);
      this.#path.pop();
    }
    if (this.#issues.length === before && this.order.find(shape, value) === undefined)
      this.#add("content", "parts that the schema allows together");
  }

  #checkList(field: ShapeField, value: unknown): void {
    if (!Array.isArray(value)) {
      this.#add("type", "an array");
      return;
    }
    for (const [i, one] of value.entries()) {
      this.#path.push(i);
      this.#checkOne(field, one);
      this.#path.pop();
    }
  }

  #checkOne(field: ShapeField, value: unknown): void {
    if (field.value === "object") {
      const shape = this.#shapes.get(field.type);
      if (shape !== undefined) this.#checkObject(shape, value);
      return;
    }
    if (typeof value !== field.value) {
      this.#add("type", `a ${field.value}`);
      return;
    }
    const text = String(value);
    const type = this.#schema.simpleType(field.type);
    if (!plainText.test(text)) {
      if (unwritable.test(text)) {
        this.#add("characters", "only characters that XML can hold");
        return;
      }
      if (type.normalize(text) !== text) {
        this.#add("whiteSpace", "no leading, trailing or repeated white space, and no line breaks");
        return;
      }
    }
    const broken = type.check(text);
    if (broken !== undefined) this.#add(broken.keyword, broken.expected);
    else if (field.fixed !== undefined && !type.equal(text, type.normalize(field.fixed)))
      this.#add("fixed", field.fixed);
    // An empty element would be read as the default.
    else if (text === "" && field.kind === "element" && (field.default ?? "") !== "")
      this.#add("default", "text, or no element");
  }

  #add(keyword: string, expected: string, ...below: readonly string[]): void {
    const path = [...this.#path, ...below].map((step) => `/${escapePointer(String(step))}`).join("");
    const message = `${path === "" ? "the value" : path} is wrong: expected ${expected}`;
    this.#issues = [...this.#issues, { path, keyword, expected, message }];
  }
}

const noIssues: readonly ValidationIssue[] = [];

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function escapePointer(name: string): string {
  return name.includes("~") || name.includes("/") ? name.replaceAll("~", "~0").replaceAll("/", "~1") : name;
}
