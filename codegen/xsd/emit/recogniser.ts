import type { ObjectShape, ShapeField, Shapes } from "../../../src/xml/object-shape.ts";
import {
  type ContentState,
  type ElementIndex,
  elementAt,
  localName,
  type TypeIndex,
  typeAt,
} from "../../../src/xml/schema-model.ts";
import type { CompiledSchema } from "../compile/schema.ts";
import { emitBuilder } from "./builder.ts";
import { EmittedConstants } from "./emitted-constants.ts";
import { matchLiteral } from "./match-literal.ts";
import type { RecordType } from "./record-type.ts";
import { spaceFunctions } from "./space-functions.ts";
import { emitValueScan } from "./value-scan.ts";

/**
 * Writes the body of a recogniser: functions that read one record from bytes as the schema says it is usually written.
 *
 * Returns `undefined` when a record may contain itself, an element more than once, a default or fixed value, or names
 * of several namespaces: the strict parser reads such records.
 */
export function emitRecogniser(schema: CompiledSchema, shapes: Shapes, record: RecordType): string | undefined {
  if (!isPlainTree(shapes, record.type, []) || !hasOneNamespace(shapes, record.name)) return undefined;
  if (hasIdentity(schema, shapes) || isUnordered(schema, record.type)) return undefined;
  const emitter = new RecogniserEmitter(schema, shapes);
  const { name, opening } = emitter.complexType(record.type, record.tag);
  const builder = emitBuilder(shapes, record, (path) => emitter.slot(path));
  const body = [
    emitter.constants.toString(),
    `const slots = new Int32Array(${emitter.slotCount});`,
    "/** The number of line ends in the record, and the start of its last line. */\nconst position = new Int32Array(2);",
    ...(emitter.functions.some((text) => text.includes("space(bytes")) ? [spaceFunctions] : []),
    emitter.functions.join("\n\n"),
    builder.functions.join("\n\n"),
    `function slotText(bytes: Buffer, text: string, at: number, slot: number): string {
  const from = slots[slot] as number;
  const to = slots[slot + 1] as number;
  return (to & markedBit) === 0 ? text.substring(from - at, to - at) : decodeMarked(bytes, from, to & ~markedBit);
}`,
    `return () => ({
  position,
  accept(bytes, view, at) {
    for (let i = 0; i < slots.length; i += 2) slots[i] = -1;
    position[0] = 0;
    return ${matchLiteral(opening, "at")} ? ${name}(bytes, view, at + ${Buffer.byteLength(opening)}) : -1;
  },
  // Every field was checked against its type, so the object has the type of a record.
  build: (bytes, at, end) => ${builder.name}(bytes, bytes.toString("latin1", at, end), at) as unknown as ${record.typeName},
});`,
  ].join("\n\n");
  // Bundlers turn constants of a module into variables, which compiled code must read every time. Constants of a
  // function stay constants.
  return `/** Makes a recogniser for usual records; see \`Recogniser\`. */
export const createRecogniser: () => Recogniser<${record.typeName}> = /* @__PURE__ */ (() => {
${body.replace(/^(?=.)/gm, "  ")}
})();`;
}

/** Says which part of a record has no recogniser. */
export function slowReason(shapes: Shapes, record: Pick<RecordType, "name" | "type">): string {
  const seen = new Set<TypeIndex>();
  const find = (type: TypeIndex, tag: string): string | undefined => {
    const shape = shapes.get(type);
    if (shape === undefined) return undefined;
    if (seen.has(type)) return `\`<${tag}>\` may contain itself or is in several places`;
    seen.add(type);
    if (shape.mixed === true) return `\`<${tag}>\` may hold text between its elements`;
    for (const field of shape.fields) {
      const name = field.kind === "attribute" ? field.name : `<${localName(field.name)}>`;
      if (field.kind === "any" || field.kind === "anyAttribute" || field.value === "xml")
        return `\`<${tag}>\` allows what no schema declares`;
      if (field.repeated === true) return `\`${name}\` may occur more than once`;
      if (field.nillable === true) return `\`${name}\` may be nil`;
      if (field.default !== undefined || field.fixed !== undefined) return `\`${name}\` has a default or fixed value`;
      const below = find(field.type, localName(field.name));
      if (below !== undefined) return below;
    }
    return undefined;
  };
  return (
    find(record.type, localName(record.name)) ??
    "The names of a record are in several namespaces, or it has IDs or keys"
  );
}

/** Whether the children of a type come in any order, which the strict parser reads. */
function isUnordered({ model }: CompiledSchema, index: TypeIndex): boolean {
  const type = typeAt(model, index);
  return type.kind === "complex" && type.content.kind === "all";
}

/** Whether documents have names or keys, which must be known from all records. */
function hasIdentity({ model }: CompiledSchema, shapes: Shapes): boolean {
  const types = [...shapes.values()].flatMap(({ fields }) => fields.map((field) => typeAt(model, field.type)));
  return (
    model.elements.some(({ constraints }) => constraints !== undefined) ||
    types.some(
      (type) => type.kind === "simple" && [type.identity, type.item, type.members].some((part) => part !== undefined),
    )
  );
}

function isPlainTree(shapes: Shapes, type: TypeIndex, above: readonly TypeIndex[]): boolean {
  const shape = shapes.get(type);
  if (shape === undefined) return true;
  if (above.includes(type) || shape.mixed === true || shape.ordered === true) return false;
  return shape.fields.every(
    (field) =>
      (field.kind === "attribute" || field.kind === "element" || field.kind === "text") &&
      field.value !== "xml" &&
      field.nillable !== true &&
      field.repeated !== true &&
      field.default === undefined &&
      field.fixed === undefined &&
      isPlainTree(shapes, field.type, [...above, type]),
  );
}

/** Whether unprefixed names mean the same throughout a record, as the recogniser assumes. */
function hasOneNamespace(shapes: Shapes, record: string): boolean {
  const namespace = (name: string): string => name.slice(0, name.lastIndexOf("}") + 1);
  const own = namespace(record);
  return [...shapes.values()].every(({ fields }) =>
    fields.every(({ kind, name }) => namespace(name) === (kind === "element" ? own : "")),
  );
}

class RecogniserEmitter {
  readonly constants = new EmittedConstants();
  readonly functions: string[] = [];
  readonly #schema: CompiledSchema;
  readonly #shapes: Shapes;
  /** The first of the two slots of each place in the record, for its start and its marked end. */
  readonly #slots = new Map<string, number>();
  #functionCount = 0;

  constructor(schema: CompiledSchema, shapes: Shapes) {
    this.#schema = schema;
    this.#shapes = shapes;
  }

  get slotCount(): number {
    return this.#slots.size * 2;
  }

  /**
   * Writes the function that reads an element with attributes or children, from the end of its opening to the end of
   * its end tag. The opening is the start tag, or the part of it before the attributes.
   */
  complexType(type: TypeIndex, tag: string, path: string = ""): { readonly name: string; readonly opening: string } {
    const name = this.#functionName(tag);
    const shape = this.#shapes.get(type);
    const definition = typeAt(this.#schema.model, type);
    if (shape === undefined || definition.kind !== "complex") throw new Error(`type ${type} has no shape`);
    const attributes = shape.fields.filter(({ kind }) => kind === "attribute");
    const opening = attributes.length > 0 ? `<${tag}` : `<${tag}>`;
    const lines = ["let at = from | 0;"];
    for (const field of attributes) lines.push(...this.#attribute(field, path));
    if (attributes.length > 0) lines.push("if (bytes[at] !== 62) return -1;", "at++;");
    const { content } = definition;
    if (content.kind === "elements") lines.push(...this.#elements(content.states, shape, tag, path));
    else if (content.kind === "simple") {
      const field = shape.fields.find(({ kind }) => kind === "text");
      if (field !== undefined) lines.push(...this.#value(field, "<", path));
      lines.push(endOfElement(tag));
    } else if (content.kind === "empty") lines.push(endOfElement(tag));
    // Elements in any order are rare and read strictly.
    else lines.splice(0, lines.length, "return -1;");
    this.#function(name, lines, `<${tag}> after ${opening}`);
    return { name, opening };
  }

  #attribute(field: ShapeField, path: string): string[] {
    const opening = ` ${localName(field.name)}="`;
    const read = [
      `at += ${Buffer.byteLength(opening)};`,
      ...this.#value(field, '"', path),
      "if (bytes[at] !== 34) return -1;",
      "at++;",
    ];
    const isThere = matchLiteral(opening, "at");
    return field.required === true
      ? [`if (!(${isThere})) return -1;`, ...read]
      : [`if (${isThere}) {`, ...read.map(indent), "}"];
  }

  /**
   * Looks for each child in one place, whatever the state, and only then checks whether the state allows it. That keeps
   * the code short, so a just-in-time compiler has soon seen all of it. Children that are texts are read inline,
   * because a call would cost as much as reading them.
   */
  #elements(states: readonly ContentState[], shape: ObjectShape, tag: string, path: string): string[] {
    const nameOf = (element: ElementIndex): string => localName(elementAt(this.#schema.model, element).name);
    const children = shape.fields
      .filter(({ kind }) => kind === "element")
      .map((field) => ({ name: localName(field.name), ...this.#child(field, path) }));
    // A row for each state: the next state for each child, then whether the element may end.
    const rows = states.map(({ accepts, next }) => [
      ...children.map(({ name }) => next.find(([element]) => nameOf(element) === name)?.[1] ?? -1),
      accepts === true ? 0 : -1,
    ]);
    const steps = this.constants.name("steps", `Int16Array.of(${rows.flat().join(", ")})`, `<${tag}>: state by child`);
    const step = (column: number): string => `${steps}[state * ${children.length + 1} + ${column}] as number`;
    const branches = children.map((child, column) => ({ ...child, column }));
    // A longer name must be tried before a name that it starts with.
    branches.sort((a, b) => b.name.length - a.name.length);
    return [
      "let state = 0;",
      "for (;;) {",
      "  at = space(bytes, view, at) | 0;",
      ...branches.flatMap(({ opening, lines, column }) => [
        `  if (${matchLiteral(opening, "at")}) {`,
        `    state = ${step(column)};`,
        "    if (state < 0) return -1;",
        `    at += ${Buffer.byteLength(opening)};`,
        ...lines.map((line) => `    ${line}`),
        "    continue;",
        "  }",
      ]),
      `  if ((${step(children.length)}) < 0) return -1;`,
      `  ${endOfElement(tag)}`,
      "}",
    ];
  }

  /** Returns the opening of a child, and the statements that read the child from there. */
  #child(field: ShapeField, path: string): { readonly opening: string; readonly lines: readonly string[] } {
    const tag = localName(field.name);
    if (this.#shapes.has(field.type)) {
      const childPath = `${path}/${field.property}`;
      const slot = this.slot(childPath);
      const { name, opening } = this.complexType(field.type, tag, childPath);
      return {
        opening,
        lines: [`slots[${slot}] = at;`, `at = ${name}(bytes, view, at) | 0;`, "if (at < 0) return -1;"],
      };
    }
    const close = `</${tag}>`;
    return {
      opening: `<${tag}>`,
      lines: [
        ...this.#value(field, "<", path),
        `if (!(${matchLiteral(close, "at")})) return -1;`,
        `at += ${Buffer.byteLength(close)};`,
      ],
    };
  }

  #value({ type, property }: ShapeField, terminator: '"' | "<", path: string): string[] {
    return emitValueScan(this.#schema, { type, terminator, slot: this.slot(`${path}/${property}`) }, this.constants);
  }

  /** The first of the two slots of a place. */
  slot(path: string): number {
    const known = this.#slots.get(path);
    if (known !== undefined) return known;
    const slot = this.#slots.size * 2;
    this.#slots.set(path, slot);
    return slot;
  }

  #functionName(tag: string): string {
    this.#functionCount++;
    // Without digits in the name, the number at its end is unambiguous.
    return `read${tag.replace(/[^A-Za-z]/g, "")}${this.#functionCount}`;
  }

  #function(name: string, lines: readonly string[], comment?: string): void {
    this.functions.push(
      [
        ...(comment === undefined ? [] : [`/** ${comment} */`]),
        lines.length === 1
          ? `function ${name}(_bytes: Buffer, _view: DataView, _from: number): number {`
          : `function ${name}(bytes: Buffer, view: DataView, from: number): number {`,
        ...lines.map(indent),
        "}",
      ].join("\n"),
    );
  }
}

function endOfElement(tag: string): string {
  const close = `</${tag}>`;
  return `return ${matchLiteral(close, "at")} ? at + ${Buffer.byteLength(close)} : -1;`;
}

function indent(line: string): string {
  return `  ${line}`;
}
