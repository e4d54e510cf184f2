import { parseDecimal } from "../../../xml/decimal.ts";
import type { ShapeField } from "../../../xml/object-shape.ts";
import type { BlockFormat } from "../../contract/block-fields.ts";

/** Returns the content of a value as a text that cannot be confused with that of another value; "" for no content. */
type ContentOf = (value: unknown) => string;

/**
 * Creates the function that reduces a block to its content: two blocks with the same content give the same text,
 * whatever their white space and the order of their elements. Every field of the schema takes part. Decimals are
 * compared as numbers, and an empty element counts as missing.
 */
export function createBlockContent({ schema, shapes, recordType }: BlockFormat): (block: object) => string {
  const known = new Map<ShapeField["type"], ContentOf>();
  const contentOfType = (type: ShapeField["type"]): ContentOf => {
    const existing = known.get(type);
    if (existing !== undefined) return existing;
    const parts: Part[] = [];
    const contentOf: ContentOf = (value) => contentOfObject(value, parts);
    // Before its fields: a type may contain itself.
    known.set(type, contentOf);
    for (const [index, field] of (shapes.get(type)?.fields ?? []).entries())
      parts.push({ property: field.property, mark: `${index}=`, contentOf: contentOfField(field) });
    return contentOf;
  };
  const contentOfField = ({ type, value, repeated }: ShapeField): ContentOf => {
    const isDecimal = value === "string" && schema.simpleType(type).definition.primitive === "decimal";
    const contentOf = value === "object" ? contentOfType(type) : isDecimal ? contentOfDecimal : contentOfText;
    return repeated === true ? (items) => contentOfList(items, contentOf) : contentOf;
  };
  return contentOfType(recordType);
}

/** A field of a type, compiled. */
interface Part {
  readonly property: string;
  /** Says which field a content belongs to. */
  readonly mark: string;
  readonly contentOf: ContentOf;
}

/** Missing fields leave no trace, and an element whose fields are all missing is missing itself. */
function contentOfObject(value: unknown, parts: readonly Part[]): string {
  // The block was read by the same schema, so a value with fields is an object.
  const object = value as { readonly [property: string]: unknown };
  let contents = "";
  for (const { property, mark, contentOf } of parts) {
    const part = object[property];
    if (part === undefined) continue;
    const content = contentOf(part);
    if (content !== "") contents += mark + content;
  }
  return contents === "" ? "" : `(${contents})`;
}

function contentOfList(items: unknown, contentOf: ContentOf): string {
  return Array.isArray(items) && items.length > 0 ? `[${items.map((item) => contentOf(item) || "-").join("")}]` : "";
}

function contentOfText(value: unknown): string {
  const text = String(value);
  // With its length, no text can contain what looks like the end of it.
  return text === "" ? "" : `${text.length}:${text}`;
}

function contentOfDecimal(value: unknown): string {
  const decimal = parseDecimal(String(value));
  if (decimal === undefined) return contentOfText(value);
  return contentOfText(`${decimal.negative ? "-" : ""}${decimal.integer}.${decimal.fraction}`);
}
