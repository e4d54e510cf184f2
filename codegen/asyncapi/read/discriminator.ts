import type { Schema } from "../model/schema.ts";
import type { Cursor } from "./cursor.ts";
import { Findings } from "./findings.ts";
import { pointerTokens } from "./pointer.ts";

/**
 * A schema that inherits (by allOf) from one with a `discriminator` is told by its own name in that property (AsyncAPI, "Models with
 * Polymorphism Support"), unless it says itself which value tells it. Those that inherit from it bring their own names.
 */
export function withDiscriminator(cursor: Cursor, schema: Schema): Schema {
  if (!hasName(cursor)) return schema;
  const bases = basesOf(cursor);
  const undecided = bases.flatMap((base) => {
    const name = base.at("discriminator").text();
    if (name === undefined) return [];
    const isDecided = [cursor, ...bases.filter((other) => other !== base)].some((one) => decides(one, name));
    return isDecided || !admits(base, name, cursor) ? [] : [name];
  });
  if (undecided.length === 0) return schema;
  const names = [cursor.name, ...heirsOf(cursor)];
  const one = { at: schema.at, notes: {}, limits: {} };
  const tell: Schema = names.length === 1 ? { ...one, const: { value: cursor.name } } : { ...one, enum: names };
  const properties = Object.fromEntries(undecided.map((name) => [name, tell]));
  return { ...schema, allOf: [...(schema.allOf ?? []), { ...one, properties, required: undecided }] };
}

/** Whether the key under which a schema stands is its name, and not a keyword or the name of a property. */
function hasName({ document, documents, pointer }: Cursor): boolean {
  const tokens = pointerTokens(pointer);
  const [container, around] = [tokens.at(-2), tokens.at(-3)];
  // Another file may be nothing but a map of schemas.
  if (tokens.length === 1) return document.path !== documents.root.path;
  return ["schemas", "definitions", "$defs"].includes(container ?? "") && around !== "properties";
}

/** The schemas that one inherits from, and those that these inherit from. */
function basesOf(cursor: Cursor, seen: Set<string> = new Set()): readonly Cursor[] {
  return cursor
    .at("allOf")
    .items()
    .filter((part) => part.reference !== undefined)
    .flatMap((part) => {
      const base = part.resolve();
      if (seen.has(base.key)) return [];
      seen.add(base.key);
      return [base, ...basesOf(base, seen)];
    });
}

function decides(cursor: Cursor, property: string): boolean {
  const own = cursor
    .at("allOf")
    .items()
    .filter((part) => part.reference === undefined);
  return [cursor, ...own].some((part) => part.at("properties", property).value !== undefined);
}

/** Whether the base lets the schema's name be the value that tells it: one with a list of other values means those. */
function admits(base: Cursor, property: string, schema: Cursor): boolean {
  const declared = base.at("properties", property);
  if (declared.value === undefined) return true;
  const { enum: values, const: constant } = Object(declared.resolve().value);
  const listed = constant === undefined ? values : [constant];
  if (!Array.isArray(listed) || listed.includes(schema.name)) return true;
  schema.warn(
    `${property}, which tells the schemas that inherit from ${base.name} apart, does not list ${schema.name}`,
    `Say with properties: { ${property}: { const: … } } which value tells it. Until then every listed value passes.`,
  );
  return false;
}

/** The names of the schemas beside this one that inherit from it. */
function heirsOf(cursor: Cursor): readonly string[] {
  return cursor
    .up()
    .members()
    .filter(([name, other]) => name !== cursor.name && inherits(other, cursor))
    .map(([name]) => name);
}

function inherits(heir: Cursor, from: Cursor): boolean {
  // What is wrong with a schema that no message refers to is nobody's concern here.
  return new Findings().attempt(() => basesOf(heir).some((base) => base.key === from.key), false);
}
