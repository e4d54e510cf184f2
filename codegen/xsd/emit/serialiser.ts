import type { ObjectShape, ShapeField } from "../../../src/xml/object-shape.ts";
import { localName } from "../../../src/xml/schema-model.ts";
import type { CompiledSchema } from "../compile/schema.ts";

/**
 * Writes the body of a serialiser: functions that put one record into bytes, in the order of its shape's fields.
 *
 * They look at kinds and names of properties only. Whether texts and order are as the schema says, the recogniser tells from the bytes:
 * what it reads from the first byte to the last is valid, and everything else goes to the strict writer. The records must be a tree,
 * as for the recogniser.
 */
export function emitSerialiser(
  schema: CompiledSchema,
  shapes: ReadonlyMap<number, ObjectShape>,
  record: { readonly tag: string; readonly type: number; readonly typeName: string },
): string {
  const emitter = new SerialiserEmitter(schema, shapes);
  const write = emitter.complexType(record.type, record.tag, 1);
  return `${emitter.functions.join("\n\n")}

/** Writes the usual form of a record; see the runtime's \`Serialiser\`. */
export function createSerialiser(indent: number): Serialiser<${record.typeName}> {
  const recogniser = createRecogniser();
  const newLine = indent > 0 ? "\\n" : "";
  const margins = Array.from({ length: ${emitter.depth + 1} }, (_, depth) => " ".repeat(indent * depth));
  const literals = [
${emitter.literals.map((text) => `    literal(\`${text}\`),`).join("\n")}
  ];
  // All literals of a record fit behind the last text, and the recogniser may look at some bytes behind.
  const reserve = 64 + literals.reduce((sum, { length }) => sum + length + 8, 0);
  return {
    write(record, bytes, view, from) {
      const limit = bytes.length - reserve;
      const end = from > limit ? -1 : ${write}(record, bytes, view, from, literals, limit);
      if (end < 0) return -1;
      return recogniser.accept(bytes, view, from + indent) === end - newLine.length ? end : -1;
    },
  };
}`;
}

/** What the emitted template strings put at the end of a line. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: it becomes a placeholder in the emitted code.
const NEW_LINE = "${newLine}";

class SerialiserEmitter {
  readonly functions: string[] = [];
  /** The texts between the values, as sources of template strings over \`margins\` and \`newLine\`. */
  readonly literals: string[] = [];
  depth = 0;
  readonly #schema: CompiledSchema;
  readonly #shapes: ReadonlyMap<number, ObjectShape>;

  constructor(schema: CompiledSchema, shapes: ReadonlyMap<number, ObjectShape>) {
    this.#schema = schema;
    this.#shapes = shapes;
  }

  /** Writes the function that puts an element of a complex type, and gives the function's name. */
  complexType(type: number, tag: string, depth: number): string {
    this.depth = Math.max(this.depth, depth);
    const shape = this.#shapes.get(type);
    if (shape === undefined || this.#schema.model.types[type]?.kind !== "complex")
      throw new TypeError(`type ${type} has no shape`);
    const margin = `\${margins[${depth}]}`;
    const end = `</${tag}>${NEW_LINE}`;
    const attributes = shape.fields.filter(({ kind }) => kind === "attribute");
    const children = shape.fields.filter(({ kind }) => kind === "element");
    const text = shape.fields.find(({ kind }) => kind === "text");
    const lines = [
      ...(shape.fields.length === 0
        ? ["for (const _ in value) return -1;"]
        : [
            "for (const property in value)",
            "  switch (property) {",
            ...shape.fields.map(({ property }) => `    case ${JSON.stringify(property)}:`),
            "      break;",
            "    default:",
            "      return -1;",
            "  }",
          ]),
      `let at = ${this.#put(`${margin}<${tag}`, "from")};`,
      ...attributes.flatMap((field, i) =>
        this.#optional(field, `attribute${i}`, [
          ...this.#text(field, `attribute${i}`, ` ${localName(field.name)}="`, "putAttribute"),
          `at = ${this.#put('"')};`,
        ]),
      ),
      ...(text === undefined
        ? this.#children(children, depth, { margin, end })
        : [
            `const text = value[${JSON.stringify(text.property)}];`,
            ...this.#text(text, "text", ">", "putText"),
            `return ${this.#put(end)};`,
          ]),
    ];
    const name = `write${tag.replace(/[^A-Za-z]/g, "")}${this.functions.length + 1}`;
    this.functions.push(`/** <${tag}> */
function ${name}(value: unknown, bytes: Buffer, view: DataView, from: number, literals: readonly Literal[], limit: number): number {
  if (!isPlainRecord(value)) return -1;
${lines.map(indented).join("\n")}
}`);
    return name;
  }

  #children(
    fields: readonly ShapeField[],
    depth: number,
    { margin, end }: { readonly margin: string; readonly end: string },
  ): string[] {
    if (fields.length === 0) return [`return ${this.#put(`>${end}`)};`];
    return [
      "const head = at;",
      `at = ${this.#put(`>${NEW_LINE}`)};`,
      "const start = at;",
      ...fields.flatMap((field, i) => this.#optional(field, `child${i}`, this.#child(field, `child${i}`, depth + 1))),
      `return at === start ? ${this.#put(`>${end}`, "head")} : ${this.#put(margin + end)};`,
    ];
  }

  #child(field: ShapeField, name: string, depth: number): string[] {
    this.depth = Math.max(this.depth, depth);
    const tag = localName(field.name);
    if (this.#shapes.has(field.type))
      return [
        `at = ${this.complexType(field.type, tag, depth)}(${name}, bytes, view, at, literals, limit);`,
        "if (at < 0) return -1;",
      ];
    return [
      ...this.#text(field, name, `\${margins[${depth}]}<${tag}>`, "putText"),
      `at = ${this.#put(`</${tag}>${NEW_LINE}`)};`,
    ];
  }

  #optional(field: ShapeField, name: string, statements: readonly string[]): string[] {
    return [
      `const ${name} = value[${JSON.stringify(field.property)}];`,
      `if (${name} !== undefined) {`,
      ...statements.map(indented),
      "}",
    ];
  }

  /** Statements that put an opening and the text of a simple value behind it. */
  #text(field: ShapeField, name: string, opening: string, put: "putText" | "putAttribute"): string[] {
    return [
      `if (typeof ${name} !== "${field.value}") return -1;`,
      `at = ${put}(bytes, ${this.#put(opening)}, ${field.value === "string" ? name : `String(${name})`}, limit);`,
      "if (at < 0) return -1;",
    ];
  }

  #put(text: string, at = "at"): string {
    let place = this.literals.indexOf(text);
    if (place < 0) place = this.literals.push(text) - 1;
    return `putLiteral(view, ${at}, literals[${place}] as Literal)`;
  }
}

function indented(line: string): string {
  return `  ${line}`;
}
