import { kindProperty, type ShapeField, type Shapes } from "../../../src/xml/object-shape.ts";
import {
  type ElementDeclaration,
  elementAt,
  localName,
  type TypeIndex,
  typeAt,
} from "../../../src/xml/schema-model.ts";
import { derivedTypes } from "../compile/derived-types.ts";
import type { RecordKindSchema } from "../compile/record-schema.ts";
import type { CompiledSchema } from "../compile/schema.ts";
import { reservedNames } from "./reserved-names.ts";

/** Chooses a TypeScript name for every complex type in elements: its own name, or one made from the name of its element. */
export function nameTypes(
  schema: CompiledSchema,
  shapes: Shapes,
  elements: readonly ElementDeclaration[],
): Map<TypeIndex, string> {
  const names = new Map<TypeIndex, string>();
  const taken = new Set(reservedNames);
  const give = (type: TypeIndex, element: string): void => {
    if (names.has(type) || !shapes.has(type)) return;
    const own = typeAt(schema.model, type).name;
    const wished = identifier(own === undefined ? element : localName(own).replace(/(?<=.)Type$/, ""));
    let name = wished;
    for (let i = 2; taken.has(name); i++) name = `${wished}${i}`;
    taken.add(name);
    names.set(type, name);
    for (const field of shapes.get(type)?.fields ?? [])
      if (field.value === "object") give(field.type, localName(field.name));
    for (const derived of derivedTypes(schema.model, type)) give(derived, element);
  };
  for (const { type, name } of elements) give(type, localName(name));
  return names;
}

/** Returns the name that `nameTypes` gave a type. */
export function typeNameOf(names: ReadonlyMap<TypeIndex, string>, type: TypeIndex): string {
  const name = names.get(type);
  if (name === undefined) throw new Error(`type ${type} has no name`);
  return name;
}

/** Chooses the name of the type of documents that are not objects, or of records of several kinds. */
export function nameValue(names: ReadonlyMap<TypeIndex, string>, tag: string): string {
  const taken = new Set([...reservedNames, ...names.values()]);
  const wished = identifier(tag);
  let name = wished;
  for (let i = 2; taken.has(name); i++) name = `${wished}${i}`;
  return name;
}

/** Writes the type of documents that are not objects. */
export function emitValueType(
  schema: CompiledSchema,
  value: ShapeField,
  { typeName, names }: { readonly typeName: string; readonly names: ReadonlyMap<TypeIndex, string> },
): string {
  const plain = value.value === "object" ? objectType(schema, value.type, names) : simpleType(schema, value);
  return `${comment(formOf(schema, value), "")}export type ${typeName} = ${plain}${value.nillable === true ? " | null" : ""};`;
}

/** Writes the type of records of several kinds, which say their kind. */
export function emitKindsType(
  kinds: readonly RecordKindSchema[],
  { typeName, names }: { readonly typeName: string; readonly names: ReadonlyMap<TypeIndex, string> },
): string {
  const options = kinds.map(
    ({ kind, element }) =>
      `  | (${typeNameOf(names, element.type)} & { readonly ${kindProperty}: ${JSON.stringify(kind)} })`,
  );
  return `/** A record: \`${kindProperty}\` says of which kind it is. */\nexport type ${typeName} =\n${options.join("\n")};`;
}

/** Writes the interfaces of a tree of complex types, documented from the schema's annotations. */
export function emitTypes(schema: CompiledSchema, shapes: Shapes, names: ReadonlyMap<TypeIndex, string>): string {
  return [...names.keys()].map((type) => emitInterface(schema, shapes, type, names)).join("\n\n");
}

function emitInterface(
  schema: CompiledSchema,
  shapes: Shapes,
  owner: TypeIndex,
  names: ReadonlyMap<TypeIndex, string>,
): string {
  const own = (shapes.get(owner)?.fields ?? []).filter(({ records }) => records !== true);
  const fields = own.map((field) => {
    const doc = comment(fieldDocumentation(schema, owner, field), "  ");
    const property = /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(field.property)
      ? field.property
      : JSON.stringify(field.property);
    const plain = field.value === "object" ? objectType(schema, field.type, names) : simpleType(schema, field);
    const one = field.nillable === true ? `${plain} | null` : plain;
    const type =
      field.repeated === true ? `readonly ${one.includes("|") || one.includes("&") ? `(${one})` : one}[]` : one;
    return `${doc}  readonly ${property}${field.required === true ? "" : "?"}: ${type};`;
  });
  const { ordered, mixed } = shapes.get(owner) ?? {};
  if (ordered === true || mixed === true)
    fields.push(
      `  /** The order of the children, by their properties, where it is not the usual one${mixed === true ? "; `#text` is a text" : ""}. */\n  readonly $order?: readonly string[];`,
    );
  if (mixed === true)
    fields.push(
      `  /** The texts between the children, one for each \`#text\` of \`$order\`. */\n  readonly $text?: readonly string[];`,
    );
  const doc = comment(schema.documentation.types.get(owner) ?? "", "");
  return `${doc}export interface ${typeNameOf(names, owner)} {\n${fields.join("\n")}\n}`;
}

/** A type, or those derived from it that an element may have instead, told apart by the name of the type. */
function objectType(schema: CompiledSchema, type: TypeIndex, names: ReadonlyMap<TypeIndex, string>): string {
  const options: string[] = [];
  const visit = (index: TypeIndex): void => {
    const definition = typeAt(schema.model, index);
    const isAbstract = definition.kind === "complex" && definition.abstract === true;
    const name = names.get(index);
    if (name !== undefined && !isAbstract && (index === type || definition.name !== undefined))
      options.push(index === type ? name : `(${name} & { readonly $type: ${JSON.stringify(definition.name)} })`);
    for (const derived of derivedTypes(schema.model, index)) visit(derived);
  };
  visit(type);
  return [...new Set(options)].join(" | ") || "never";
}

function simpleType(schema: CompiledSchema, field: ShapeField): string {
  if (field.value === "xml") return "string";
  if (field.value === "attributes") return "Readonly<Record<string, string>>";
  const type = typeAt(schema.model, field.type);
  if (field.value !== "string" || type.kind !== "simple") return field.value;
  // Enumerations of other types compare values: 1.0 equals 1.
  if (type.enumeration === undefined || type.primitive !== "string") return "string";
  return type.enumeration.map((text) => JSON.stringify(text)).join(" | ");
}

function fieldDocumentation(schema: CompiledSchema, owner: TypeIndex, field: ShapeField): string {
  const { model, documentation } = schema;
  if (field.kind === "any") return "Elements that the schema allows from elsewhere, each as XML text.";
  if (field.kind === "anyAttribute") return "Attributes that the schema allows from elsewhere, by `{namespace}name`.";
  const type = typeAt(model, owner);
  const form = formOf(schema, field);
  let text = "";
  if (type.kind === "complex" && field.kind === "attribute") {
    const use = type.attributes.find(({ name }) => name === field.name);
    text = (use && documentation.attributes.get(use)) ?? "";
  } else if (type.kind === "complex" && type.content.kind !== "simple") {
    const elements =
      type.content.kind === "elements"
        ? type.content.states.flatMap(({ next }) => next.map(([element]) => element))
        : type.content.kind === "all"
          ? type.content.members.map(({ element }) => element)
          : [];
    text = elements
      .filter((element) => elementAt(model, element).name === field.name)
      .map((element) => documentation.elements.get(element) ?? "")
      .reduce((longest, one) => (one.length > longest.length ? one : longest), "");
  }
  return [text || (documentation.types.get(field.type) ?? ""), form].filter((part) => part !== "").join(" ");
}

/** Describes the form of a value's text, if its type restricts it. */
function formOf({ model }: CompiledSchema, field: ShapeField): string {
  if (field.value === "xml") return "The whole element as XML text.";
  const type = typeAt(model, field.type);
  if (type.kind !== "simple") return "";
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
