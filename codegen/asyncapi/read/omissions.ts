import type { Omission } from "../../problem.ts";
import type { Json } from "../model/json.ts";
import { pointerTokens } from "./pointer.ts";

type JsonObject = { readonly [key: string]: Json };

/** Returns a document's value without what is left out. Nothing that is not on the way there is copied. */
export function withOmissions(value: Json, omissions: readonly Omission[]): Json {
  return omissions.reduce((edited, { pointer, what }) => {
    const tokens = pointerTokens(pointer);
    const name = tokens.at(-1) ?? "";
    if (what === "schema") return replacedAt(edited, tokens, () => anything(tokens));
    const parent = tokens.slice(0, what === "member" ? -2 : -1);
    return replacedAt(edited, parent, (object) => {
      if (!isObject(object)) return object;
      if (what === "payload") return withoutPayload(object);
      return what === "member" ? withoutMember(object, tokens.at(-2) ?? "", name) : withoutKeyword(object, name);
    });
  }, value);
}

/** Any value. Where the schema may be one of several for one value, all properties count as known, so that none is refused for it. */
function anything(tokens: readonly string[]): Json {
  const isPart = ["allOf", "anyOf", "oneOf", "schemas", "definitions", "$defs"].includes(tokens.at(-2) ?? "");
  return isPart ? { additionalProperties: true } : {};
}

// Keywords that declare properties: without them, other keywords would take those properties for unknown ones.
const declaring = new Set([
  "properties",
  "patternProperties",
  "dependencies",
  "dependentSchemas",
  "allOf",
  "anyOf",
  "oneOf",
]);
// Keywords that mean nothing, or something stricter, without another one.
const companions: { readonly [keyword: string]: readonly string[] } = {
  if: ["then", "else"],
  prefixItems: ["items", "additionalItems", "unevaluatedItems"],
  items: ["additionalItems"],
  contains: ["minContains", "maxContains"],
};

/** Returns a schema that accepts all that it accepted before, and does not have the keyword. */
function withoutKeyword(schema: JsonObject, keyword: string): Json {
  const { [keyword]: removed, ...rest } = schema;
  if (keyword === "additionalProperties" || keyword === "unevaluatedProperties") return { ...rest, [keyword]: true };
  if (keyword === "nullable") return removed === true ? orNull(rest) : rest;
  const kept = Object.entries(rest).filter(([word]) => !companions[keyword]?.includes(word));
  return declaring.has(keyword) ? opened(Object.fromEntries(kept)) : Object.fromEntries(kept);
}

function withoutMember(schema: JsonObject, keyword: string, name: string): Json {
  const map = schema[keyword];
  if (!isObject(map)) return schema;
  const { [name]: _, ...members } = map;
  return opened({ ...schema, [keyword]: members });
}

function opened(schema: JsonObject): JsonObject {
  const open = schema["unevaluatedProperties"] === undefined ? {} : { unevaluatedProperties: true };
  return { ...schema, additionalProperties: true, ...open };
}

/** OpenAPI's `nullable: true` lets null pass beside what the schema says. */
function orNull(schema: JsonObject): Json {
  const { type, enum: values } = schema;
  if (type === undefined) return { anyOf: [schema, { type: "null" }] };
  return { ...schema, type: [type, "null"].flat(), ...(Array.isArray(values) && { enum: [...values, null] }) };
}

function withoutPayload(message: JsonObject): Json {
  const { schemaFormat, ...rest } = message;
  return { ...rest, payload: {} };
}

function replacedAt(value: Json, [first, ...rest]: readonly string[], edit: (value: Json) => Json): Json {
  if (first === undefined) return edit(value);
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === first ? replacedAt(item, rest, edit) : item));
  if (!isObject(value) || !Object.hasOwn(value, first)) return value;
  const entries = Object.entries(value).map(
    ([key, member]) => [key, key === first ? replacedAt(member, rest, edit) : member] as const,
  );
  return Object.fromEntries(entries);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
