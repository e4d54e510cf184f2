import type { Json } from "../model/json.ts";
import { isUrl } from "./document.ts";
import { pointerTo, pointerTokens } from "./pointer.ts";

/** More schemas than this, written out where they are referred to, and the parser would run for minutes. */
const maxWrittenOut = 10_000;

/** The references into the network, each with its place. */
export function* networkReferences(
  value: Json,
  pointer = "",
): Generator<{ readonly pointer: string; readonly target: string }> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    const here = pointerTo(pointer, key);
    if (key === "$ref" && typeof member === "string" && isUrl(member)) yield { pointer: here, target: member };
    else yield* networkReferences(member, here);
  }
}

/**
 * Returns the document for a parser that writes out whatever is referred to, where it is referred to. Where that would be too much,
 * component schemas do not refer to each other: each of them is checked where it stands all the same.
 */
export function withoutRepetition(document: Json): Json {
  if (writtenOut(document) <= maxWrittenOut) return document;
  const { components, ...rest } = document as { readonly [key: string]: Json };
  if (typeof components !== "object") return document;
  const { schemas, ...others } = components as { readonly [key: string]: Json };
  return { ...rest, components: { ...others, ...(schemas !== undefined && { schemas: withoutReferences(schemas) }) } };
}

function withoutReferences(value: Json): Json {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutReferences);
  if (typeof (value as { readonly $ref?: Json }).$ref === "string") return {};
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withoutReferences(member)]));
}

/** Counts the objects of a document in which every local reference is written out; circles end where they close. */
function writtenOut(document: Json): number {
  const sizes = new Map<object, number>();
  const sizeOf = (value: Json): number => {
    if (typeof value !== "object" || value === null) return 0;
    const known = sizes.get(value);
    if (known !== undefined) return known;
    sizes.set(value, 0);
    const reference = (value as { readonly $ref?: Json }).$ref;
    const target =
      typeof reference === "string" && reference.startsWith("#/") ? valueAt(document, reference.slice(1)) : null;
    const parts = target === null ? Object.values(value) : [target];
    const size = parts.reduce<number>((sum, part) => sum + sizeOf(part as Json), 1);
    sizes.set(value, size);
    return size;
  };
  return sizeOf(document);
}

function valueAt(document: Json, pointer: string): Json {
  let value: Json = document;
  for (const token of pointerTokens(pointer)) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, token)) return null;
    value = (value as { readonly [key: string]: Json })[token] ?? null;
  }
  return value;
}
