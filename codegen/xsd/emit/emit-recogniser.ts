import type { CompiledSchema } from "../compile-schema.ts";
import type { ObjectShape, ShapeField } from "../runtime/object-shape.ts";
import { type ContentState, localName } from "../runtime/schema-model.ts";
import type { ByteState } from "./byte-automaton.ts";
import { emitBuilder } from "./emit-builder.ts";
import { findReading, type Reading } from "./text-reading.ts";

const TEXT_END = 0x3c;
const ATTRIBUTE_END = 0x22;

/**
 * Writes the body of a recogniser: functions that read one record from bytes as the schema says it is usually written.
 *
 * Gives `undefined` when a record may hold itself or an element more than once: such records go to the strict parser.
 */
export function emitRecogniser(
  schema: CompiledSchema,
  shapes: ReadonlyMap<number, ObjectShape>,
  record: { readonly tag: string; readonly type: number; readonly typeName: string },
): string | undefined {
  if (!isTree(shapes, record.type, [])) return undefined;
  const emitter = new RecogniserEmitter(schema, shapes);
  const reader = emitter.complexType(record.type, record.tag);
  const builder = emitBuilder(shapes, record, (path) => emitter.slot(path));
  return [
    emitter.tables.join("\n"),
    `const slots = new Int32Array(${emitter.slotCount});`,
    "let lines = 0;",
    "let lineStart = 0;",
    SPACE_FUNCTION,
    emitter.functions.join("\n\n"),
    `/** Reads the usual form of a record; see the runtime's \`Recogniser\`. */
export function createRecogniser(): Recogniser<${record.typeName}> {
  return {
    accept(bytes, view, at) {
      slots.fill(-1);
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

function isTree(shapes: ReadonlyMap<number, ObjectShape>, type: number, above: readonly number[]): boolean {
  const shape = shapes.get(type);
  if (shape === undefined) return true;
  if (above.includes(type)) return false;
  return shape.fields.every((field) => field.repeated !== true && isTree(shapes, field.type, [...above, type]));
}

class RecogniserEmitter {
  readonly tables: string[] = [];
  readonly functions: string[] = [];
  readonly #schema: CompiledSchema;
  readonly #shapes: ReadonlyMap<number, ObjectShape>;
  readonly #tableNames = new Map<string, string>();
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
    const lines = [
      `/** <${tag}> from behind its name. */`,
      `function ${name}(bytes: Buffer, view: DataView, from: number): number {`,
      "  let at = from;",
    ];
    for (const field of shape.fields) if (field.kind === "attribute") lines.push(...this.#attribute(field, path));
    lines.push("  if (bytes[at] !== 62) return -1;", "  at++;");
    const { content } = definition;
    if (content.kind === "elements") lines.push(...this.#elements(content.states, shape, tag, path));
    else if (content.kind === "simple") {
      const field = shape.fields.find(({ kind }) => kind === "text");
      if (field !== undefined)
        lines.push(...this.#value(field.type, TEXT_END, this.slot(`${path}/${field.property}`), "  "));
      lines.push(`  return ${matchLiteral(`</${tag}>`, "at")} ? at + ${tag.length + 3} : -1;`);
    } else if (content.kind === "empty")
      lines.push(`  return ${matchLiteral(`</${tag}>`, "at")} ? at + ${tag.length + 3} : -1;`);
    // Elements in any order are rare and read strictly.
    else lines.push("  return -1;");
    lines.push("}");
    this.functions.push(lines.join("\n"));
    return name;
  }

  #attribute(field: ShapeField, path: string): string[] {
    const opening = ` ${localName(field.name)}="`;
    const read = [
      `at += ${opening.length};`,
      ...this.#value(field.type, ATTRIBUTE_END, this.slot(`${path}/${field.property}`), "").map((line) =>
        line.trimStart(),
      ),
      "if (bytes[at] !== 34) return -1;",
      "at++;",
    ];
    if (field.required === true) return [`if (!(${matchLiteral(opening, "at")})) return -1;`, ...read].map(indent(1));
    return [`if (${matchLiteral(opening, "at")}) {`, ...read.map(indent(1)), "}"].map(indent(1));
  }

  #elements(states: readonly ContentState[], shape: ObjectShape, tag: string, path: string): string[] {
    const readers = new Map<string, string>();
    for (const field of shape.fields)
      if (field.kind === "element") readers.set(field.property, this.#child(field, path));
    const { elements } = this.#schema.model;
    const lines = ["let state = 0;", "for (;;) {", "  at = space(bytes, view, at);", "  switch (state) {"];
    states.forEach(({ accepts, next }, state) => {
      lines.push(`    case ${state}:`);
      for (const [element, to] of next) {
        const property = localName(elements[element]?.name ?? "");
        lines.push(
          `      if (${matchLiteral(`<${property}`, "at")}) {`,
          `        at = ${readers.get(property)}(bytes, view, at + ${property.length + 1});`,
          "        if (at < 0) return -1;",
          `        state = ${to};`,
          "        continue;",
          "      }",
        );
      }
      lines.push(
        accepts === true
          ? `      return ${matchLiteral(`</${tag}>`, "at")} ? at + ${tag.length + 3} : -1;`
          : "      return -1;",
      );
    });
    lines.push("    default:", "      return -1;", "  }", "}");
    return lines.map(indent(1));
  }

  #child(field: ShapeField, path: string): string {
    const tag = localName(field.name);
    const childPath = `${path}/${field.property}`;
    const slot = this.slot(childPath);
    if (this.#shapes.has(field.type)) {
      const inner = this.complexType(field.type, tag, childPath);
      const name = this.#functionName(`${tag}Present`);
      this.functions.push(
        `function ${name}(bytes: Buffer, view: DataView, from: number): number {\n  slots[${slot}] = from;\n  return ${inner}(bytes, view, from);\n}`,
      );
      return name;
    }
    const name = this.#functionName(tag);
    this.functions.push(
      [
        `function ${name}(bytes: Buffer, view: DataView, from: number): number {`,
        "  if (bytes[from] !== 62) return -1;",
        "  let at = from + 1;",
        ...this.#value(field.type, TEXT_END, slot, "  "),
        `  return ${matchLiteral(`</${tag}>`, "at")} ? at + ${tag.length + 3} : -1;`,
        "}",
      ].join("\n"),
    );
    return name;
  }

  /** Statements that read a value at `at`, keep where it is, and leave `at` at its end. What follows is for the caller to check. */
  #value(type: number, terminator: number, slot: number, space: string): string[] {
    const reading = findReading(this.#schema, type);
    const lines = [`slots[${slot}] = at;`];
    if (reading.kind === "text" || reading.kind === "checked")
      lines.push(...scanMarked(reading, type, terminator, slot));
    else lines.push(...this.#scanPlain(reading, type, terminator), `slots[${slot + 1}] = at;`);
    return lines.map((line) => space + line);
  }

  #scanPlain(
    reading: Exclude<Reading, { readonly kind: "text" | "checked" }>,
    type: number,
    terminator: number,
  ): string[] {
    const steps = (...scans: string[]): string[] =>
      scans.flatMap((scan) => [`at = ${scan};`, "if (at < 0) return -1;"]);
    const zone = "scanZone(bytes, view, at)";
    switch (reading.kind) {
      case "literal":
        return [`if (!(${matchLiteral(reading.text, "at")})) return -1;`, `at += ${reading.text.length};`];
      case "runs":
        return steps(
          ...reading.runs.map(({ ranges, min, max }) => `scanSet(bytes, at, ${this.#set(ranges)}, ${min}, ${max})`),
        );
      case "decimal":
        return steps(`scanDecimal(bytes, at, ${reading.signed})`);
      case "date":
        return steps("scanDate(bytes, view, at)", zone);
      case "time":
        return steps("scanTime(bytes, view, at)", zone);
      case "dateTime":
        return [
          ...steps("scanDate(bytes, view, at)"),
          "if (bytes[at] !== 84) return -1;",
          ...steps("scanTime(bytes, view, at + 1)", zone),
        ];
      case "automaton":
        return steps(`runAutomaton(bytes, at, ${this.#table(type, terminator, reading.states)})`);
      default:
        return reading satisfies never;
    }
  }

  #set(ranges: readonly number[]): string {
    const key = ranges.join();
    const known = this.#tableNames.get(key);
    if (known !== undefined) return known;
    const name = `set${this.#tableNames.size + 1}`;
    this.#tableNames.set(key, name);
    this.tables.push(`const ${name} = byteSet([${ranges.join(", ")}]);`);
    return name;
  }

  #table(type: number, terminator: number, states: readonly ByteState[]): string {
    const key = `${JSON.stringify(states)}${terminator}`;
    const known = this.#tableNames.get(key);
    if (known !== undefined) return known;
    const definition = this.#schema.model.types[type];
    const name = `table${this.#tableNames.size + 1}`;
    this.#tableNames.set(key, name);
    const label = definition?.name === undefined ? "an unnamed type" : localName(definition.name);
    const rows = states.map((state) => `  [${state.join(", ")}],`).join("\n");
    this.tables.push(
      `/** ${label}, up to ${String.fromCharCode(terminator)} */\nconst ${name} = automaton([\n${rows}\n], ${terminator});`,
    );
    return name;
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
}

/** Statements that scan a text which may hold more than ASCII; its slot keeps the mark beside the end. */
function scanMarked(
  reading: Extract<Reading, { readonly kind: "text" | "checked" }>,
  type: number,
  terminator: number,
  slot: number,
): string[] {
  const end = `end${slot}`;
  const lines = [
    `const ${end} = scanText(bytes, view, at, ${terminator}, ${reading.collapse});`,
    `if (${end} < 0) return -1;`,
  ];
  if (reading.kind === "checked")
    lines.push(`if (schema.simpleType(${type}).check(rangeText(bytes, at, ${end})) !== undefined) return -1;`);
  else if (reading.min === 1 && reading.max === Number.POSITIVE_INFINITY)
    lines.push(`if ((${end} & ~MARKED) === at) return -1;`);
  else if (reading.min > 0 || reading.max < Number.POSITIVE_INFINITY)
    lines.push(`if (!hasLength(bytes, at, ${end}, ${reading.min}, ${reading.max})) return -1;`);
  lines.push(`at = ${end} & ~MARKED;`, `slots[${slot + 1}] = ${end};`);
  return lines;
}

/**
 * An expression that compares bytes with an ASCII text, as many at once as it can: eight as one double. Doubles made of ASCII are
 * neither zero nor NaN, so they are equal exactly when their bytes are.
 */
function matchLiteral(text: string, at: string): string {
  const bytes = Buffer.from(text, "latin1");
  const double = (i: number): string => `view.getFloat64(${offset(at, i)}, true) === ${bytes.readDoubleLE(i)}`;
  const int = (i: number): string => `view.getInt32(${offset(at, i)}, true) === ${bytes.readInt32LE(i)}`;
  const tests: string[] = [];
  let i = 0;
  for (; i + 8 <= bytes.length; i += 8) tests.push(double(i));
  const left = bytes.length - i;
  if (left > 4 && bytes.length >= 8) tests.push(double(bytes.length - 8));
  else if (left > 4) tests.push(int(i), int(bytes.length - 4));
  else if (left > 0 && bytes.length >= 4) tests.push(int(bytes.length - 4));
  else for (; i < bytes.length; i++) tests.push(`bytes[${offset(at, i)}] === ${bytes[i]}`);
  return tests.join(" && ");
}

function offset(at: string, add: number): string {
  return add === 0 ? at : `${at} + ${add}`;
}

function indent(depth: number): (line: string) => string {
  return (line) => "  ".repeat(depth) + line;
}
