import { InstanceValidator, type XmlIssue } from "./instance-validator.ts";
import { kindProperty } from "./object-shape.ts";
import type { Prefixes } from "./prefix-bytes.ts";
import type { RecordFormat, XmlRecord } from "./record-format.ts";
import { expandedName, localName, namespaceOf, type TypeIndex } from "./schema-model.ts";
import { ValueBuilder } from "./value-builder.ts";
import { sentenceCase, XmlError, type XmlLimits } from "./xml-error.ts";
import type { TextPosition, XmlHandler, XmlStartTag } from "./xml-handler.ts";
import { XmlParser } from "./xml-parser.ts";

const maxIssues = 100;

/** The most characters of a document that is one record. */
const maxDocumentLength = 1 << 26;

/** What is known of the characters of a piece. */
interface PieceKind {
  /** Each is one byte in UTF-8, or all have the same number of bytes. */
  readonly isPlain: boolean;
  /** None is a control character that XML forbids, or from U+E000 on. */
  readonly isClean: boolean;
}

/** The record that is being read. */
interface OpenRecord {
  readonly start: number;
  readonly position: TextPosition;
  readonly issues: XmlIssue[];
  readonly builder: ValueBuilder | undefined;
  /** Set where there are several kinds of records. */
  readonly kind: string | undefined;
}

/** Reads records with the strict parser and validates them. It can skip records that the recogniser has read. */
export class StrictRecords<T> implements XmlHandler {
  readonly #format: RecordFormat<T>;
  /** The number of open elements inside a record: one when the whole document is the record. */
  readonly #recordDepth: number;
  /** The names of the elements from the root to the one that holds the records, and how many of them are open. */
  readonly #path: readonly string[];
  #matched = 0;
  readonly #envelope: ValueBuilder | undefined;
  readonly #parser: XmlParser;
  readonly #validator: InstanceValidator;
  readonly #builder: ValueBuilder | undefined;
  /** The kinds of records by the names of their elements, where there are several. */
  readonly #kinds: ReadonlyMap<string, Pick<OpenRecord, "kind" | "builder">> | undefined;
  #ready: XmlRecord<T>[] = [];
  #taken = 0;
  #count = 0;
  #depth = 0;
  #isUsual = false;
  #isListKnown = false;
  /** The prefixes that the elements on the way to the records declare. */
  readonly #declared = new Set<string>();
  #prefixes: Prefixes = new Map();
  #record: OpenRecord | undefined;
  /** The end of the last tag at the level of the records, in fed code units. */
  #betweenAt = -1;
  /** For turning fed code units into document bytes: the piece being parsed, and its start in both units. */
  #piece = { text: "", isPlain: true, unit: 0, byte: 0 };
  #bytesPerUnit = 0;
  #markLength = 0;
  /** The offset in that piece that was last counted, in both units. */
  #counted = { unit: 0, byte: 0 };
  /** The last "<" in earlier pieces, for a tag that began there. */
  #lastOpen = { unit: -1, byte: 0 };

  constructor(format: RecordFormat<T>, options: { readonly limits: XmlLimits; readonly values: boolean }) {
    this.#format = format;
    this.#path = format.envelope?.path ?? [format.root];
    this.#recordDepth = format.whole === true ? 1 : this.#path.length + 1;
    this.#envelope =
      options.values && format.envelope !== undefined
        ? new ValueBuilder(format.schema, format.shapes, format.envelope.type)
        : undefined;
    this.#builder = options.values
      ? new ValueBuilder(format.schema, format.shapes, format.recordType, format.value)
      : undefined;
    const builderOf = (type: TypeIndex): ValueBuilder | undefined =>
      options.values ? new ValueBuilder(format.schema, format.shapes, type) : undefined;
    this.#kinds =
      format.kinds &&
      new Map(format.kinds.map(({ kind, record, type }) => [record, { kind, builder: builderOf(type) }]));
    this.#parser = new XmlParser(this, options.limits);
    this.#validator = new InstanceValidator(format.schema, (issue) => this.#report(issue));
    this.#validator.listen(this.#envelope);
  }

  /** The number of records read or skipped so far. */
  get count(): number {
    return this.#count;
  }

  get position(): TextPosition {
    return this.#parser.position;
  }

  /** Whether names in records have the prefixes that the recogniser assumes. */
  get isUsual(): boolean {
    return this.#isUsual;
  }

  /** The prefixes that the elements around the records declare. */
  get prefixes(): Prefixes {
    return this.#prefixes;
  }

  /** Whether the element that holds the records has begun. */
  get isListKnown(): boolean {
    return this.#isListKnown;
  }

  /** Whether the text fed so far ends between two records. */
  get isBetweenRecords(): boolean {
    return this.#isInList && this.#betweenAt === this.#parser.fed;
  }

  get #isInList(): boolean {
    return this.#depth === this.#path.length && this.#matched === this.#depth && this.#recordDepth > 1;
  }

  /** What stands around the records; known at the end of the document. */
  get envelope(): unknown {
    return this.#envelope?.result;
  }

  /** Sets how offsets are counted: every code unit is a fixed number of bytes, after a byte order mark. */
  countBytes(markLength: number, bytesPerUnit: number): void {
    this.#markLength = markLength;
    this.#bytesPerUnit = bytesPerUnit;
  }

  /** Returns the next complete record. */
  take(): XmlRecord<T> | undefined {
    if (this.#taken < this.#ready.length) return this.#ready[this.#taken++];
    if (this.#taken > 0) {
      this.#ready = [];
      this.#taken = 0;
    }
    return undefined;
  }

  /** Skips a record that the recogniser found valid. Returns whether a record of its kind may occur here. */
  skipRecord(kind: number | undefined): boolean {
    const name = kind === undefined ? undefined : this.#format.kinds?.[kind]?.record;
    if (!this.#validator.skipChild(name ?? this.#format.record)) return false;
    this.#count++;
    return true;
  }

  /** Continues after text that was skipped. */
  moveTo(position: TextPosition): void {
    this.#parser.moveTo(position);
  }

  write(text: string, byte: number, { isPlain, isClean }: PieceKind): void {
    const before = this.#piece;
    const unit = this.#parser.fed;
    // The parser holds back the text before the root element until it has seen enough of it.
    this.#piece =
      before.text !== "" && before.unit === unit
        ? { text: before.text + text, isPlain: before.isPlain && isPlain, unit, byte: before.byte }
        : { text, isPlain, unit, byte };
    this.#counted = this.#piece;
    if (this.#format.whole === true && unit + text.length > maxDocumentLength)
      throw new XmlError(
        "XML_LIMIT",
        `A document that is read as a whole is longer than the limit of ${maxDocumentLength} characters`,
        this.position.line,
        this.position.column,
      );
    this.#parser.write(text, isClean);
    if (this.#parser.fed === unit) return;
    const open = this.#piece.text.lastIndexOf("<");
    if (open >= 0) this.#lastOpen = { unit: unit + open, byte: this.#byteOf(unit + open) };
  }

  /** Parses what the parser still holds back; called when nothing readable follows. */
  flush(): void {
    this.#parser.flush();
  }

  close(): void {
    this.#parser.close();
  }

  startElement(tag: XmlStartTag, position: TextPosition, from: number, to: number): void {
    const name = tag.expanded;
    if (this.#depth === 0 && name !== this.#format.root)
      this.#failInvalid(`The root element must be <${this.#format.root}>`, position);
    const isRecord =
      this.#recordDepth === 1
        ? this.#depth === 0
        : this.#isInList && (this.#format.envelope === undefined || this.#isRecordName(name));
    this.#depth++;
    if (this.#matched === this.#depth - 1 && this.#path[this.#matched] === name) {
      this.#matched = this.#depth;
      for (const prefix of Object.keys(tag.prefixes)) this.#declared.add(prefix);
      if (this.#isInList) {
        this.#betweenAt = to;
        this.#isListKnown = true;
        this.#prefixes = this.#prefixesByNamespace(tag);
        this.#isUsual =
          this.#format.prefixed === true
            ? this.#recordNames.some((one) => this.#prefixes.has(namespaceOf(one)))
            : this.#format.record === expandedName(tag.resolve("") ?? "", this.#format.recordTag);
      }
    }
    if (isRecord) {
      const { kind, builder } = this.#kinds?.get(name) ?? { kind: undefined, builder: this.#builder };
      this.#record = { start: this.#byteOf(from), position, issues: [], kind, builder };
      this.#validator.listen(builder);
    }
    this.#validator.startElement(tag, position, isRecord);
  }

  endElement(to: number): void {
    this.#depth--;
    if (this.#matched > this.#depth) this.#matched = this.#depth;
    this.#validator.endElement();
    if (this.#depth === 0) this.#validator.end();
    if (this.#depth !== this.#recordDepth - 1) return;
    if (this.#isInList) this.#betweenAt = to;
    const record = this.#record;
    if (record === undefined) return;
    this.#record = undefined;
    this.#validator.listen(this.#envelope);
    this.#count++;
    this.#ready.push({
      number: this.#count,
      start: record.start,
      end: this.#byteOf(to),
      ...record.position,
      // The shapes and the type of the values are made from the same schema.
      value: record.issues.length === 0 ? (resultOf(record) as T | undefined) : undefined,
      issues: record.issues,
    });
  }

  declares(name: string): boolean {
    const local = name.slice(name.indexOf(":") + 1);
    return this.#format.schema.model.elements.some((element) => localName(element.name) === local);
  }

  get #recordNames(): readonly string[] {
    return this.#kinds === undefined ? [this.#format.record] : [...this.#kinds.keys()];
  }

  #isRecordName(name: string): boolean {
    return this.#kinds === undefined ? name === this.#format.record : this.#kinds.has(name);
  }

  text(text: string, isSection: boolean): void {
    this.#validator.text(text, isSection);
  }

  /** Finds a prefix for each namespace; the default one comes first. */
  #prefixesByNamespace({ resolve }: XmlStartTag): Prefixes {
    const prefixes = new Map<string, string>();
    for (const prefix of ["", ...this.#declared]) {
      const namespace = resolve(prefix) ?? "";
      if (!prefixes.has(namespace) && (prefix === "" || namespace !== "")) prefixes.set(namespace, prefix);
    }
    return prefixes;
  }

  #report(issue: XmlIssue): void {
    if (this.#record === undefined) this.#failInvalid(sentenceCase(issue.message), issue);
    else if (this.#record.issues.length < maxIssues) this.#record.issues.push(issue);
  }

  #failInvalid(message: string, { line, column }: TextPosition): never {
    throw new XmlError("XML_INVALID", message, line, column);
  }

  #byteOf(unit: number): number {
    if (this.#bytesPerUnit > 0) return this.#markLength + unit * this.#bytesPerUnit;
    const { text, isPlain, unit: first, byte } = this.#piece;
    if (unit < first) return this.#lastOpen.unit === unit ? this.#lastOpen.byte : byte;
    if (isPlain) return byte + unit - first;
    // Offsets are requested in order, so each is counted from the one before.
    const known = this.#counted.unit <= unit ? this.#counted : this.#piece;
    const counted = known.byte + Buffer.byteLength(text.slice(known.unit - first, unit - first));
    this.#counted = { unit, byte: counted };
    return counted;
  }
}

/** The object of a record that has ended; it says its kind where there are several. */
function resultOf({ kind, builder }: OpenRecord): unknown {
  const value = builder?.result;
  return kind === undefined || typeof value !== "object" ? value : { [kindProperty]: kind, ...value };
}
