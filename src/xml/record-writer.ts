import type { ValidationIssue } from "../errors/validation-issue.ts";
import type { BytePiece } from "./byte-piece.ts";
import { escapeAttribute, escapeText } from "./escape.ts";
import {
  actualType,
  kindProperty,
  type ObjectShape,
  type ShapeField,
  type Shapes,
  textProperty,
} from "./object-shape.ts";
import { ObjectValidator } from "./object-validator.ts";
import type { EnvelopeFormat, RecordFormat, Serialiser } from "./record-format.ts";
import type { Schema } from "./schema.ts";
import { anyTypeIndex, type TypeIndex } from "./schema-model.ts";
import { ListContent, type WrittenChild, WrittenList } from "./written-list.ts";
import { WrittenNames } from "./written-names.ts";
import { defaultXmlLimits } from "./xml-error.ts";
import { fragmentName } from "./xml-fragment.ts";

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
  readonly #recordName: string;
  /** The fields of what stands beside the records, one for each child. */
  #listed: readonly (ShapeField | undefined)[] = [];
  /** The tags and types of records by their kind, where there are several kinds. */
  readonly #kinds: ReadonlyMap<unknown, KindOfRecord> | undefined;
  readonly #rootTag: string;
  readonly #names: WrittenNames;
  readonly #schema: Schema;
  readonly #indent: string;
  readonly #recordIndent: string;
  readonly #newLine: string;
  readonly #envelope: EnvelopeFormat<unknown> | undefined;
  /** What stands around the records. */
  readonly #around: unknown;
  /** The element that holds the records; absent in documents that are read as a whole. */
  readonly #list: ListContent | undefined;
  #known: AroundRecords | undefined;
  /** Whether the document has nothing but one record. */
  readonly #isWhole: boolean;
  /** Set when the document is a value and not an object. */
  readonly #value: ShapeField | undefined;
  readonly #tags = new Map<ShapeField, Tags>();
  readonly #serialiser: Serialiser<T> | undefined;

  constructor(format: RecordFormat<T>, { indent, fast, envelope }: RecordWriterOptions) {
    this.#envelope = format.envelope;
    this.#around = format.envelope === undefined ? undefined : withList(envelope ?? {}, format.envelope.properties);
    const list = listType(format);
    const records = format.kinds?.map(({ record }) => record) ?? [format.record];
    this.#list = list === undefined ? undefined : new ListContent(format.schema, list, records);
    this.#recordName = format.record;
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
      new Map(
        format.kinds.map(({ kind, record, type }) => [kind, { tag: this.#names.tag(record), type, name: record }]),
      );
  }

  get head(): string {
    const declaration = `<?xml version="1.0" encoding="UTF-8"?>\n`;
    if (this.#envelope !== undefined) return declaration + this.#aroundRecords.head;
    return this.#isWhole ? declaration : `${declaration}<${this.#rootTag}${this.#names.declarations}>${this.#newLine}`;
  }

  get tail(): string {
    if (this.#envelope !== undefined) {
      const { children, first, close } = this.#aroundRecords;
      return (
        children
          .slice(first)
          .map(({ text }) => text)
          .join("") + close
      );
    }
    return this.#isWhole ? "" : `</${this.#rootTag}>\n`;
  }

  /** Returns the issues of what stands around the records. */
  checkEnvelope(): readonly ValidationIssue[] {
    return this.#envelope === undefined ? noIssues : this.#validator.check(this.#envelope.type, this.#around);
  }

  /** Begins the records of a document, after `head`; `undefined` where the document is read as a whole. */
  list(): RecordListWriter<T> | undefined {
    const content = this.#list;
    if (content === undefined) return undefined;
    const { children, first, close } = this.#envelope === undefined ? this.#nothingAround : this.#aroundRecords;
    const list = new WrittenList(content, children, first);
    return {
      write: (record, piece) => {
        const before = list.next(this.#kindOf(record)?.name ?? this.#recordName);
        if (typeof before !== "string")
          return this.#kinds === undefined || this.#kindOf(record) ? before : this.check(record);
        if (before !== "") piece.add(before);
        return this.write(record, piece);
      },
      end: (piece) => {
        const rest = list.end();
        if (typeof rest !== "string") return rest;
        piece.add(rest + close);
        return noIssues;
      },
    };
  }

  get #nothingAround(): AroundRecords {
    return { head: this.head, children: [], first: 0, close: this.tail };
  }

  /** What is written before the records, between them and after them. */
  get #aroundRecords(): AroundRecords {
    if (this.#known !== undefined) return this.#known;
    const type = this.#envelope?.type ?? this.#type;
    const text = this.#object(this.#rootTag + this.#names.declarations, type, this.#around, "");
    const [open = "", ...parts] = text.split(markText);
    const close = parts.pop() ?? "";
    const children = parts.flatMap((part, i): WrittenChild[] => {
      const field = this.#listed[i];
      if (field === undefined) return [];
      const isWild = field.kind === "any";
      return [{ name: isWild ? (fragmentName(part.trim()) ?? "") : field.name, isWild, text: part }];
    });
    const later = children.findIndex((child) => this.#list?.isFirst(child) === false);
    const first = later < 0 ? children.length : later;
    const head =
      open +
      children
        .slice(0, first)
        .map((child) => child.text)
        .join("");
    this.#known = { head, children, first, close: close.endsWith("\n") ? close : `${close}\n` };
    return this.#known;
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
    const isList = shape.type === this.#list?.type && this.#envelope !== undefined;
    if (isList) this.#listed = children;
    else if (children.length === 0) return `${text}></${tag}>${this.#newLine}`;
    // White space would become part of the text.
    if (children.includes(undefined)) return `${text}>${this.#mixed(children, value)}</${tag}>${this.#newLine}`;
    text += `>${this.#newLine}${isList ? markText : ""}`;
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
      text += this.#child(field, child, inner) + (isList ? markText : "");
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

/** Copies an object with all objects on the way to its records. */
function withList(value: unknown, [property, ...below]: readonly string[]): unknown {
  if (property === undefined || below.length === 0 || typeof value !== "object" || value === null) return value;
  const inner = (value as Readonly<Record<string, unknown>>)[property];
  return { ...value, [property]: withList(inner ?? {}, below) };
}

/** The type of the element that holds the records. */
function listType({ schema, shapes, root, envelope, whole }: RecordFormat<unknown>): TypeIndex | undefined {
  if (whole === true) return undefined;
  const element = schema.roots.get(root);
  let type = element === undefined ? undefined : schema.elementAt(element).type;
  for (const property of envelope?.properties.slice(0, -1) ?? [])
    type = shapes.get(type ?? anyTypeIndex)?.fields.find((field) => field.property === property)?.type;
  return type;
}

/** What is written around the records. */
interface AroundRecords {
  /** Everything before the first record. */
  readonly head: string;
  /** All children beside the records; those up to `first` are part of the head. */
  readonly children: readonly WrittenChild[];
  readonly first: number;
  readonly close: string;
}

/** Writes the records of a document in an order that the schema allows, with what comes between them. */
export interface RecordListWriter<T> {
  /** Adds a record to a piece. Returns the issues of an invalid record, or of one that may not come here. */
  write(record: T, piece: BytePiece): readonly ValidationIssue[];
  /** Adds the end of the document. Returns issues when records are missing. */
  end(piece: BytePiece): readonly ValidationIssue[];
}

/** What a record of a kind is written as. */
interface KindOfRecord {
  readonly tag: string;
  readonly type: TypeIndex;
  readonly name: string;
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
