import type { Json } from "../../../../codegen/asyncapi/model/json.ts";
import type { Schema, SchemaTree } from "../../../../codegen/asyncapi/model/schema.ts";

/**
 * A payload that uses every property of its schema. A string is the name of its property, so that an id is the same in
 * every message that has it.
 *
 * @param spell how a name is spelled, for a document in which one has been renamed
 */
export function fullSample({ root, definitions }: SchemaTree, spell: (name: string) => string = (name) => name): Json {
  const sample = (schema: Schema, name: string): Json => {
    if (schema.ref !== undefined) return sample(definitions.get(schema.ref) as Schema, name);
    if (schema.const !== undefined) return schema.const.value;
    if (schema.enum !== undefined) return schema.enum[0] as Json;
    const parts = [schema, ...(schema.allOf ?? [])];
    if (parts.length > 1) return Object.assign({}, ...parts.map((part) => sample({ ...part, allOf: [] }, name)));
    switch (schema.type?.[0]) {
      case "object":
        return objectSample(schema);
      case "array":
        return schema.items === undefined ? [] : [sample(schema.items, name)];
      case "integer":
      case "number":
        return Math.max(1, Number(schema.limits["minimum"] ?? 1));
      case "boolean":
        return true;
      case "string":
        return text(schema, name);
      default:
        return schema.properties === undefined ? null : objectSample(schema);
    }
  };
  const objectSample = (schema: Schema): Json => {
    const entries = Object.entries(schema.properties ?? {});
    if (entries.length === 0 && schema.additionalProperties !== undefined) {
      return { EXAMPLE: sample(schema.additionalProperties, "EXAMPLE") };
    }
    return Object.fromEntries(entries.map(([name, each]) => [name, sample(each, spell(name))]));
  };
  return sample({ at: (definitions.get(root) as Schema).at, notes: {}, limits: {}, ref: root }, "");
}

function text({ format, limits }: Schema, name: string): string {
  if (format === "date-time") return "2026-03-01T12:00:00Z";
  if (format === "date") return "2026-03-01";
  if (format === "uri") return "https://example.com/1";
  const plain = name.toUpperCase().replaceAll(/[^A-Z0-9-]/g, "-");
  return plain.slice(0, Number(limits["maxLength"] ?? plain.length)).padEnd(Number(limits["minLength"] ?? 0), "X");
}
