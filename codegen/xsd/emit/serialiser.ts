import type { ShapeField, Shapes } from "../../../src/xml/object-shape.ts";
import { localName, type TypeIndex } from "../../../src/xml/schema-model.ts";
import type { RecordType } from "./record-type.ts";

/**
 * Writes the body of a serialiser: functions that put one record into bytes, in the order of its shape's fields.
 *
 * They check only the types and names of properties. The recogniser then checks texts and order in the written bytes: a
 * record that it reads from the first byte to the last is valid, and the strict writer writes all others. As for the
 * recogniser, records must be trees.
 */
export function emitSerialiser(shapes: Shapes, record: RecordType, depth: number = 1): string {
  const emitter = new SerialiserEmitter(shapes);
  const write = emitter.complexType(record.type, record.tag, depth);
  return `${emitter.functions.join("\n\n")}

/** Makes a serialiser for usual records; see \`Serialiser\`. */
export function createSerialiser(indent: number): Serialiser<${record.typeName}> {
  const recogniser = createRecogniser();
  const newLine = indent > 0 ? "\\n" : "";
  const margins = Array.from({ length: ${emitter.depth + 1} }, (_, depth) => " ".repeat(indent * depth));
  const literals = [
${emitter.literals.map((text) => `    literal(\`${text}\`),`).join("\n")}
  ];
  // Room for all literals of a record after its last text, and for the bytes after the end that the recogniser may look
  // at.
  const reserve = 64 + literals.reduce((sum, { length }) => sum + length + 8, 0);
  return {
    write(record, bytes, view, from) {
      const limit = bytes.length - reserve;
      const end = from > limit ? -1 : ${write}(record, bytes, view, from, literals, limit);
      if (end < 0) return -1;
      return recogniser.accept(bytes, view, from + ${depth === 1 ? "indent" : `indent * ${depth}`}) === end - newLine.length ? end : -1;
    },
  };
}`;
}

/** The end of a line in the emitted template strings. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: it becomes a placeholder in the emitted code.
const newLineSource = "${newLine}";

class SerialiserEmitter {
  readonly functions: string[] = [];
  /** The texts between the values, as sources of template strings over \`margins\` and \`newLine\`. */
  readonly literals: string[] = [];
  depth = 0;
  readonly #shapes: Shapes;

  constructor(shapes: Shapes) {
    this.#shapes = shapes;
  }

  /** Writes the function that puts an element of a complex type, and returns the function's name. */
  complexType(type: TypeIndex, tag: string, depth: number): string {
    this.depth = Math.max(this.depth, depth);
    const shape = this.#shapes.get(type);
    if (shape === undefined) throw new Error(`type ${type} has no shape`);
    const margin = `\${margins[${depth}]}`;
    const end = `</${tag}>${newLineSource}`;
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
      `at = ${this.#put(`>${newLineSource}`)};`,
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
      `at = ${this.#put(`</${tag}>${newLineSource}`)};`,
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

  /** Writes the statements that put an opening and the text of a simple value after it. */
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
