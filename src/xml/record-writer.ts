import type { ValidationIssue } from "../errors/validation-issue.ts";
import type { BytePiece } from "./byte-piece.ts";
import type { ObjectShape, ShapeField, Shapes } from "./object-shape.ts";
import { ObjectValidator } from "./object-validator.ts";
import type { RecordFormat, Serialiser } from "./record-format.ts";
import { localName } from "./schema-model.ts";
import { DEFAULT_XML_LIMITS } from "./xml-error.ts";

export interface RecordWriterOptions {
  /** How many spaces a level gets; 0 writes everything in one line. */
  readonly indent: number;
  /** Whether the serialiser is used. Without, every record is checked and written strictly: the same result, slower. */
  readonly fast: boolean;
}

/**
 * Writes records as a document: `head`, then each record, then `tail`.
 *
 * A serialiser writes the usual records at once or declines them. What it declines is checked, and written from its shape. Only the check
 * finds fault, so the serialiser can only ever make things faster.
 */
export class RecordWriter<T> {
  readonly #shapes: Shapes;
  readonly #validator: ObjectValidator;
  readonly #type: number;
  readonly #recordTag: string;
  readonly #rootTag: string;
  /** Whether names of the namespace get a prefix: where some names have none, the namespace cannot be the default. */
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
      namespace === "" ? "" : ` xmlns${this.#isPrefixed ? `:${PREFIX}` : ""}="${escapeAttribute(namespace)}"`;
  }

  get head(): string {
    return `<?xml version="1.0" encoding="UTF-8"?>\n<${this.#rootTag}${this.#declaration}>${this.#newLine}`;
  }

  get tail(): string {
    return `</${this.#rootTag}>\n`;
  }

  /** Adds a record to a piece, or finds what keeps it from being written; then nothing is added. */
  write(record: T, piece: BytePiece): readonly ValidationIssue[] {
    const end = this.#serialiser?.write(record, piece.bytes, piece.view, piece.length) ?? -1;
    // What is no longer than that holds nothing that is too long.
    if (end >= 0 && end - piece.length <= LONGEST) {
      piece.extend(end);
      return NO_ISSUES;
    }
    const issues = this.check(record);
    if (issues.length > 0) return issues;
    const text = this.record(record);
    if (text.length > LONGEST && text.split(/[<>]/).some(({ length }) => length > LONGEST)) return TOO_LONG;
    piece.add(text);
    return NO_ISSUES;
  }

  /** Finds what keeps an object from being written. */
  check(record: T): readonly ValidationIssue[] {
    return this.#validator.check(this.#type, record);
  }

  /** The text of an object that `check` found no fault with. */
  record(record: T): string {
    const shape = this.#shapes.get(this.#type);
    // The check has seen that it is an object of this shape.
    return shape === undefined
      ? ""
      : this.#element(this.#recordTag, shape, record as Readonly<Record<string, unknown>>, this.#indent);
  }

  /** A name as it is written. */
  #tag(name: string): string {
    const prefix = this.#isPrefixed && namespaceOf(name) !== "" ? `${PREFIX}:` : "";
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

/** What people call the namespace of a schema by. */
const PREFIX = "tns";

function namespaceOf(name: string): string {
  return name.slice(1, Math.max(name.lastIndexOf("}"), 1));
}

/** Whether all elements are in one namespace, which can then be the default, and no attribute is in any. */
function hasOneNamespace<T>({ root, record, shapes }: RecordFormat<T>): boolean {
  const names = [...shapes.values()].flatMap(({ fields }) => fields);
  return (
    namespaceOf(record) === namespaceOf(root) &&
    names.every(
      ({ kind, name }) => kind === "text" || namespaceOf(name) === (kind === "element" ? namespaceOf(root) : ""),
    )
  );
}

const NO_ISSUES: readonly ValidationIssue[] = [];

/** What readers take in one tag or text, less the tag's "<" and ">". */
const LONGEST = DEFAULT_XML_LIMITS.text - 2;
const TOO_LONG: readonly ValidationIssue[] = [
  {
    path: "",
    keyword: "limit",
    expected: `texts and tags of at most ${LONGEST} characters, "&amp;" counting as five`,
    message: "a text or a tag is longer than readers take",
  },
];

/** An element's tags with what stands around them, made once for each depth it is met at. */
interface Tags {
  readonly indent: string;
  readonly open: string;
  readonly close: string;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};

function escapeText(text: string): string {
  return /[&<>\r]/.test(text) ? text.replace(/[&<>\r]/g, (character) => ESCAPES[character] ?? character) : text;
}

function escapeAttribute(text: string): string {
  return /[&<>"\t\n\r]/.test(text)
    ? text.replace(/[&<>"\t\n\r]/g, (character) => ESCAPES[character] ?? character)
    : text;
}
