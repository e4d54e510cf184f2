import type { ItemConcept } from "./concepts.ts";
import { type Field, isSure, pathOf } from "./fields.ts";
import { memberAccess } from "./source.ts";

/** An expression that reads a field. */
export interface Reading {
  readonly text: string;
  /** Its value may be undefined. */
  readonly isOptional: boolean;
}

/** Reads a text; numbers become texts. */
export function readText(field: Field, object: string): Reading {
  const text = access(field, object);
  const { shape } = field;
  const isOptional = !isSure(field);
  const asText =
    shape.kind === "text" && shape.isNumber ? (isOptional ? `${text}?.toString()` : `String(${text})`) : text;
  // A value that may be null is undefined to a fact.
  return { text: shape.kind === "text" && shape.isNullable ? `${asText} ?? undefined` : asText, isOptional };
}

/** Reads a list of texts, or of objects by the text that an item has; undefined when the items lack it. */
export function readTexts(
  field: Field,
  object: string,
  item: (fields: readonly Field[]) => ReadonlyMap<ItemConcept, Field>,
  name: "id" | "name",
): Reading | undefined {
  const isOptional = !isSure(field);
  const list = access(field, object);
  const each = (text: string) => `${list}${isOptional ? "?" : ""}.map((item) => ${text})`;
  if (field.shape.kind === "texts") return { text: field.shape.isNumber ? each("String(item)") : list, isOptional };
  if (field.shape.kind !== "list") return undefined;
  const found = item(field.shape.fields);
  const inner = found.get(name) ?? found.get(name === "id" ? "name" : "id");
  if (inner === undefined || !isSure(inner)) return undefined;
  return { text: each(readText(inner, "item").text), isOptional };
}

/** Reads a list as it is. */
export function readList(field: Field, object: string): string {
  const list = access(field, object);
  return isSure(field) ? list : `(${list} ?? [])`;
}

/** Reads a map, or a list of names with values, as the names in it. */
export function readNames(
  field: Field,
  object: string,
  item: (fields: readonly Field[]) => ReadonlyMap<ItemConcept, Field>,
): string | undefined {
  if (field.shape.kind === "map") {
    const map = access(field, object);
    return `Object.keys(${isSure(field) ? map : `${map} ?? {}`})`;
  }
  const names = readTexts(field, object, item, "name");
  return names === undefined ? undefined : orEmpty(names);
}

/** A list that is empty when it is not there. */
export function orEmpty({ text, isOptional }: Reading): string {
  return isOptional ? `${text} ?? []` : text;
}

/** A JSON pointer as a string literal. */
export function pointerLiteral(field: Field): string {
  return JSON.stringify(pathOf(field));
}

function access({ steps }: Field, object: string): string {
  let text = object;
  let isOptional = false;
  for (const { name, isSure: isThere } of steps) {
    text = memberAccess(text, name, isOptional);
    isOptional = !isThere;
  }
  return text;
}
