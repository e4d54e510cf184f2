import { isEmptiableMixed } from "../../../src/xml/content-progress.ts";
import { type ObjectShape, type ShapeField, type Shapes, textMark } from "../../../src/xml/object-shape.ts";
import { Schema } from "../../../src/xml/schema.ts";
import { localName, namespaceOf, type TypeIndex, typeAt } from "../../../src/xml/schema-model.ts";
import { derivedTypes } from "../compile/derived-types.ts";
import type { CompiledSchema } from "../compile/schema.ts";
import type { RecordType } from "./record-type.ts";
import { findReading } from "./text-reading.ts";

/** A part of records that a recogniser leaves to the strict parser. */
export interface StrictPart {
  /** The element or the attribute, as documents show it. */
  readonly where: string;
  readonly why: string;
}

/** The namespace of `xml:lang` and its like, whose prefix never changes. */
const xmlNamespace = "http://www.w3.org/XML/1998/namespace";

/** How many levels of elements a recogniser follows where elements may contain themselves. */
const maxDepth = 48;

/**
 * Decides how a recogniser reads records: which fields it reads at all, which types get frames of their own, and where in its frame
 * each field has its two numbers.
 */
export class RecordPlan {
  readonly schema: CompiledSchema;
  readonly shapes: Shapes;
  /** The kinds of records that a recogniser may read. */
  readonly records: readonly RecordType[];
  /** The schema, ready to answer questions about types. */
  readonly runtime: Schema;
  readonly #problems = new Map<ShapeField, string | undefined>();
  /** Types that are being looked at: what contains itself is no problem because of that. */
  readonly #visiting = new Set<TypeIndex>();
  readonly #shared = new Set<TypeIndex>();
  readonly #recursive = new Set<TypeIndex>();
  /** The places of a frame's fields by the type that owns the frame. */
  readonly #frames = new Map<TypeIndex, Map<string, number>>();

  readonly #obstacles: readonly StrictPart[];

  constructor(schema: CompiledSchema, shapes: Shapes, records: readonly RecordType[]) {
    this.schema = schema;
    this.shapes = shapes;
    this.runtime = new Schema(schema.model);
    const obstacles = new Map(records.map((record) => [record, this.#typeProblem(record.type)]));
    this.records = records.filter((record) => obstacles.get(record) === undefined);
    this.#obstacles = [...obstacles].flatMap(([{ tag }, why]) =>
      why === undefined ? [] : [{ where: `<${tag}>`, why }],
    );
    this.#findShared();
  }

  /** Why a recogniser could never read a record; `undefined` if it can. */
  get obstacle(): StrictPart | undefined {
    const keyed = this.schema.model.elements.find(({ constraints }) => constraints !== undefined);
    if (keyed !== undefined)
      return { where: `<${localName(keyed.name)}>`, why: "has keys, which must be known from all records" };
    return this.records.length > 0 ? undefined : this.#obstacles[0];
  }

  /** The parts that make a record one for the strict parser, where they occur. */
  get strictParts(): readonly StrictPart[] {
    const found = new Map<string, StrictPart>();
    const add = (where: string, why: string): void => void found.set(`${where} ${why}`, { where, why });
    for (const { where, why } of this.#obstacles) add(where, why);
    for (const [type, tag] of this.#reached()) {
      const shape = this.shapes.get(type);
      if (shape?.mixed === true) add(`<${tag}>`, "has text beside its elements");
      for (const field of shape?.fields ?? []) {
        const where = field.kind === "attribute" ? `${field.name} of <${tag}>` : `<${localName(field.name)}>`;
        if (field.kind === "any") add(`<${tag}>`, "has elements that only a wildcard allows");
        else if (field.kind === "anyAttribute") add(`<${tag}>`, "has attributes that only a wildcard allows");
        else {
          const why = this.problem(field);
          if (why !== undefined) add(where, why);
          if (field.nillable === true) add(where, "is nil");
          if (this.#mayNameType(field)) add(where, "says which of several types it has");
          const given = field.kind === "element" ? (field.default ?? field.fixed ?? "") : "";
          if (given !== "") add(where, "is empty and has the default value");
        }
      }
    }
    return [...found.values()];
  }

  shapeOf(type: TypeIndex): ObjectShape {
    const shape = this.shapes.get(type);
    if (shape === undefined) throw new Error(`type ${type} has no shape`);
    return shape;
  }

  /** Why a recogniser does not read a field; `undefined` if it does. */
  problem(field: ShapeField): string | undefined {
    if (this.#problems.has(field)) return this.#problems.get(field);
    const problem = this.#findProblem(field);
    // What depends on a type that is being looked at is looked at again later.
    if (this.#visiting.size === 0) this.#problems.set(field, problem);
    return problem;
  }

  /** The fields of a type that a recogniser reads. */
  fields(type: TypeIndex): readonly ShapeField[] {
    return this.shapeOf(type).fields.filter((field) => this.problem(field) === undefined);
  }

  /** Whether an element of a type may hold a text and nothing else, although it has no simple type. */
  mayBeText(type: TypeIndex): boolean {
    const definition = typeAt(this.schema.model, type);
    return this.shapeOf(type).mixed === true && definition.kind === "complex" && isEmptiableMixed(definition);
  }

  isObject(field: ShapeField): boolean {
    return field.value === "object";
  }

  /** Whether objects of a type have frames of their own, since there may be several of them. */
  isShared(type: TypeIndex): boolean {
    return this.#shared.has(type);
  }

  /** Whether an object of a type may contain another one. */
  isRecursive(type: TypeIndex): boolean {
    return this.#recursive.has(type);
  }

  /** The first of the two numbers of a field, in the frame of the type that owns it. */
  slot(owner: TypeIndex, path: string): number {
    let frame = this.#frames.get(owner);
    if (frame === undefined) {
      frame = new Map();
      this.#frames.set(owner, frame);
    }
    const known = frame.get(path);
    if (known !== undefined) return known;
    // A frame in a list begins with the next frame and the start of its element.
    const slot = (this.isShared(owner) ? 2 : 0) + frame.size * 2;
    frame.set(path, slot);
    return slot;
  }

  frameSize(owner: TypeIndex): number {
    return (this.isShared(owner) ? 2 : 0) + (this.#frames.get(owner)?.size ?? 0) * 2;
  }

  /** Gives every field its place, so that the sizes of frames are known. */
  layOut(): void {
    const visit = (owner: TypeIndex, type: TypeIndex, path: string): void => {
      if (this.mayBeText(type)) this.slot(owner, `${path}/${textMark}`);
      for (const field of this.fields(type)) {
        const below = `${path}/${field.property}`;
        this.slot(owner, below);
        if (this.isObject(field) && !this.isShared(field.type)) visit(owner, field.type, below);
      }
    };
    for (const owner of new Set([...this.#recordTypes, ...this.#shared])) visit(owner, owner, "");
  }

  /** The namespaces of elements and attributes in records. */
  get namespaces(): readonly string[] {
    const found = new Set(this.records.map(({ name }) => namespaceOf(name)));
    for (const [type] of this.#reached())
      for (const { kind, name } of this.fields(type)) {
        const namespace = namespaceOf(name);
        if (kind === "element" || (namespace !== "" && namespace !== xmlNamespace)) found.add(namespace);
      }
    return [...found];
  }

  /** Whether some attribute is in a namespace that documents give a prefix. */
  get hasForeignAttributes(): boolean {
    return [...this.#reached()].some(([type]) =>
      this.fields(type).some(
        ({ kind, name }) => kind === "attribute" && namespaceOf(name) !== "" && namespaceOf(name) !== xmlNamespace,
      ),
    );
  }

  /** The most elements that are open at once in a record, and how often a type may contain itself. */
  get depth(): { readonly levels: number; readonly nesting: number } {
    const longest = (type: TypeIndex, above: readonly TypeIndex[]): number =>
      1 +
      Math.max(
        0,
        ...this.fields(type)
          .filter(({ kind }) => kind === "element")
          .map((field) =>
            !this.isObject(field) ? 1 : above.includes(field.type) ? 0 : longest(field.type, [...above, field.type]),
          ),
      );
    const once = this.#recursive.size > 0 ? 1 + new Set([...this.#reached()].map(([type]) => type)).size : 0;
    if (once === 0) return { levels: Math.max(...this.#recordTypes.map((type) => longest(type, [type]))), nesting: 0 };
    const nesting = Math.max(1, Math.floor(maxDepth / once));
    return { levels: once * (nesting + 1), nesting };
  }

  get attributes(): number {
    return Math.max(
      0,
      ...[...this.#reached()].map(([type]) => this.fields(type).filter(({ kind }) => kind === "attribute").length),
    );
  }

  #typeProblem(type: TypeIndex): string | undefined {
    const definition = typeAt(this.schema.model, type);
    const shape = this.shapes.get(type);
    if (shape === undefined || definition.kind !== "complex") return "holds what no schema declares";
    if (definition.abstract === true) return "has an abstract type, so that every element says which type it has";
    if (this.#visiting.has(type)) return undefined;
    this.#visiting.add(type);
    const required = shape.fields.find(
      (field) => field.required === true && !hasGivenValue(field) && this.problem(field) !== undefined,
    );
    this.#visiting.delete(type);
    if (required === undefined) return undefined;
    const name =
      required.kind === "attribute" ? `attribute "${localName(required.name)}"` : `<${localName(required.name)}>`;
    return required.kind === "text"
      ? this.problem(required)
      : `always has the ${name.startsWith("<") ? "element " : ""}${name}, which ${this.problem(required)}`;
  }

  #findProblem(field: ShapeField): string | undefined {
    if (field.kind === "any" || field.kind === "anyAttribute") return "is not declared";
    if (field.value === "xml") return "is kept as XML text";
    if (field.value === "object") return this.#typeProblem(field.type);
    const type = this.runtime.simpleType(field.type);
    if (type.hasIdentity) return "names an element or refers to one, which must be known from the whole document";
    if (type.usesPrefixes) return "holds names whose prefixes are declared in the document";
    const given = field.fixed ?? (field.kind === "attribute" ? field.default : undefined);
    if (given !== undefined && type.check(type.normalize(given)) !== undefined) return "has a default of another form";
    if (field.fixed !== undefined && !/^[!#-%'-;=?-\\^-~]+(?: [!#-%'-;=?-\\^-~]+)*$/.test(type.normalize(field.fixed)))
      return "has a fixed value with unusual characters";
    return findReading(this.schema, field.type) === undefined ? "has a type without a usual form" : undefined;
  }

  #reached(): ReadonlyMap<TypeIndex, string> {
    const found = new Map<TypeIndex, string>(this.records.map(({ type, tag }) => [type, tag]));
    for (const [type] of found)
      for (const field of this.fields(type))
        if (this.isObject(field) && !found.has(field.type)) found.set(field.type, localName(field.name));
    return found;
  }

  /** Whether `xsi:type` may give an element another type that has an object form of its own. */
  #mayNameType({ name, type, value }: ShapeField): boolean {
    const { model } = this.schema;
    const derived = value === "object" ? derivedTypes(model, type) : [];
    const definition = typeAt(model, type);
    const blocked = definition.kind === "complex" ? (definition.block ?? []) : [];
    const elements = model.elements.filter((element) => element.name === name && element.type === type);
    return derived.some((one) =>
      elements.some(({ block = [] }) => this.runtime.isDerived(one, type, [...block, ...blocked])),
    );
  }

  get #recordTypes(): readonly TypeIndex[] {
    return this.records.map(({ type }) => type);
  }

  #findShared(): void {
    const uses = new Map<TypeIndex, number>();
    const inside = new Map<TypeIndex, Set<TypeIndex>>();
    for (const [type] of this.#reached()) {
      const below = new Set<TypeIndex>();
      for (const field of this.fields(type)) {
        if (!this.isObject(field)) continue;
        below.add(field.type);
        uses.set(field.type, (uses.get(field.type) ?? 0) + (field.repeated === true ? 2 : 1));
      }
      inside.set(type, below);
    }
    for (const [type, count] of uses) if (count > 1 || this.#recordTypes.includes(type)) this.#shared.add(type);
    for (const type of inside.keys()) {
      const below = new Set(inside.get(type));
      for (const one of below) for (const next of inside.get(one) ?? []) below.add(next);
      if (below.has(type) && this.#shared.has(type)) this.#recursive.add(type);
    }
  }
}

function hasGivenValue({ kind, default: given, fixed }: ShapeField): boolean {
  return kind === "attribute" && (given !== undefined || fixed !== undefined);
}
