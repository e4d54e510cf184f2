import type { ValidationIssue } from "../errors/validation-issue.ts";
import { ChildOrder } from "./child-order.ts";
import {
  actualType,
  type ObjectShape,
  orderProperty,
  type ShapeField,
  type Shapes,
  textMark,
  textProperty,
  typeProperty,
} from "./object-shape.ts";
import type { Schema } from "./schema.ts";
import {
  allowsNamespace,
  contentStates,
  failModel,
  localName,
  namespaceOf,
  type TypeIndex,
  type Wildcard,
} from "./schema-model.ts";
import { fragmentName, fragmentProblem } from "./xml-fragment.ts";

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
    if (!this.#shapes.has(type)) return failModel(`Type ${type} of the schema model has no shape`);
    this.#issues = noIssues;
    this.#path.length = 0;
    this.#checkTyped(type, value);
    return this.#issues;
  }

  /** Returns the issues of a value that stands alone. */
  checkValue(field: ShapeField, value: unknown): readonly ValidationIssue[] {
    this.#issues = noIssues;
    this.#path.length = 0;
    if (value === undefined) this.#add("required", "a value");
    else this.#checkOne(field, value);
    return this.#issues;
  }

  /** Checks an object against the type that it names, or else the declared one. */
  #checkTyped(declared: TypeIndex, value: unknown): void {
    const type = actualType(this.#schema, declared, value);
    const shape = type === undefined ? undefined : this.#shapes.get(type);
    if (type === undefined || shape === undefined)
      this.#add("type", "a type derived from the declared one", typeProperty);
    else if (this.#schema.use(type).abstract) this.#add("abstract", `a ${typeProperty}, since the type is abstract`);
    else this.#checkObject(shape, value);
  }

  #checkObject(shape: ObjectShape, value: unknown): void {
    if (!isObject(value)) {
      this.#add("type", "an object");
      return;
    }
    const known = this.#properties.get(shape);
    for (const property in value)
      if (known?.has(property) !== true && value[property] !== undefined && !this.#isOwn(shape, property))
        this.#add("property", "no such property", property);
    const before = this.#issues.length;
    for (const field of shape.fields) {
      const fieldValue = value[field.property];
      if (field.records === true) {
        if (fieldValue !== undefined) this.#add("property", "no records, which are written one by one", field.property);
        continue;
      }
      if (fieldValue === undefined) {
        if (field.required === true) this.#add("required", "a value", field.property);
        continue;
      }
      this.#path.push(field.property);
      if (field.repeated === true) this.#checkList(field, fieldValue);
      else this.#checkOne(field, fieldValue);
      this.#path.pop();
    }
    if (shape.mixed === true) this.#checkTexts(value);
    if (this.#issues.length === before && this.order.find(shape, value) === undefined)
      this.#add("content", "parts that the schema allows together");
  }

  /** Whether a property says something about the object itself. */
  #isOwn({ mixed, ordered }: ObjectShape, property: string): boolean {
    if (property === typeProperty) return true;
    if (property === orderProperty) return mixed === true || ordered === true;
    return property === textProperty && mixed === true;
  }

  /** There is a text for each mark in the order, and it can be written. */
  #checkTexts(value: Readonly<Record<string, unknown>>): void {
    const texts = value[textProperty] ?? [];
    const order = value[orderProperty] ?? [];
    const marks = Array.isArray(order) ? order.filter((one) => one === textMark).length : 0;
    if (
      !Array.isArray(texts) ||
      texts.length !== marks ||
      texts.some((text) => typeof text !== "string" || text === "")
    )
      this.#add("text", `one text for each ${textMark} of ${orderProperty}`, textProperty);
    else if (texts.some((text) => typeof text === "string" && unwritable.test(text)))
      this.#add("characters", "only characters that XML can hold", textProperty);
  }

  #checkAttributes(value: unknown, { type }: ShapeField): void {
    const definition = this.#schema.typeAt(type);
    const wildcard = definition.kind === "complex" ? definition.anyAttribute : undefined;
    if (!isObject(value) || wildcard === undefined) {
      this.#add("type", "an object of texts by the expanded names of attributes");
      return;
    }
    for (const [name, text] of Object.entries(value)) {
      const declared = this.#schema.attributes.get(name);
      const simple =
        declared === undefined || wildcard.process === "skip" ? undefined : this.#schema.simpleType(declared.type);
      if (typeof text !== "string" || unwritable.test(text)) this.#add("type", "text", name);
      else if (
        !/^(?:\{[^{}]+\})?[^\s{}:<>"'=/]+$/.test(name) ||
        !allowsNamespace(wildcard.namespaces, namespaceOf(name))
      )
        this.#add("attribute", "an attribute that the schema allows", name);
      else if (declared === undefined && wildcard.process === "strict")
        this.#add("attribute", "an attribute that the schema declares", name);
      else if (simple?.check(simple.normalize(text)) !== undefined) this.#add("type", "a value of its type", name);
    }
  }

  #checkFragment(value: unknown, field: ShapeField): void {
    if (typeof value !== "string") {
      this.#add("type", "the text of an element");
      return;
    }
    const name = fragmentName(value);
    const problem = fragmentProblem(this.#schema, value, field.kind === "any" ? this.#process(field, name) : "lax");
    if (problem !== undefined || name === undefined) this.#add("xml", "the text of one element that the schema allows");
    else if (field.kind === "element" && name !== field.name)
      this.#add("xml", `the text of <${localName(field.name)}>`);
  }

  /** How the wildcards of a type process an element of a name. */
  #process({ type }: ShapeField, name: string | undefined): Wildcard["process"] {
    const states = contentStates(this.#schema.typeAt(type));
    const wildcards = states.flatMap(({ any = [] }) => any.map(([wildcard]) => wildcard));
    const allowing = wildcards.filter(({ namespaces }) => allowsNamespace(namespaces, namespaceOf(name ?? "")));
    const modes = new Set(allowing.map(({ process }) => process));
    return modes.has("strict") ? "strict" : modes.has("lax") ? "lax" : "skip";
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
    if (value === null && field.nillable === true) return;
    if (field.value === "object") {
      if (this.#shapes.has(field.type)) this.#checkTyped(field.type, value);
      return;
    }
    if (field.value === "xml") {
      this.#checkFragment(value, field);
      return;
    }
    if (field.value === "attributes") {
      this.#checkAttributes(value, field);
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
