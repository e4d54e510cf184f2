import { kindProperty, type ShapeField } from "../../../src/xml/object-shape.ts";
import type { TypeIndex } from "../../../src/xml/schema-model.ts";
import type { WrittenNames } from "../../../src/xml/written-names.ts";
import { emitFunction } from "./emitted-function.ts";
import type { RecordPlan } from "./record-plan.ts";

/**
 * Writes the body of a serialiser: functions that put one record into bytes, in the order of its shape's fields.
 *
 * They check only the types and names of properties. The recogniser then checks texts and order in the written bytes: a
 * record that it reads from the first byte to the last is valid, and the strict writer writes all others.
 */
export function emitSerialiser(
  plan: RecordPlan,
  {
    names,
    typeName,
    isPrefixed,
    depth,
  }: {
    readonly names: WrittenNames;
    readonly typeName: string;
    readonly isPrefixed: boolean;
    readonly depth: number;
  },
): string {
  const emitter = new SerialiserEmitter(plan, names);
  const calls = plan.records.map(({ type, name, kind }) => ({
    kind,
    call: `${emitter.complexType(type, name, kind !== undefined)}(record, bytes, view, from, levels, ${depth}, limit)`,
  }));
  const isOfKind = calls
    .map(({ kind, call }) => `        case ${JSON.stringify(kind?.name)}:\n          end = ${call};\n          break;`)
    .join("\n");
  const [only] = calls;
  const write =
    only !== undefined && only.kind === undefined
      ? `const end = from > limit ? -1 : ${only.call};`
      : `if (from > limit || !isPlainRecord(record)) return -1;
      let end = -1;
      switch ((record as Readonly<Record<string, unknown>>)[${JSON.stringify(kindProperty)}]) {
${isOfKind}
      }`;
  const prefixes = isPrefixed ? `new Map(${JSON.stringify([...names.prefixes])})` : "";
  const margin = depth === 1 ? "indent" : `indent * ${depth}`;
  return `${emitter.functions.join("\n\n")}

/** Makes a serialiser for usual records; see \`Serialiser\`. */
export function createSerialiser(indent: number): Serialiser<${typeName}> {
  const recogniser = createRecogniser(${prefixes});
  const newLine = indent > 0 ? "\\n" : "";
  // The literals of each level with the white space before them; deeper records are written strictly.
  const levels = Array.from({ length: ${depth + plan.depth.levels + 1} }, (_, level) => {
    const margin = " ".repeat(indent * level);
    return [
${emitter.literals.map((text) => `      literal(\`${text}\`),`).join("\n")}
    ];
  });
  // Room for what is put without a look at the limit, a few literals at each level, and for the bytes after the end that the
  // recogniser may look at.
  const longest = (literals: readonly Literal[]): number => literals.reduce((most, { length }) => Math.max(most, length), 0);
  const reserve = 128 + levels.reduce((sum, literals) => sum + 4 * (longest(literals) + 8), 0);
  return {
    write(record, bytes, view, from) {
      const limit = bytes.length - reserve;
      ${write}
      if (end < 0) return -1;
      return recogniser.accept(bytes, view, from + ${margin}) === end - newLine.length ? end : -1;
    },
  };
}`;
}

/** The end of a line, and the white space before an element, in the emitted template strings. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: they become placeholders in the emitted code.
const newLineSource = "${newLine}";
// biome-ignore lint/suspicious/noTemplateCurlyInString: they become placeholders in the emitted code.
const marginSource = "${margin}";

class SerialiserEmitter {
  readonly functions: string[] = [];
  /** The texts between the values, as sources of template strings over \`margin\` and \`newLine\`. */
  readonly literals: string[] = [];
  readonly #plan: RecordPlan;
  readonly #names: WrittenNames;
  readonly #known = new Map<string, string>();

  constructor(plan: RecordPlan, names: WrittenNames) {
    this.#plan = plan;
    this.#names = names;
  }

  /** Writes the function that puts an element of a complex type, and returns the function's name. */
  complexType(type: TypeIndex, element: string, hasKind = false): string {
    const key = `${type} ${element} ${hasKind}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const tag = this.#names.tag(element);
    const name = `write${tag.replace(/[^A-Za-z]/g, "")}${this.#known.size + 1}`;
    this.#known.set(key, name);
    const fields = this.#plan.fields(type);
    const attributes = fields.filter(({ kind }) => kind === "attribute");
    const children = fields.filter(({ kind }) => kind === "element");
    const text = fields.find(({ kind }) => kind === "text");
    const end = `</${tag}>${newLineSource}`;
    const properties = [...(hasKind ? [kindProperty] : []), ...fields.map(({ property }) => property)];
    const lines = [
      "if (!isPlainRecord(value)) return -1;",
      ...(properties.length === 0
        ? ["for (const _ in value) return -1;"]
        : [
            "for (const property in value)",
            "  switch (property) {",
            ...properties.map((property) => `    case ${JSON.stringify(property)}:`),
            "      break;",
            "    default:",
            "      return -1;",
            "  }",
          ]),
      "const literals = levels[level];",
      "if (literals === undefined || from > limit) return -1;",
      `let at = ${this.#put(`${marginSource}<${tag}`, "from")};`,
      ...attributes.flatMap((field, i) =>
        this.#optional(field, `attribute${i}`, [
          ...this.#text(field, `attribute${i}`, ` ${this.#names.tag(field.name)}="`, "putAttribute"),
          `at = ${this.#put('"')};`,
        ]),
      ),
      ...(text === undefined
        ? this.#children(children, end)
        : [
            `const text = value[${JSON.stringify(text.property)}];`,
            ...this.#text(text, "text", ">", "putText"),
            `return ${this.#put(end)};`,
          ]),
    ];
    this.functions.push(
      emitFunction(`<${tag}>`, name, {
        parameters: [
          "value: unknown",
          "bytes: Buffer",
          "view: DataView",
          "from: number",
          "levels: readonly (readonly Literal[])[]",
          "level: number",
          "limit: number",
        ],
        result: "number",
        lines,
      }),
    );
    return name;
  }

  #children(fields: readonly ShapeField[], end: string): string[] {
    if (fields.length === 0) return [`return ${this.#put(`>${end}`)};`];
    const hasTexts = fields.some((field) => !this.#plan.isObject(field));
    return [
      ...(hasTexts ? ["const inner = levels[level + 1];", "if (inner === undefined) return -1;"] : []),
      "const head = at;",
      `at = ${this.#put(`>${newLineSource}`)};`,
      "const start = at;",
      ...fields.flatMap((field, i) => this.#optional(field, `child${i}`, this.#child(field, `child${i}`))),
      `return at === start ? ${this.#put(`>${end}`, "head")} : ${this.#put(marginSource + end)};`,
    ];
  }

  #child(field: ShapeField, name: string): string[] {
    if (field.repeated !== true) return this.#one(field, name);
    return [
      `if (!Array.isArray(${name})) return -1;`,
      // A sparse array has no element that "for" could miss.
      `for (let i = 0; i < ${name}.length; i++) {`,
      `  const one: unknown = ${name}[i];`,
      "  if (at > limit) return -1;",
      ...this.#one(field, "one").map(indented),
      "}",
    ];
  }

  #one(field: ShapeField, name: string): string[] {
    if (this.#plan.isObject(field))
      return [
        `at = ${this.complexType(field.type, field.name)}(${name}, bytes, view, at, levels, level + 1, limit);`,
        "if (at < 0) return -1;",
      ];
    const tag = this.#names.tag(field.name);
    return [
      ...this.#text(field, name, `${marginSource}<${tag}>`, "putText", "inner"),
      `at = ${this.#put(`</${tag}>${newLineSource}`, "at", "inner")};`,
    ];
  }

  #optional(field: ShapeField, name: string, statements: readonly string[]): string[] {
    return [
      `const ${name} = value[${JSON.stringify(field.property)}];`,
      `if (${name} !== undefined) {`,
      ...statements.map(indented),
      // Reading always gives it a value, so the type requires one.
      field.kind === "attribute" && field.required === true ? "} else return -1;" : "}",
    ];
  }

  /** Writes the statements that put an opening and the text of a simple value after it. */
  #text(
    field: ShapeField,
    name: string,
    opening: string,
    put: "putText" | "putAttribute",
    literals = "literals",
  ): string[] {
    return [
      `if (typeof ${name} !== "${field.value}") return -1;`,
      `at = ${put}(bytes, ${this.#put(opening, "at", literals)}, ${field.value === "string" ? name : `String(${name})`}, limit);`,
      "if (at < 0) return -1;",
    ];
  }

  #put(text: string, at = "at", literals = "literals"): string {
    let place = this.literals.indexOf(text);
    if (place < 0) place = this.literals.push(text) - 1;
    return `putLiteral(view, ${at}, ${literals}[${place}] as Literal)`;
  }
}

function indented(line: string): string {
  return `  ${line}`;
}
