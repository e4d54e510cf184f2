import type { ValidationIssue } from "../errors/validation-issue.ts";
import type { BytePiece } from "./byte-piece.ts";
import { escapeAttribute, escapeText } from "./escape.ts";
import {
  actualType,
  kindProperty,
  type ObjectShape,
  recordsMark,
  type ShapeField,
  type Shapes,
  textProperty,
} from "./object-shape.ts";
import { ObjectValidator } from "./object-validator.ts";
import type { EnvelopeFormat, RecordFormat, Serialiser } from "./record-format.ts";
import type { Schema } from "./schema.ts";
import type { TypeIndex } from "./schema-model.ts";
import { WrittenNames } from "./written-names.ts";
import { defaultXmlLimits } from "./xml-error.ts";

/** Options of {@link RecordWriter}. */
export interface RecordWriterOptions {
  /** Spaces per level; 0 writes everything on one line. */
  readonly indent: number;
  /**
   * Whether to use the serialiser. Without it, every record is checked and written strictly: the same result, but
   * slower.
   */
  readonly fast: boolean;
  /** What stands around the records, where the format has something there. */
  readonly envelope?: unknown;
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
  /** The tags and types of records by their kind, where there are several kinds. */
  readonly #kinds: ReadonlyMap<unknown, KindOfRecord> | undefined;
  readonly #rootTag: string;
  readonly #names: WrittenNames;
  readonly #schema: Schema;
  readonly #indent: string;
  readonly #recordIndent: string;
  readonly #newLine: string;
  readonly #envelope: EnvelopeFormat<unknown> | undefined;
  /** What stands around the records, with a mark in their place. */
  readonly #around: unknown;
  /** Whether the document has nothing but one record. */
  readonly #isWhole: boolean;
  /** Set when the document is a value and not an object. */
  readonly #value: ShapeField | undefined;
  readonly #tags = new Map<ShapeField, Tags>();
  readonly #serialiser: Serialiser<T> | undefined;

  constructor(format: RecordFormat<T>, { indent, fast, envelope }: RecordWriterOptions) {
    this.#envelope = format.envelope;
    this.#around = format.envelope === undefined ? undefined : withMark(envelope ?? {}, format.envelope.properties);
    this.#serialiser = fast ? format.createSerialiser?.(indent) : undefined;
    this.#shapes = format.shapes;
    this.#validator = new ObjectValidator(format.schema, format.shapes);
    this.#type = format.recordType;
    this.#indent = " ".repeat(indent);
    this.#recordIndent = " ".repeat(indent * (format.envelope?.path.length ?? 1));
    this.#newLine = indent > 0 ? "\n" : "";
    this.#schema = format.schema;
    this.#isWhole = format.whole === true;
    this.#value = format.value;
    this.#names = new WrittenNames(format);
    this.#rootTag = this.#names.tag(format.root);
    this.#recordTag = this.#isWhole ? this.#rootTag + this.#names.declarations : this.#names.tag(format.record);
    this.#kinds =
      format.kinds &&
      new Map(format.kinds.map(({ kind, record, type }) => [kind, { tag: this.#names.tag(record), type }]));
  }

  get head(): string {
    const declaration = `<?xml version="1.0" encoding="UTF-8"?>\n`;
    if (this.#envelope !== undefined) return declaration + this.#parts()[0];
    return this.#isWhole ? declaration : `${declaration}<${this.#rootTag}${this.#names.declarations}>${this.#newLine}`;
  }

  get tail(): string {
    if (this.#envelope !== undefined) return this.#parts()[1];
    return this.#isWhole ? "" : `</${this.#rootTag}>\n`;
  }

  /** Returns the issues of what stands around the records. */
  checkEnvelope(): readonly ValidationIssue[] {
    return this.#envelope === undefined ? noIssues : this.#validator.check(this.#envelope.type, this.#around);
  }

  /** What is written before the records and after them. */
  #parts(): readonly [string, string] {
    if (this.#envelope === undefined) return ["", ""];
    const text = this.#object(this.#rootTag + this.#names.declarations, this.#envelope.type, this.#around, "");
    const [before = "", after = ""] = text.split(markText);
    return [before, after.endsWith("\n") ? after : `${after}\n`];
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
    // Texts and tags take turns.
    if (
      text.length > maxTextLength &&
      text.split(/[<>]/).some(({ length }, i) => length > (i % 2 === 0 ? defaultXmlLimits.text : maxTextLength))
    )
      return tooLongIssues;
    piece.add(text);
    return noIssues;
  }

  /** Returns the issues that keep an object from being written. */
  check(record: T): readonly ValidationIssue[] {
    if (this.#kinds !== undefined) {
      const kind = this.#kindOf(record);
      if (kind === undefined) return kindIssues([...this.#kinds.keys()]);
      const { [kindProperty]: _, ...rest } = record as Readonly<Record<string, unknown>>;
      return this.#validator.check(kind.type, rest);
    }
    return this.#value === undefined
      ? this.#validator.check(this.#type, record)
      : this.#validator.checkValue(this.#value, record);
  }

  /** Returns the text of an object; `check` must have found no issues. */
  record(record: T): string {
    if (this.#value !== undefined) return this.#root(this.#value, record);
    const indent = this.#isWhole ? "" : this.#recordIndent;
    const { tag, type } = this.#kindOf(record) ?? { tag: this.#recordTag, type: this.#type };
    return this.#object(tag, type, record, indent);
  }

  #kindOf(record: unknown): KindOfRecord | undefined {
    if (typeof record !== "object" || record === null || !(kindProperty in record)) return undefined;
    return this.#kinds?.get(record[kindProperty]);
  }

  /** Writes a document that is a value. */
  #root(field: ShapeField, value: unknown): string {
    const tag = this.#recordTag;
    if (field.value === "xml") return `${String(value)}\n`;
    if (value === null) return `<${tag}${this.#names.nilAttribute}/>${this.#newLine}`;
    if (field.value === "object") return this.#object(tag, field.type, value, "");
    return `<${tag}>${escapeText(String(value))}</${this.#rootTag}>${this.#newLine}`;
  }

  #tagsOf(field: ShapeField, indent: string): Tags {
    const known = this.#tags.get(field);
    if (known?.indent === indent) return known;
    const tag = this.#names.tag(field.name);
    const tags = { indent, open: `${indent}<${tag}>`, close: `</${tag}>${this.#newLine}` };
    this.#tags.set(field, tags);
    return tags;
  }

  /** Writes an object of a type or of one derived from it; the check has made sure that it is one. */
  #object(tag: string, declared: TypeIndex, value: unknown, indent: string): string {
    const type = actualType(this.#schema, declared, value) ?? declared;
    const shape = this.#shapes.get(type);
    if (shape === undefined) return "";
    const name = type === declared ? undefined : this.#schema.typeAt(type).name;
    const attribute = name === undefined ? "" : this.#names.typeAttribute(name);
    return this.#element(tag + attribute, shape, value as Readonly<Record<string, unknown>>, indent);
  }

  #element(start: string, shape: ObjectShape, value: Readonly<Record<string, unknown>>, indent: string): string {
    const space = start.indexOf(" ");
    const tag = space < 0 ? start : start.slice(0, space);
    let text = `${indent}<${start}`;
    let content: string | undefined;
    for (const field of shape.fields) {
      const one = value[field.property];
      if (one === undefined || field.kind === "element" || field.kind === "any") continue;
      if (field.kind === "text") content = escapeText(String(one));
      else if (field.kind === "anyAttribute") text += this.#names.attributes(one as Readonly<Record<string, string>>);
      else text += ` ${this.#names.tag(field.name)}="${escapeAttribute(String(one))}"`;
    }
    if (content !== undefined) return `${text}>${content}</${tag}>${this.#newLine}`;
    const children = this.#validator.order.find(shape, value) ?? [];
    if (children.length === 0) return `${text}></${tag}>${this.#newLine}`;
    // White space would become part of the text.
    if (children.includes(undefined)) return `${text}>${this.#mixed(children, value)}</${tag}>${this.#newLine}`;
    text += `>${this.#newLine}`;
    const inner = indent + this.#indent;
    let written: Map<ShapeField, number> | undefined;
    for (const field of children) {
      if (field === undefined) continue;
      let child = value[field.property];
      if (field.repeated === true && Array.isArray(child)) {
        written ??= new Map();
        const index = written.get(field) ?? 0;
        written.set(field, index + 1);
        child = child[index];
      }
      text += this.#child(field, child, inner);
    }
    return `${text}${indent}</${tag}>${this.#newLine}`;
  }

  /** Writes children with the texts between them, as they are. */
  #mixed(children: readonly (ShapeField | undefined)[], value: Readonly<Record<string, unknown>>): string {
    const texts = value[textProperty];
    const written = new Map<ShapeField | undefined, number>();
    let text = "";
    for (const field of children) {
      const index = written.get(field) ?? 0;
      written.set(field, index + 1);
      if (field === undefined) {
        text += Array.isArray(texts) ? escapeText(String(texts[index])) : "";
        continue;
      }
      const child = value[field.property];
      text += this.#child(field, field.repeated === true && Array.isArray(child) ? child[index] : child, "").trimEnd();
    }
    return text;
  }

  #child(field: ShapeField, value: unknown, indent: string): string {
    if (value === recordsMark) return markText;
    if (field.value === "xml") return `${indent}${String(value)}${this.#newLine}`;
    const tag = this.#names.tag(field.name);
    if (value === null) return `${indent}<${tag}${this.#names.nilAttribute}/>${this.#newLine}`;
    if (field.value === "object") return this.#object(tag, field.type, value, indent);
    const { open, close } = this.#tagsOf(field, indent);
    return open + escapeText(String(value)) + close;
  }
}

/** A character that no document can hold. */
const markText = "\u0000";

/** Copies an object and puts a mark where its records are. */
function withMark(value: unknown, [property, ...below]: readonly string[]): unknown {
  if (property === undefined || typeof value !== "object" || value === null) return value;
  const inner = below.length === 0 ? undefined : (value as Readonly<Record<string, unknown>>)[property];
  return { ...value, [property]: below.length === 0 ? [recordsMark] : withMark(inner ?? {}, below) };
}

/** What a record of a kind is written as. */
interface KindOfRecord {
  readonly tag: string;
  readonly type: TypeIndex;
}

function kindIssues(kinds: readonly unknown[]): readonly ValidationIssue[] {
  const path = `/${kindProperty}`;
  const expected = `one of ${kinds.join(", ")}`;
  return [{ path, keyword: "kind", expected, message: `${path} is wrong: expected ${expected}` }];
}

const noIssues: readonly ValidationIssue[] = [];

/** The longest tag or text that readers accept, without the "<" and ">" of the tag. */
const maxTextLength = defaultXmlLimits.text - 2;
const tooLongIssues: readonly ValidationIssue[] = [
  {
    path: "",
    keyword: "limit",
    expected: `texts and tags of at most ${defaultXmlLimits.text} characters, "&amp;" counting as five`,
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
