import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { jsonSchemaOf } from "../../../../codegen/asyncapi/emit/json-schema.ts";
import type { Json } from "../../../../codegen/asyncapi/model/json.ts";
import { received } from "../../../../codegen/asyncapi/model/received.ts";
import type { SchemaTree } from "../../../../codegen/asyncapi/model/schema.ts";
import { Cursor } from "../../../../codegen/asyncapi/read/cursor.ts";
import { DocumentSet, parseSpec } from "../../../../codegen/asyncapi/read/document.ts";
import { readSchemaTree } from "../../../../codegen/asyncapi/read/schema-reader.ts";
import { compareSchemas } from "../../../../codegen/contract-diff/compare-schemas.ts";
import { rules } from "../../../../codegen/contract-diff/rules.ts";
import { SpecError } from "../../../../codegen/problem.ts";
import { instances, schemas } from "../../asyncapi/support/schema-arbitrary.ts";

type RawSchema = boolean | { readonly [keyword: string]: Json };

interface Edit {
  /** Which of the schema's parts is changed, counted in reading order and round again. */
  readonly at: number;
  readonly words: { readonly [keyword: string]: Json };
  readonly without: readonly string[];
}

const words: fc.Arbitrary<Edit["words"]> = fc.constantFrom<Edit["words"]>(
  {},
  { type: "string" },
  { type: ["string", "null"] },
  { type: "integer" },
  { type: "number" },
  { minLength: 4 },
  { maxLength: 3 },
  { minimum: 3 },
  { exclusiveMinimum: 1 },
  { maximum: 3 },
  { multipleOf: 2 },
  { pattern: "^r" },
  { format: "uuid" },
  { enum: ["red", 1] },
  { enum: ["red", "text", 1, 7] },
  { const: "red" },
  { required: ["a"] },
  { required: ["a", "b"] },
  { properties: { a: { type: "string" } } },
  { properties: { a: { type: "string" }, b: { type: "integer" } } },
  { additionalProperties: { type: "string" } },
  { additionalProperties: false },
  { additionalProperties: true },
  { patternProperties: { "^x-": { type: "integer" } } },
  { propertyNames: { maxLength: 1 } },
  { dependentRequired: { a: ["b"] } },
  { items: { type: "string" } },
  { prefixItems: [{ type: "string" }], items: false },
  { contains: { type: "string" } },
  { minItems: 1 },
  { uniqueItems: true },
  { maxProperties: 1 },
  { not: { type: "string" } },
  { not: { required: ["b"] } },
  { anyOf: [{ required: ["a"] }, { required: ["b"] }] },
  { oneOf: [{ required: ["a"] }, { required: ["b"] }] },
  { anyOf: [{ type: "string" }, { type: "integer" }] },
  { anyOf: [{ type: "string", maxLength: 3 }, { type: "integer" }, { type: "null" }] },
  { oneOf: [{ type: "string" }, { type: "integer" }] },
  { allOf: [{ maxLength: 3 }, { minLength: 2 }] },
  { allOf: [{ required: ["a"] }, { properties: { "x-y": { type: "string" } } }] },
);

const edits: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(12),
  words,
  without: fc.subarray(["type", "required", "properties", "additionalProperties", "anyOf", "items", "enum"], {
    maxLength: 1,
  }),
});

function edited(schema: RawSchema, { at, words: added, without }: Edit): RawSchema {
  const parts: RawSchema[] = [];
  const collect = (part: Json) => {
    if (typeof part !== "object" || part === null) return;
    parts.push(part as RawSchema);
    const record = part as { readonly [keyword: string]: Json };
    for (const keyword of ["properties", "patternProperties"])
      for (const each of Object.values((record[keyword] ?? {}) as { readonly [name: string]: Json })) collect(each);
    for (const keyword of ["anyOf", "oneOf", "allOf", "prefixItems"])
      for (const each of (record[keyword] ?? []) as readonly Json[]) collect(each);
    for (const keyword of ["items", "additionalProperties"]) collect(record[keyword] ?? null);
  };
  const copy = structuredClone(schema);
  collect(copy as Json);
  const target = parts[at % Math.max(1, parts.length)];
  if (typeof target !== "object") return Object.keys(added).length === 0 ? true : { ...added };
  for (const word of without) Reflect.deleteProperty(target, word);
  return Object.assign(target, structuredClone(added)) === copy ? (target as RawSchema) : copy;
}

function treeOf(raw: RawSchema): SchemaTree | undefined {
  const document = parseSpec("schema.json", JSON.stringify(raw));
  try {
    return readSchemaTree(new Cursor(new DocumentSet(document), document, "", document.value), "Root");
  } catch (error) {
    if (error instanceof SpecError) return undefined;
    throw error;
  }
}

function accepts(tree: SchemaTree, closed: boolean): (value: Json) => boolean {
  const json = jsonSchemaOf(tree, { closed });
  const ajv = new Ajv2020({ strict: false, ownProperties: true, formats: { uuid: /^[\da-f]{8}-/ } });
  return ajv.compile(typeof json === "boolean" ? (json ? {} : { not: {} }) : json);
}

/**
 * Looks for changes of schemas that are called harmless and are not: a value that could be sent before and is refused now,
 * or one that may be sent to us now and that the version from before refuses.
 */
export function wronglyHarmless({ seed, size }: { readonly seed: number; readonly size: number }): {
  readonly harmless: number;
  readonly wrong: readonly unknown[];
} {
  const wrong: unknown[] = [];
  let harmless = 0;
  const pairs = fc
    .tuple(schemas({ unions: true }), edits, edits)
    .map(([raw, one, other]) => [edited(raw, one), edited(edited(raw, one), other)] as const)
    .chain(([old, now]) =>
      fc.tuple(
        fc.constant([old, now] as const),
        fc.array(fc.oneof(instances(old), instances(now)), { minLength: 25, maxLength: 25 }),
      ),
    );
  for (const [[old, now], values] of fc.sample(pairs, { seed, numRuns: size })) {
    const [before, after] = [treeOf(old), treeOf(now)];
    if (before === undefined || after === undefined) continue;
    const found = compareSchemas(before, after).map(({ rule }) => rule);
    for (const way of ["send", "receive"] as const) {
      if (found.some((rule) => rules[rule][way].verdict === "breaking")) continue;
      harmless++;
      const [from, to] =
        way === "send"
          ? [accepts(before, true), accepts(after, true)]
          : [accepts(after, true), accepts(received(before), false)];
      const value = values.find((each) => from(each) && !to(each));
      if (value !== undefined) {
        wrong.push({ way, old: JSON.stringify(old), now: JSON.stringify(now), value: JSON.stringify(value), found });
      }
    }
  }
  return { harmless, wrong };
}
