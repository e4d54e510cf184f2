import fc from "fast-check";
import type { Json } from "../../../../codegen/asyncapi/model/json.ts";

type RawSchema = boolean | { readonly [keyword: string]: Json };

const propertyNames = ["a", "b", "c", "x-y", "constructor", "type", "æøå", "it's", "__proto__"] as const;
const scalars = ["null", "boolean", "integer", "number", "string"] as const;
const literals: fc.Arbitrary<Json> = fc.constantFrom<Json>("red", "it's", '"*/', 1, 2.5, true, null);

/**
 * Schemas with everything about structure that the compiler knows and no limits on values: what types and validators must agree on.
 * `open` leaves out unions of objects and exclusive alternatives, where TypeScript's check of fresh literals is weaker than closing.
 */
export function schemas({ unions }: { readonly unions: boolean }): fc.Arbitrary<RawSchema> {
  return fc.letrec<{ schema: RawSchema; object: RawSchema }>((tie) => ({
    schema: fc.oneof(
      { maxDepth: 3 },
      { weight: 4, arbitrary: fc.constantFrom<RawSchema>(...scalars.map((type) => ({ type }))) },
      { weight: 1, arbitrary: fc.subarray([...scalars], { minLength: 1 }).map((type) => ({ type })) },
      {
        weight: 2,
        arbitrary: fc.uniqueArray(literals, { minLength: 1, maxLength: 4 }).map((values) => ({ enum: values })),
      },
      { weight: 1, arbitrary: literals.map((value) => ({ const: value })) },
      { weight: 1, arbitrary: fc.constantFrom<RawSchema>(true, {}, { type: "object" }, { type: "array" }) },
      {
        weight: 1,
        arbitrary: fc.constantFrom<RawSchema>(
          ...scalars.map((type) => ({ not: { type: type === "integer" ? "null" : type } })),
        ),
      },
      { weight: 2, arbitrary: tie("schema").map((items) => ({ type: "array", items })) },
      {
        weight: 1,
        arbitrary: fc
          .record({
            prefixItems: fc.array(tie("schema"), { minLength: 1, maxLength: 3 }),
            items: fc.constantFrom<RawSchema>(true, false, { type: "string" }),
          })
          .chain((tuple) =>
            fc.nat(tuple.prefixItems.length).map((minItems) => ({ type: "array", ...tuple, minItems })),
          ),
      },
      { weight: 1, arbitrary: tie("schema").map((additionalProperties) => ({ type: "object", additionalProperties })) },
      { weight: 1, arbitrary: tie("schema").map((part) => ({ type: "object", patternProperties: { "^x-": part } })) },
      { weight: 6, arbitrary: tie("object") },
      ...(unions
        ? [
            {
              weight: 2,
              arbitrary: fc.array(tie("schema"), { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
            },
          ]
        : []),
    ),
    object: fc
      .record(
        {
          properties: fc.dictionary(fc.constantFrom(...propertyNames), tie("schema"), { maxKeys: 4 }),
          required: fc.subarray([...propertyNames.slice(0, 4)], { maxLength: 2 }),
          rule: fc.constantFrom<{ readonly [keyword: string]: Json }>(
            {},
            {},
            {},
            { additionalProperties: true },
            { additionalProperties: false },
            { anyOf: [{ required: ["a"] }, { required: ["b"] }] },
            { oneOf: [{ required: ["a"] }, { required: ["b"] }] },
            { dependentRequired: { a: ["b", "c"] } },
            { not: { required: ["c"] } },
            { allOf: [{ required: ["a"] }, { properties: { "x-y": { type: "string" } } }] },
          ),
          typed: fc.boolean(),
        },
        { noNullPrototype: true },
      )
      .map(({ properties, required, rule, typed }): RawSchema => {
        // TypeScript refuses values that share no property with a type whose properties are all optional; that is a lint, not structure.
        const [first] = Object.keys(properties);
        if (unions && first !== undefined && required.length === 0)
          required = [first as (typeof propertyNames)[number]];
        const own = Object.fromEntries(Object.entries(properties));
        return {
          ...(typed ? { type: "object" } : {}),
          properties: own as Json,
          ...(required.length > 0 ? { required } : {}),
          ...rule,
        } as RawSchema;
      }),
  })).schema;
}

const provenance = fc.constantFrom("seen", "inferred", "assumed", undefined);
const limits = fc.constantFrom<{ readonly [keyword: string]: Json }>(
  { minLength: 4 },
  { maxLength: 3 },
  { pattern: "^t" },
  { format: "date" },
  { minimum: 5 },
  { maximum: 5 },
  { minItems: 1 },
  { maxItems: 1 },
  { minProperties: 2 },
  { not: { enum: ["red", 7] } },
);

/**
 * A schema with a provenance here and there, and, with `limited`, limits on values. What `x-required-by-facts` may name is left out: it
 * adds rules that the schema itself has anyway.
 */
export function marked(schema: RawSchema, { limited }: { readonly limited: boolean }): fc.Arbitrary<RawSchema> {
  return fc
    .infiniteStream(fc.tuple(provenance, provenance, provenance, fc.option(limits, { freq: 3 })))
    .map((stream) => {
      const mark = (value: Json): Json => {
        if (Array.isArray(value)) return value.map(mark);
        if (typeof value !== "object" || value === null) return value;
        const words = value as { readonly [keyword: string]: Json };
        const next = stream.next().value;
        const [own, required, ofLimits, limit] = next;
        return {
          ...Object.fromEntries(
            Object.entries(words).map(([word, part]) => [word, isSchemas(word) ? markEach(word, part) : part]),
          ),
          ...(limited && limit !== null && !("not" in words) && limit),
          ...(own !== undefined && { "x-provenance": own }),
          ...(required !== undefined && words["required"] !== undefined && { "x-provenance-required": required }),
          ...(ofLimits !== undefined && { "x-provenance-limits": ofLimits }),
        };
      };
      const markEach = (word: string, part: Json): Json =>
        word === "properties" || word === "patternProperties"
          ? Object.fromEntries(Object.entries(part as object).map(([name, each]) => [name, mark(each as Json)]))
          : mark(part);
      return typeof schema === "boolean" ? schema : (mark(schema as Json) as RawSchema);
    });
}

function isSchemas(word: string): boolean {
  return [
    "properties",
    "patternProperties",
    "additionalProperties",
    "items",
    "prefixItems",
    "anyOf",
    "oneOf",
    "allOf",
  ].includes(word);
}

/** Values that have a chance to fit a schema, made by following it and now and then straying. */
export function instances(schema: RawSchema): fc.Arbitrary<Json> {
  return fc.oneof({ weight: 5, arbitrary: fitting(schema, 4) }, { weight: 1, arbitrary: strays });
}

const strays: fc.Arbitrary<Json> = fc.constantFrom<Json>(
  "red",
  "text",
  1,
  7,
  true,
  false,
  null,
  [],
  ["red"],
  {},
  { a: 1 },
  { a: "red", b: 1, c: null },
);

function fitting(schema: RawSchema, depth: number): fc.Arbitrary<Json> {
  if (typeof schema === "boolean" || depth === 0) return strays;
  const words = schema as { readonly [keyword: string]: never };
  const choices: fc.Arbitrary<Json>[] = [];
  if (words["enum"]) choices.push(fc.constantFrom<Json>(...(words["enum"] as Json[])), strays);
  if ("const" in schema) choices.push(fc.constant(schema["const"] as Json), strays);
  for (const branch of [
    ...(words["anyOf"] ?? ([] as never[])),
    ...(words["oneOf"] ?? ([] as never[])),
  ] as RawSchema[]) {
    if (typeof branch === "object" && !("required" in branch && Object.keys(branch).length === 1))
      choices.push(fitting(branch, depth - 1));
  }
  const types = [words["type"] ?? []].flat() as string[];
  for (const type of types) choices.push(ofType(type, words, depth));
  if (words["properties"] && types.length === 0) choices.push(ofType("object", words, depth));
  return choices.length === 0 ? strays : fc.oneof(...choices, ...(depth > 2 ? [] : [strays]));
}

function ofType(type: string, words: { readonly [keyword: string]: never }, depth: number): fc.Arbitrary<Json> {
  switch (type) {
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "integer":
    case "number":
      return fc.constantFrom(1, 7);
    case "string":
      return fc.constantFrom("red", "text");
    case "array": {
      const items = (words["items"] ?? true) as RawSchema;
      const prefix = (words["prefixItems"] ?? []) as RawSchema[];
      const most = prefix.length + 1;
      return fc
        .integer({ min: 0, max: most })
        .chain((length) => fc.tuple(...Array.from({ length }, (_, at) => fitting(prefix[at] ?? items, depth - 1))));
    }
    default: {
      const properties = Object.entries((words["properties"] ?? {}) as { readonly [name: string]: RawSchema });
      const extra = (words["additionalProperties"] ?? true) as RawSchema;
      const pattern = Object.values((words["patternProperties"] ?? {}) as { readonly [name: string]: RawSchema })[0];
      const members = new Map<string, fc.Arbitrary<Json>>([
        ["a", strays],
        ["b", strays],
        ["c", strays],
        ["extra", fitting(extra, depth - 1)],
        ["x-z", fitting(pattern ?? true, depth - 1)],
        ...properties.map(([name, property]): [string, fc.Arbitrary<Json>] => [name, fitting(property, depth - 1)]),
      ]);
      const likely = new Set([...properties.map(([name]) => name), ...((words["required"] ?? []) as string[])]);
      const parts = [...members].map(([name, value]) =>
        fc.option(value, { freq: likely.has(name) ? 6 : 1, nil: undefined }).map((member) => [name, member] as const),
      );
      return fc
        .tuple(...parts)
        .map(
          (all) =>
            Object.fromEntries(
              all.filter(([name, member]) => member !== undefined && (likely.has(name) || all.length > 0)),
            ) as Json,
        );
    }
  }
}
