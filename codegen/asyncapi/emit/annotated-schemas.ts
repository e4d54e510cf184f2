import { type GeneratedFile, header, type SpecFile } from "../../generated-file.ts";
import type { Contract } from "../model/contract.ts";
import type { Schema, SchemaTree } from "../model/schema.ts";

type Annotated = { readonly [keyword: string]: unknown };

/**
 * Returns a module with the JSON Schema of every payload and the provenance of each field, for forms and for whoever shows
 * a message. References are written out; a schema inside itself is left open.
 */
export function annotatedSchemasModule(source: SpecFile, { messages }: Contract): GeneratedFile {
  const schemas = Object.fromEntries(messages.map(({ type, payload }) => [type, annotated(payload)]));
  const doc = "/** The JSON Schema of every payload by message type, with the provenance of each field. */";
  const type = "{ readonly [type: string]: { readonly [keyword: string]: unknown } }";
  return {
    path: "annotated-schemas.gen.ts",
    text: `${header(source)}\n${doc}\nexport const annotatedSchemas: ${type} = ${JSON.stringify(schemas, undefined, 2)};\n`,
  };
}

function annotated(tree: SchemaTree): Annotated {
  const write = (schema: Schema, around: string | undefined, within: readonly string[]): Annotated => {
    const provenance = schema.notes.provenance ?? around;
    const { title, description, examples, provenanceNote } = schema.notes;
    const { type, enum: values, format, required, properties, items, openEnum, limits, ref } = schema;
    const part = (one: Schema) => write(one, provenance, within);
    const target = ref === undefined || within.includes(ref) ? undefined : tree.definitions.get(ref);
    const base = target === undefined || ref === undefined ? {} : write(target, provenance, [...within, ref]);
    return {
      ...base,
      ...(type !== undefined && { type: type.length === 1 ? type[0] : type }),
      ...(title !== undefined && { title }),
      ...(description !== undefined && { description }),
      ...(values !== undefined && { [openEnum ? "x-known-values" : "enum"]: values }),
      ...(format !== undefined && { format }),
      ...limits,
      ...(examples !== undefined && { examples }),
      ...(required !== undefined && { required }),
      ...(schema.anyOf !== undefined && { anyOf: schema.anyOf.map(part) }),
      ...(schema.oneOf !== undefined && { oneOf: schema.oneOf.map(part) }),
      ...(schema.allOf !== undefined && { allOf: schema.allOf.map(part) }),
      ...(items !== undefined && { items: part(items) }),
      ...(schema.additionalProperties !== undefined && { additionalProperties: part(schema.additionalProperties) }),
      ...(properties !== undefined && {
        properties: Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, part(one)])),
      }),
      ...(provenance !== undefined && { "x-provenance": base["x-provenance"] ?? provenance }),
      ...(provenanceNote !== undefined && { "x-provenance-note": provenanceNote }),
    };
  };
  const root = tree.definitions.get(tree.root);
  return root === undefined ? {} : write(root, undefined, [tree.root]);
}
