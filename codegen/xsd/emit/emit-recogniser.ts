import type { CompiledSchema } from "../compile-schema.ts";
import type { ObjectShape, ShapeField } from "../runtime/object-shape.ts";
import { type ContentState, localName } from "../runtime/schema-model.ts";
import { emitBuilder } from "./emit-builder.ts";
import { emitValueScan } from "./emit-value-scan.ts";
import { EmittedConstants } from "./emitted-constants.ts";
import { matchLiteral } from "./match-literal.ts";

/**
 * Writes the body of a recogniser: functions that read one record from bytes as the schema says it is usually written.
 *
 * Gives `undefined` when a record may hold itself, an element more than once, or a default or fixed value: such records go to the strict
 * parser.
 */
export function emitRecogniser(
  schema: CompiledSchema,
  shapes: ReadonlyMap<number, ObjectShape>,
  record: { readonly tag: string; readonly type: number; readonly typeName: string },
): string | undefined {
  if (!isPlainTree(shapes, record.type, [])) return undefined;
  const emitter = new RecogniserEmitter(schema, shapes);
  const reader = emitter.complexType(record.type, record.tag);
  const builder = emitBuilder(shapes, record, (path) => emitter.slot(path));
  return [
    emitter.constants.toString(),
    `const slots = new Int32Array(${emitter.slotCount});`,
    "let lines = 0;",
    "let lineStart = 0;",
    SPACE_FUNCTION,
    emitter.functions.join("\n\n"),
    `/** Reads the usual form of a record; see the runtime's \`Recogniser\`. */
export function createRecogniser(): Recogniser<${record.typeName}> {
  return {
    accept(bytes, view, at) {
      for (let i = 0; i < slots.length; i += 2) slots[i] = -1;
      lines = 0;
      return ${matchLiteral(`<${record.tag}`, "at")} ? ${reader}(bytes, view, at + ${record.tag.length + 1}) : -1;
    },
    get lines() {
      return lines;
    },
    get lineStart() {
      return lineStart;
    },
    // Every field was read as its type says, so the object is what the type promises.
    build: (bytes, at, end) => ${builder.name}(bytes, bytes.toString("latin1", at, end), at) as unknown as ${record.typeName},
  };
}`,
    builder.functions.join("\n\n"),
    `function slotText(bytes: Buffer, text: string, at: number, slot: number): string {
  const from = slots[slot] as number;
  const to = slots[slot + 1] as number;
  return (to & MARKED) === 0 ? text.substring(from - at, to - at) : decodeMarked(bytes, from, to & ~MARKED);
}`,
  ].join("\n\n");
}

// Four spaces at a time: indentation is a large part of most files.
const SPACE_FUNCTION = `/** Moves over white space and comments between elements and counts their lines. */
function space(bytes: Uint8Array, view: DataView, from: number): number {
  let at = from;
  for (;;) {
    const byte = bytes[at];
    if (byte === 10) {
      lines++;
      lineStart = at + 1;
      at++;
      while (view.getInt32(at, true) === 0x20202020) at += 4;
    } else if (byte === 32 || byte === 9 || (byte === 13 && bytes[at + 1] === 10)) at++;
    else if (byte === 60 && bytes[at + 1] === 33) {
      const end = comment(bytes, at);
      if (end < 0) return at;
      at = end;
    } else return at;
  }
}

/** Moves behind a comment and counts its lines. */
function comment(bytes: Uint8Array, from: number): number {
  if (bytes[from + 2] !== 45 || bytes[from + 3] !== 45) return -1;
  for (let at = from + 4; ; at++) {
    const byte = bytes[at] as number;
    if (byte === 45 && bytes[at + 1] === 45) return bytes[at + 2] === 62 ? at + 3 : -1;
    if (byte === 10) {
      lines++;
      lineStart = at + 1;
    } else if ((byte < 32 && byte !== 9) || byte === 239) return -1;
  }
}`;

function isPlainTree(shapes: ReadonlyMap<number, ObjectShape>, type: number, above: readonly number[]): boolean {
  const shape = shapes.get(type);
  if (shape === undefined) return true;
  if (above.includes(type)) return false;
  return shape.fields.every(
    (field) =>
      field.repeated !== true &&
      field.default === undefined &&
      field.fixed === undefined &&
      isPlainTree(shapes, field.type, [...above, type]),
  );
}

class RecogniserEmitter {
  readonly constants = new EmittedConstants();
  readonly functions: string[] = [];
  readonly #schema: CompiledSchema;
  readonly #shapes: ReadonlyMap<number, ObjectShape>;
  /** The first of the two slots of each place in the record: its start, and its end with the mark. */
  readonly #slots = new Map<string, number>();
  #functionCount = 0;

  constructor(schema: CompiledSchema, shapes: ReadonlyMap<number, ObjectShape>) {
    this.#schema = schema;
    this.#shapes = shapes;
  }

  get slotCount(): number {
    return this.#slots.size * 2;
  }

  /** Writes the function that reads an element from behind its name to behind its end tag, and gives the function's name. */
  complexType(type: number, tag: string, path: string = ""): string {
    const name = this.#functionName(tag);
    const shape = this.#shapes.get(type);
    const definition = this.#schema.model.types[type];
    if (shape === undefined || definition?.kind !== "complex") throw new TypeError(`type ${type} has no shape`);
    const lines = ["let at = from;"];
    for (const field of shape.fields) if (field.kind === "attribute") lines.push(...this.#attribute(field, path));
    lines.push("if (bytes[at] !== 62) return -1;", "at++;");
    const { content } = definition;
    if (content.kind === "elements") lines.push(...this.#elements(content.states, shape, tag, path));
    else if (content.kind === "simple") {
      const field = shape.fields.find(({ kind }) => kind === "text");
      if (field !== undefined) lines.push(...this.#value(field, "<", path));
      lines.push(endOfElement(tag));
    } else if (content.kind === "empty") lines.push(endOfElement(tag));
    // Elements in any order are rare and read strictly.
    else lines.push("return -1;");
    this.#function(name, lines, `<${tag}> from behind its name.`);
    return name;
  }

  #attribute(field: ShapeField, path: string): string[] {
    const opening = ` ${localName(field.name)}="`;
    const read = [
      `at += ${opening.length};`,
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
   * Each child is looked for in one place, whatever the state, and only then asked whether it may stand there: the code stays short, and
   * a just-in-time compiler has soon seen all of it.
   */
  #elements(states: readonly ContentState[], shape: ObjectShape, tag: string, path: string): string[] {
    const { elements } = this.#schema.model;
    const children = shape.fields
      .filter(({ kind }) => kind === "element")
      .map((field) => ({ name: localName(field.name), reader: this.#child(field, path) }));
    // A row for each state: the next state for each child, then whether the element may end.
    const rows = states.map(({ accepts, next }) => [
      ...children.map(
        ({ name }) => next.find(([element]) => localName(elements[element]?.name ?? "") === name)?.[1] ?? -1,
      ),
      accepts === true ? 0 : -1,
    ]);
    const steps = this.constants.name("steps", `Int16Array.of(${rows.flat().join(", ")})`, `<${tag}>: state by child`);
    const step = (column: number): string => `${steps}[state * ${children.length + 1} + ${column}] as number`;
    const branches = children.map(({ name, reader }, column) => ({ name, reader, column }));
    // A longer name is looked for before a name that it starts with.
    branches.sort((a, b) => b.name.length - a.name.length);
    return [
      "let state = 0;",
      "for (;;) {",
      "  at = space(bytes, view, at);",
      ...branches.flatMap(({ name, reader, column }) => [
        `  if (${matchLiteral(`<${name}`, "at")}) {`,
        `    state = ${step(column)};`,
        "    if (state < 0) return -1;",
        `    at = ${reader}(bytes, view, at + ${name.length + 1});`,
        "    if (at < 0) return -1;",
        "    continue;",
        "  }",
      ]),
      `  if ((${step(children.length)}) < 0) return -1;`,
      `  ${endOfElement(tag)}`,
      "}",
    ];
  }

  #child(field: ShapeField, path: string): string {
    const tag = localName(field.name);
    const childPath = `${path}/${field.property}`;
    if (this.#shapes.has(field.type)) {
      const slot = this.slot(childPath);
      const inner = this.complexType(field.type, tag, childPath);
      const name = this.#functionName(`${tag}Present`);
      this.#function(name, [`slots[${slot}] = from;`, `return ${inner}(bytes, view, from);`]);
      return name;
    }
    const name = this.#functionName(tag);
    this.#function(name, [
      "if (bytes[from] !== 62) return -1;",
      "let at = from + 1;",
      ...this.#value(field, "<", path),
      endOfElement(tag),
    ]);
    return name;
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
    return `read${tag.replace(/[^A-Za-z0-9]/g, "")}${this.#functionCount}`;
  }

  #function(name: string, lines: readonly string[], comment?: string): void {
    this.functions.push(
      [
        ...(comment === undefined ? [] : [`/** ${comment} */`]),
        `function ${name}(bytes: Buffer, view: DataView, from: number): number {`,
        ...lines.map(indent),
        "}",
      ].join("\n"),
    );
  }
}

function endOfElement(tag: string): string {
  return `return ${matchLiteral(`</${tag}>`, "at")} ? at + ${tag.length + 3} : -1;`;
}

function indent(line: string): string {
  return `  ${line}`;
}
