import type { ObjectShape, Shapes } from "../../../src/xml/object-shape.ts";
import { localName, type TypeIndex } from "../../../src/xml/schema-model.ts";
import type { RecordSchema } from "../compile/record-schema.ts";
import { emitFormatFile } from "./format-file.ts";
import { emitRecogniser, slowReason } from "./recogniser.ts";
import { emitRecogniserFile } from "./recogniser-file.ts";
import { emitSchemaFile } from "./schema-file.ts";
import { emitSerialiser } from "./serialiser.ts";
import { emitSerialiserFile } from "./serialiser-file.ts";
import { emitTypes, emitValueType, nameTypes, nameValue, typeNameOf } from "./types.ts";

/** The shapes that a record needs, without those of what is around it. */
function reachableShapes(shapes: Shapes, record: TypeIndex): Shapes {
  const kept = new Map<TypeIndex, ObjectShape>();
  const visit = (type: TypeIndex): void => {
    const shape = shapes.get(type);
    if (shape === undefined || kept.has(type)) return;
    kept.set(type, shape);
    for (const field of shape.fields) visit(field.type);
  };
  visit(record);
  return kept;
}

/** The files of a schema by name, and what there is to say about them. */
export interface Emitted {
  readonly files: readonly (readonly [name: string, body: string])[];
  readonly summary: { readonly typeName: string; readonly slow: string | undefined };
}

/** Writes all that is generated from a schema. */
export function emitFiles(compiled: RecordSchema, runtime: string): Emitted {
  const { schema, shapes, root, record, isWhole, envelope, value } = compiled;
  const tag = localName(record.name);
  const names = nameTypes(
    schema,
    shapes,
    { type: record.type, tag },
    envelope === undefined ? undefined : { type: root.type, tag: localName(root.name) },
  );
  const typeName = value === undefined ? typeNameOf(names, record.type) : nameValue(names, tag);
  const emitted = { name: record.name, tag, type: record.type, typeName };
  const recogniser = isWhole ? undefined : emitRecogniser(schema, reachableShapes(shapes, record.type), emitted);
  const hasRecogniser = recogniser !== undefined;
  const around =
    envelope === undefined
      ? {}
      : { envelope: { ...envelope, type: root.type, typeName: typeNameOf(names, root.type) } };
  const format = emitFormatFile({
    root,
    record,
    typeName,
    runtime,
    hasRecogniser,
    isWhole,
    ...around,
    ...(value !== undefined && { value }),
  });
  const files: Emitted["files"] = [
    [
      "types",
      [
        emitTypes(schema, shapes, names),
        ...(value === undefined ? [] : [emitValueType(schema, value, { typeName, names })]),
      ]
        .filter((text) => text !== "")
        .join("\n\n"),
    ],
    ["schema", emitSchemaFile(schema.model, shapes, runtime)],
    ...(recogniser === undefined
      ? []
      : ([
          ["recogniser", emitRecogniserFile(recogniser, typeName, runtime)],
          [
            "serialiser",
            emitSerialiserFile(emitSerialiser(shapes, emitted, envelope?.path.length ?? 1), typeName, runtime),
          ],
        ] as const)),
    ["format", format],
  ];
  const slow = hasRecogniser ? undefined : isWhole ? "The document is read as a whole" : slowReason(shapes, record);
  return { files, summary: { typeName, slow } };
}
