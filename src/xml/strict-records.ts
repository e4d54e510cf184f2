import { InstanceValidator, type XmlIssue } from "./instance-validator.ts";
import type { RecordFormat, XmlRecord } from "./record-format.ts";
import { expandedName } from "./schema-model.ts";
import { ValueBuilder } from "./value-builder.ts";
import { XmlError, type XmlLimits } from "./xml-error.ts";
import { type TextPosition, type XmlHandler, XmlParser, type XmlStartTag } from "./xml-parser.ts";

const MOST_ISSUES = 100;

/** The record that is being read. */
interface OpenRecord {
  readonly start: number;
  readonly position: TextPosition;
  readonly issues: XmlIssue[];
}

/** Reads records with the strict parser and validates them. Text may be left out between two records that were read otherwise. */
export class StrictRecords<T> implements XmlHandler {
  readonly #format: RecordFormat<T>;
  readonly #parser: XmlParser;
  readonly #validator: InstanceValidator;
  readonly #builder: ValueBuilder | undefined;
  #ready: XmlRecord<T>[] = [];
  #taken = 0;
  #count = 0;
  #depth = 0;
  #isUsual = false;
  #record: OpenRecord | undefined;
  /** Where the last tag at the level of the records ended, in fed code units. */
  #betweenAt = -1;
  /** How fed code units become document bytes: the piece being parsed, and where it starts in both. */
  #piece = { text: "", isPlain: true, unit: 0, byte: 0 };
  #bytesPerUnit = 0;
  #markLength = 0;
  /** The offset of that piece that was last counted in both. */
  #counted = { unit: 0, byte: 0 };
  /** The last "<" of the pieces before, for a tag that began there. */
  #lastOpen = { unit: -1, byte: 0 };

  constructor(format: RecordFormat<T>, options: { readonly limits: XmlLimits; readonly values: boolean }) {
    this.#format = format;
    this.#builder = options.values ? new ValueBuilder(format.shapes) : undefined;
    this.#parser = new XmlParser(this, options.limits);
    this.#validator = new InstanceValidator(format.schema, (issue) => this.#report(issue), this.#builder);
  }

  /** How many records have been read or left out so far. */
  get count(): number {
    return this.#count;
  }

  get position(): TextPosition {
    return this.#parser.position;
  }

  /** Whether names without a prefix mean what the recogniser takes them for. */
  get isUsual(): boolean {
    return this.#isUsual;
  }

  /** Whether the root element is open and so records may come. */
  get isInBody(): boolean {
    return this.#depth > 0;
  }

  /** Whether all that was fed ends between two records. */
  get isBetweenRecords(): boolean {
    return this.#depth === 1 && this.#betweenAt === this.#parser.fed;
  }

  /** Says that every code unit stands for a fixed number of bytes behind a byte order mark. */
  countBytes(markLength: number, bytesPerUnit: number): void {
    this.#markLength = markLength;
    this.#bytesPerUnit = bytesPerUnit;
  }

  /** The next record that is complete. */
  take(): XmlRecord<T> | undefined {
    if (this.#taken < this.#ready.length) return this.#ready[this.#taken++];
    if (this.#taken > 0) {
      this.#ready = [];
      this.#taken = 0;
    }
    return undefined;
  }

  /** Leaves out a record that was found valid otherwise. Tells whether one may come here. */
  skipRecord(): boolean {
    if (!this.#validator.skipChild(this.#format.record)) return false;
    this.#count++;
    return true;
  }

  /** Goes on behind text that was left out. */
  moveTo(position: TextPosition): void {
    this.#parser.moveTo(position);
  }

  write(text: string, byte: number, isPlain: boolean): void {
    const before = this.#piece;
    const unit = this.#parser.fed;
    // The parser holds back what stands before the root element until it has seen enough of it.
    this.#piece =
      before.text !== "" && before.unit === unit
        ? { text: before.text + text, isPlain: before.isPlain && isPlain, unit, byte: before.byte }
        : { text, isPlain, unit, byte };
    this.#counted = this.#piece;
    this.#parser.write(text);
    if (this.#parser.fed === unit) return;
    const open = this.#piece.text.lastIndexOf("<");
    if (open >= 0) this.#lastOpen = { unit: unit + open, byte: this.#byteOf(unit + open) };
  }

  /** Parses what the parser still holds back; for when nothing readable follows. */
  flush(): void {
    this.#parser.flush();
  }

  close(): void {
    this.#parser.close();
  }

  startElement(tag: XmlStartTag, position: TextPosition, from: number, to: number): void {
    this.#depth++;
    if (this.#depth === 1) {
      const name = expandedName(tag.namespace, tag.local);
      if (name !== this.#format.root) this.#failInvalid(`the root element must be <${this.#format.root}>`, position);
      this.#betweenAt = to;
      this.#isUsual = this.#format.record === expandedName(tag.resolve("") ?? "", this.#format.recordTag);
    }
    if (this.#depth === 2) this.#record = { start: this.#byteOf(from), position, issues: [] };
    this.#validator.startElement(tag, position, this.#depth === 2);
  }

  endElement(to: number): void {
    this.#depth--;
    this.#validator.endElement();
    if (this.#depth !== 1) return;
    this.#betweenAt = to;
    const record = this.#record;
    if (record === undefined) return;
    this.#record = undefined;
    this.#count++;
    this.#ready.push({
      number: this.#count,
      start: record.start,
      end: this.#byteOf(to),
      ...record.position,
      // The shapes are made from the same schema as the type of the values.
      value: record.issues.length === 0 ? (this.#builder?.result as T | undefined) : undefined,
      issues: record.issues,
    });
  }

  text(text: string, isSection: boolean): void {
    this.#validator.text(text, isSection);
  }

  #report(issue: XmlIssue): void {
    if (this.#record === undefined) this.#failInvalid(issue.message, issue);
    else if (this.#record.issues.length < MOST_ISSUES) this.#record.issues.push(issue);
  }

  #failInvalid(reason: string, { line, column }: TextPosition): never {
    throw new XmlError("XML_INVALID", reason, line, column);
  }

  #byteOf(unit: number): number {
    if (this.#bytesPerUnit > 0) return this.#markLength + unit * this.#bytesPerUnit;
    const { text, isPlain, unit: first, byte } = this.#piece;
    if (unit < first) return this.#lastOpen.unit === unit ? this.#lastOpen.byte : byte;
    if (isPlain) return byte + unit - first;
    // Offsets come in order, so each is counted on from the one before.
    const known = this.#counted.unit <= unit ? this.#counted : this.#piece;
    const counted = known.byte + Buffer.byteLength(text.slice(known.unit - first, unit - first));
    this.#counted = { unit, byte: counted };
    return counted;
  }
}
