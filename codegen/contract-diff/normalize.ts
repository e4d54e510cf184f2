import type { Kind, Schema, SchemaTree } from "../asyncapi/model/schema.ts";
import { flatten } from "./flatten.ts";

/** Returns a schema in the one form that all schemas with the same meaning have, as far as the comparison can tell. */
export function normalize(schema: Schema, tree: SchemaTree): Schema {
  return withoutIdleLimits(withTypeList(flatten(schema, tree), tree));
}

/** Alternatives that are nothing but types are a list of types. */
function withTypeList(schema: Schema, tree: SchemaTree): Schema {
  for (const keyword of ["anyOf", "oneOf"] as const) {
    const { [keyword]: branches, ...rest } = schema;
    const types = branches?.map((branch) => onlyType(flatten(branch, tree)));
    if (types === undefined || !types.every((each) => each !== undefined)) continue;
    const kinds = types.flat();
    // A number that is an integer would fit two alternatives.
    const isApart = new Set(kinds).size === kinds.length && !(kinds.includes("integer") && kinds.includes("number"));
    if (keyword === "oneOf" && !isApart) continue;
    return { ...rest, type: within(rest.type, [...new Set(kinds)]) };
  }
  return schema;
}

function onlyType(schema: Schema): readonly Kind[] | undefined {
  const isOnly = Object.keys(schema).every((word) => ["at", "notes", "limits", "type"].includes(word));
  return isOnly && Object.keys(schema.limits).length === 0 ? schema.type : undefined;
}

function within(own: readonly Kind[] | undefined, kinds: readonly Kind[]): readonly Kind[] {
  if (own === undefined) return kinds;
  const fits = (kind: Kind) => own.includes(kind) || (kind === "integer" && own.includes("number"));
  const narrower = own.filter((kind) => kind === "integer" && kinds.includes("number") && !kinds.includes("integer"));
  return [...kinds.filter(fits), ...narrower];
}

/** Leaves out limits that limit nothing, and writes those on integers as bounds that are integers themselves. */
function withoutIdleLimits(schema: Schema): Schema {
  const limits = { ...schema.limits };
  for (const keyword of ["minLength", "minItems", "minProperties"]) if (limits[keyword] === 0) delete limits[keyword];
  if (limits["uniqueItems"] === false) delete limits["uniqueItems"];
  if (schema.type?.includes("integer") && !schema.type.includes("number"))
    return { ...schema, limits: ofIntegers(limits) };
  return { ...schema, limits };
}

function ofIntegers(limits: Schema["limits"]): Schema["limits"] {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum, ...others } = limits;
  const numbers = (...found: readonly (number | undefined)[]) => found.filter((each) => each !== undefined);
  const number = (limit: Schema["limits"][string] | undefined, whole: (limit: number) => number) =>
    typeof limit === "number" ? whole(limit) : undefined;
  const lower = numbers(
    number(minimum, Math.ceil),
    number(exclusiveMinimum, (limit) => Math.floor(limit) + 1),
  );
  const upper = numbers(
    number(maximum, Math.floor),
    number(exclusiveMaximum, (limit) => Math.ceil(limit) - 1),
  );
  return {
    ...others,
    ...(lower.length > 0 && { minimum: Math.max(...lower) }),
    ...(upper.length > 0 && { maximum: Math.min(...upper) }),
  };
}
