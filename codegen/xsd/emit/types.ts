import type { ObjectShape, ShapeField } from "../../../src/xml/object-shape.ts";
import { localName } from "../../../src/xml/schema-model.ts";
import type { CompiledSchema } from "../compile/schema.ts";
import { RESERVED_NAMES } from "./reserved-names.ts";

/** Gives every complex type of a tree its TypeScript name: its own, or one made from the element it belongs to. */
export function nameTypes(
  schema: CompiledSchema,
  shapes: ReadonlyMap<number, ObjectShape>,
  record: { readonly type: number; readonly tag: string },
): Map<number, string> {
  const names = new Map<number, string>();
  const taken = new Set(RESERVED_NAMES);
  const give = (type: number, element: string): void => {
    if (names.has(type) || !shapes.has(type)) return;
    const own = schema.model.types[type]?.name;
    const wished = identifier(own === undefined ? element : localName(own).replace(/(?<=.)Type$/, ""));
    let name = wished;
    for (let i = 2; taken.has(name); i++) name = `${wished}${i}`;
    taken.add(name);
    names.set(type, name);
    for (const field of shapes.get(type)?.fields ?? []) give(field.type, localName(field.name));
  };
  give(record.type, record.tag);
  return names;
}

/** Writes the interfaces of a tree of complex types, documented from the schema's annotations. */
export function emitTypes(
  schema: CompiledSchema,
  shapes: ReadonlyMap<number, ObjectShape>,
  names: ReadonlyMap<number, string>,
): string {
  return [...names].map(([type, name]) => emitInterface(schema, shapes.get(type), name, names)).join("\n\n");
}

function emitInterface(
  schema: CompiledSchema,
  shape: ObjectShape | undefined,
  name: string,
  names: ReadonlyMap<number, string>,
): string {
  const fields = (shape?.fields ?? []).map((field) => {
    const doc = comment(fieldDocumentation(schema, shape?.type ?? 0, field), "  ");
    const property = /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(field.property)
      ? field.property
      : JSON.stringify(field.property);
    const one = names.get(field.type) ?? simpleType(schema, field);
    const type = field.repeated === true ? `readonly ${one.includes("|") ? `(${one})` : one}[]` : one;
    return `${doc}  readonly ${property}${field.required === true ? "" : "?"}: ${type};`;
  });
  const doc = comment(schema.documentation.types.get(shape?.type ?? 0) ?? "", "");
  return `${doc}export interface ${name} {\n${fields.join("\n")}\n}`;
}

function simpleType(schema: CompiledSchema, field: ShapeField): string {
  const type = schema.model.types[field.type];
  if (field.value !== "string" || type?.kind !== "simple") return field.value;
  // Enumerations of other types go by value: 1.0 is as good as 1.
  if (type.enumeration === undefined || type.primitive !== "string") return "string";
  return type.enumeration.map((text) => JSON.stringify(text)).join(" | ");
}

function fieldDocumentation(schema: CompiledSchema, owner: number, field: ShapeField): string {
  const { model, documentation } = schema;
  const type = model.types[owner];
  const form = formOf(schema, field);
  let text = "";
  if (type?.kind === "complex" && field.kind === "attribute") {
    const use = type.attributes.find(({ name }) => name === field.name);
    text = (use && documentation.attributes.get(use)) ?? "";
  } else if (type?.kind === "complex" && type.content.kind !== "simple") {
    const elements =
      type.content.kind === "elements"
        ? type.content.states.flatMap(({ next }) => next.map(([element]) => element))
        : type.content.kind === "all"
          ? type.content.members.map(({ element }) => element)
          : [];
    text = elements
      .filter((element) => model.elements[element]?.name === field.name)
      .map((element) => documentation.elements.get(element) ?? "")
      .reduce((longest, one) => (one.length > longest.length ? one : longest), "");
  }
  return [text || (documentation.types.get(field.type) ?? ""), form].filter((part) => part !== "").join(" ");
}

/** How the text of a value must look, where its type says so. */
function formOf({ model }: CompiledSchema, field: ShapeField): string {
  const type = model.types[field.type];
  if (type?.kind !== "simple") return "";
  const { primitive, patterns, minLength, maxLength, length } = type;
  if (primitive === "decimal" && field.value === "string") return "Decimal number as text.";
  if (primitive === "date") return "Date as text: YYYY-MM-DD.";
  if (primitive === "dateTime") return "Date and time as text: YYYY-MM-DDThh:mm:ss.";
  if (primitive === "time") return "Time as text: hh:mm:ss.";
  if (patterns !== undefined) return `Form: \`${patterns.map((step) => step.join("|")).join("` and `")}\`.`;
  if (length !== undefined) return `Exactly ${length} characters.`;
  if (maxLength !== undefined) return `${minLength ?? 0} to ${maxLength} characters.`;
  return minLength === 1 ? "Not empty." : minLength === undefined ? "" : `At least ${minLength} characters.`;
}

function comment(text: string, indent: string): string {
  return text === "" ? "" : `${indent}/** ${text.replaceAll("*/", "* /")} */\n`;
}

function identifier(name: string): string {
  const cleaned = name.replace(/[^A-Za-z0-9_$]+(.)?/g, (_, next: string | undefined) => next?.toUpperCase() ?? "");
  return /^[A-Za-z_$]/.test(cleaned) ? cleaned : `_${cleaned}`;
}
