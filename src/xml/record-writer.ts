import type { ValidationIssue } from "../errors/validation-issue.ts";
import type { BytePiece } from "./byte-piece.ts";
import type { ObjectShape, ShapeField, Shapes } from "./object-shape.ts";
import { ObjectValidator } from "./object-validator.ts";
import type { RecordFormat, Serialiser } from "./record-format.ts";
import { localName, type TypeIndex } from "./schema-model.ts";
import { defaultXmlLimits } from "./xml-error.ts";

export interface RecordWriterOptions {
  /** Spaces per level; 0 writes everything on one line. */
  readonly indent: number;
  /**
   * Whether to use the serialiser. Without it, every record is checked and written strictly: the same result, but
   * slower.
   */
  readonly fast: boolean;
}

/**
 * Writes records as a document: `head`, then each record, then `tail`.
 *
 * A serialiser writes usual records directly or declines them. A declined record is checked, then written from its
 * shape. Only the check reports issues, so the serialiser changes nothing but the speed.
 */
export class RecordWriter<T> {
  readonly #shapes: Shapes;
  readonly #validator: ObjectValidator;
  readonly #type: TypeIndex;
  readonly #recordTag: string;
  readonly #rootTag: string;
  /** Whether names get a prefix: if some names have no namespace, the namespace cannot be the default one. */
  readonly #isPrefixed: boolean;
  readonly #indent: string;
  readonly #newLine: string;
  readonly #declaration: string;
  readonly #tags = new Map<ShapeField, Tags>();
  readonly #serialiser: Serialiser<T> | undefined;

  constructor(format: RecordFormat<T>, { indent, fast }: RecordWriterOptions) {
    this.#serialiser = fast ? format.createSerialiser?.(indent) : undefined;
    this.#shapes = format.shapes;
    this.#validator = new ObjectValidator(format.schema, format.shapes);
    this.#type = format.recordType;
    this.#indent = " ".repeat(indent);
    this.#newLine = indent > 0 ? "\n" : "";
    const namespace = namespaceOf(format.root);
    this.#isPrefixed = namespace !== "" && !hasOneNamespace(format);
    this.#rootTag = this.#tag(format.root);
    this.#recordTag = this.#tag(format.record);
    this.#declaration =
      namespace === "" ? "" : ` xmlns${this.#isPrefixed ? `:${namespacePrefix}` : ""}="${escapeAttribute(namespace)}"`;
  }

  get head(): string {
    return `<?xml version="1.0" encoding="UTF-8"?>\n<${this.#rootTag}${this.#declaration}>${this.#newLine}`;
  }

  get tail(): string {
    return `</${this.#rootTag}>\n`;
  }

  /** Adds a record to a piece. Returns the issues of an invalid record and then adds nothing. */
  write(record: T, piece: BytePiece): readonly ValidationIssue[] {
    const end = this.#serialiser?.write(record, piece.bytes, piece.view, piece.length) ?? -1;
    // A record within the limit cannot contain a text that exceeds it.
    if (end >= 0 && end - piece.length <= maxTextLength) {
      piece.extend(end);
      return noIssues;
    }
    const issues = this.check(record);
    if (issues.length > 0) return issues;
    const text = this.record(record);
    if (text.length > maxTextLength && text.split(/[<>]/).some(({ length }) => length > maxTextLength))
      return tooLongIssues;
    piece.add(text);
    return noIssues;
  }

  /** Returns the issues that keep an object from being written. */
  check(record: T): readonly ValidationIssue[] {
    return this.#validator.check(this.#type, record);
  }

  /** Returns the text of an object; `check` must have found no issues. */
  record(record: T): string {
    const shape = this.#shapes.get(this.#type);
    // The check has made sure that it is an object of this shape.
    return shape === undefined
      ? ""
      : this.#element(this.#recordTag, shape, record as Readonly<Record<string, unknown>>, this.#indent);
  }

  /** Returns a name as it is written in the document. */
  #tag(name: string): string {
    const prefix = this.#isPrefixed && namespaceOf(name) !== "" ? `${namespacePrefix}:` : "";
    return prefix + localName(name);
  }

  #tagsOf(field: ShapeField, indent: string): Tags {
    const known = this.#tags.get(field);
    if (known?.indent === indent) return known;
    const tag = this.#tag(field.name);
    const tags = { indent, open: `${indent}<${tag}>`, close: `</${tag}>${this.#newLine}` };
    this.#tags.set(field, tags);
    return tags;
  }

  #element(tag: string, shape: ObjectShape, value: Readonly<Record<string, unknown>>, indent: string): string {
    let text = `${indent}<${tag}`;
    let content: string | undefined;
    for (const field of shape.fields) {
      const one = value[field.property];
      if (one === undefined || field.kind === "element") continue;
      if (field.kind === "text") content = escapeText(String(one));
      else text += ` ${this.#tag(field.name)}="${escapeAttribute(String(one))}"`;
    }
    if (content !== undefined) return `${text}>${content}</${tag}>${this.#newLine}`;
    const children = this.#validator.order.find(shape, value) ?? [];
    if (children.length === 0) return `${text}></${tag}>${this.#newLine}`;
    text += `>${this.#newLine}`;
    const inner = indent + this.#indent;
    let written: Map<ShapeField, number> | undefined;
    for (const field of children) {
      let child = value[field.property];
      if (field.repeated === true && Array.isArray(child)) {
        written ??= new Map();
        const index = written.get(field) ?? 0;
        written.set(field, index + 1);
        child = child[index];
      }
      const childShape = field.value === "object" ? this.#shapes.get(field.type) : undefined;
      if (childShape === undefined) {
        const { open, close } = this.#tagsOf(field, inner);
        text += open + escapeText(String(child)) + close;
      } else
        text += this.#element(this.#tag(field.name), childShape, child as Readonly<Record<string, unknown>>, inner);
    }
    return `${text}${indent}</${tag}>${this.#newLine}`;
  }
}

/** The usual prefix for the target namespace of a schema. */
const namespacePrefix = "tns";

function namespaceOf(name: string): string {
  return name.slice(1, Math.max(name.lastIndexOf("}"), 1));
}

/** Whether all elements are in one namespace, which can then be the default, and no attribute is in a namespace. */
function hasOneNamespace<T>({ root, record, shapes }: RecordFormat<T>): boolean {
  const names = [...shapes.values()].flatMap(({ fields }) => fields);
  return (
    namespaceOf(record) === namespaceOf(root) &&
    names.every(
      ({ kind, name }) => kind === "text" || namespaceOf(name) === (kind === "element" ? namespaceOf(root) : ""),
    )
  );
}

const noIssues: readonly ValidationIssue[] = [];

/** The longest tag or text that readers accept, without the "<" and ">" of the tag. */
const maxTextLength = defaultXmlLimits.text - 2;
const tooLongIssues: readonly ValidationIssue[] = [
  {
    path: "",
    keyword: "limit",
    expected: `texts and tags of at most ${maxTextLength} characters, "&amp;" counting as five`,
    message: "a text or a tag is longer than readers accept",
  },
];

/**
 * The tags of an element with the white space around them, kept for the depth at which the element was last written.
 */
interface Tags {
  readonly indent: string;
  readonly open: string;
  readonly close: string;
}

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};

function escapeText(text: string): string {
  return /[&<>\r]/.test(text) ? text.replace(/[&<>\r]/g, (character) => escapes[character] ?? character) : text;
}

function escapeAttribute(text: string): string {
  return /[&<>"\t\n\r]/.test(text)
    ? text.replace(/[&<>"\t\n\r]/g, (character) => escapes[character] ?? character)
    : text;
}
