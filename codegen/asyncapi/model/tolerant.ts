import type { Schema, SchemaTree } from "./schema.ts";

/**
 * Returns the tree as a receiver reads it: unknown properties and values that a list does not name (yet) are accepted.
 *
 * Whatever the tree accepts, the tolerant tree accepts too. A property that a `discriminator` names stays closed, as does a `const`:
 * they tell alternatives apart.
 */
export function tolerant({ root, definitions }: SchemaTree): SchemaTree {
  const discriminators = new Set([...definitions.values()].flatMap(discriminatorsIn));
  const opened = new Map([...definitions].map(([name, schema]) => [name, open(schema, discriminators)]));
  return { root, definitions: opened };
}

function open(schema: Schema, discriminators: ReadonlySet<string>): Schema {
  const each = (part: Schema) => open(part, discriminators);
  const list = (parts: readonly Schema[] | undefined) => parts?.map(each);
  const map = (parts: { readonly [name: string]: Schema } | undefined) =>
    parts &&
    Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [name, discriminators.has(name) ? part : each(part)]),
    );
  const { additionalProperties, unevaluatedProperties, oneOf, ...rest } = schema;
  const both = oneOf && schema.anyOf;
  // A value that fits two alternatives once unknown properties are let in must not be refused for that.
  const anyOf = both ? list(schema.anyOf) : list(oneOf ?? schema.anyOf);
  const allOf = both
    ? [...(list(schema.allOf) ?? []), { at: schema.at, notes: {}, limits: {}, anyOf: list(oneOf) ?? [] }]
    : list(schema.allOf);
  return defined({
    ...rest,
    openEnum: schema.enum !== undefined && schema.const === undefined ? true : undefined,
    properties: map(schema.properties),
    patternProperties: map(schema.patternProperties),
    // A map's key rule is no closed list of properties: it stays.
    additionalProperties:
      additionalProperties?.never && !isMap(schema) ? undefined : additionalProperties && each(additionalProperties),
    unevaluatedProperties: unevaluatedProperties?.never
      ? undefined
      : unevaluatedProperties && each(unevaluatedProperties),
    propertyNames: schema.propertyNames && each(schema.propertyNames),
    prefixItems: list(schema.prefixItems),
    items: schema.items && each(schema.items),
    contains: schema.contains && each(schema.contains),
    allOf,
    anyOf,
  });
}

function isMap({ properties, patternProperties }: Schema): boolean {
  return properties === undefined && patternProperties !== undefined;
}

function discriminatorsIn(schema: Schema): readonly string[] {
  const parts = [
    ...(schema.allOf ?? []),
    ...(schema.anyOf ?? []),
    ...(schema.oneOf ?? []),
    ...Object.values(schema.properties ?? {}),
  ];
  return [...(schema.discriminator === undefined ? [] : [schema.discriminator]), ...parts.flatMap(discriminatorsIn)];
}

function defined(schema: { readonly [K in keyof Schema]: Schema[K] | undefined }): Schema {
  // Only absent members are dropped, so what is left has the type of a schema.
  return Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined)) as unknown as Schema;
}
