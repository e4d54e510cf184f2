import type { ObjectShape, Shapes } from "../../../src/xml/object-shape.ts";
import { localName, namespaceOf, type TypeIndex } from "../../../src/xml/schema-model.ts";
import { WrittenNames } from "../../../src/xml/written-names.ts";
import type { RecordSchema } from "../compile/record-schema.ts";
import { emitFormatFile } from "./format-file.ts";
import { NameMatching } from "./name-matching.ts";
import { emitRecogniser } from "./recogniser.ts";
import { emitRecogniserFile } from "./recogniser-file.ts";
import { RecordPlan, type StrictPart } from "./record-plan.ts";
import type { RecordType } from "./record-type.ts";
import { emitSchemaFile } from "./schema-file.ts";
import { emitSerialiser } from "./serialiser.ts";
import { emitSerialiserFile } from "./serialiser-file.ts";
import { emitKindsType, emitTypes, emitValueType, nameTypes, nameValue, typeNameOf } from "./types.ts";

/** The shapes that records need, without those of what is around them. */
function reachableShapes(shapes: Shapes, records: readonly TypeIndex[]): Shapes {
  const kept = new Map<TypeIndex, ObjectShape>();
  const visit = (type: TypeIndex): void => {
    const shape = shapes.get(type);
    if (shape === undefined || kept.has(type)) return;
    kept.set(type, shape);
    for (const field of shape.fields) visit(field.type);
  };
  for (const record of records) visit(record);
  return kept;
}

/** The files of a schema by name, and what there is to say about them. */
export interface Emitted {
  readonly files: readonly (readonly [name: string, body: string])[];
  readonly summary: EmittedSummary;
}

/** What there is to say about emitted code. */
export interface EmittedSummary {
  /** The name of the type of a record. */
  readonly typeName: string;
  /** Why only the strict parser reads records; `undefined` if there is a recogniser. */
  readonly slow: string | undefined;
  /** The parts that only the strict parser reads, and with them the record that they are in. */
  readonly strictParts: readonly StrictPart[];
}

/** Says in a few lines which records only the strict parser reads. */
export function describeStrictParts({ slow, strictParts }: EmittedSummary): readonly string[] {
  if (slow !== undefined) return [`${slow}, so the strict parser reads everything`];
  const most = 10;
  return [
    ...strictParts
      .slice(0, most)
      .map(({ where, why }) => `records in which ${where} ${why} are read by the strict parser`),
    ...(strictParts.length > most ? [`${strictParts.length - most} more parts are listed in its README.md`] : []),
  ];
}

/** Writes all that is generated from a schema. */
export function emitFiles(compiled: RecordSchema, runtime: string): Emitted {
  const { schema, shapes, root, record, kinds, isWhole, envelope, value } = compiled;
  const tag = localName(record.name);
  const records = kinds?.map(({ element }) => element) ?? [record];
  const names = nameTypes(schema, shapes, envelope === undefined ? records : [...records, root]);
  const typeName =
    kinds !== undefined
      ? nameValue(names, `${localName(root.name)}Record`)
      : value === undefined
        ? typeNameOf(names, record.type)
        : nameValue(names, tag);
  const fast = emitFast(compiled, typeName);
  const code = "code" in fast ? fast.code : undefined;
  const format = emitFormatFile({
    root,
    record,
    typeName,
    runtime,
    hasRecogniser: code !== undefined,
    isPrefixed: code?.isPrefixed === true,
    isWhole,
    ...(kinds !== undefined && { kinds }),
    ...(envelope !== undefined && {
      envelope: { ...envelope, type: root.type, typeName: typeNameOf(names, root.type) },
    }),
    ...(value !== undefined && { value }),
  });
  const types = [
    emitTypes(schema, shapes, names),
    ...(value === undefined ? [] : [emitValueType(schema, value, { typeName, names })]),
    ...(kinds === undefined ? [] : [emitKindsType(kinds, { typeName, names })]),
  ];
  return {
    files: [
      ["types", types.filter((text) => text !== "").join("\n\n")],
      ["schema", emitSchemaFile(schema.model, shapes, runtime)],
      ...(code === undefined
        ? []
        : ([
            ["recogniser", emitRecogniserFile(code.recogniser, typeName, runtime)],
            ["serialiser", emitSerialiserFile(code.serialiser, typeName, runtime)],
          ] as const)),
      ["format", format],
    ],
    summary: {
      typeName,
      slow: "code" in fast ? undefined : fast.slow,
      strictParts: code?.strictParts ?? [],
    },
  };
}

/** The code that reads and writes usual records. */
export interface FastCode {
  readonly recogniser: string;
  readonly serialiser: string;
  readonly isPrefixed: boolean;
  readonly strictParts: readonly StrictPart[];
}

function emitFast(compiled: RecordSchema, typeName: string): { readonly code: FastCode } | { readonly slow: string } {
  if (compiled.isWhole)
    return {
      slow: `The document is read as a whole${compiled.whyWhole === undefined ? "" : `: ${compiled.whyWhole}`}`,
    };
  return emitFastCode(compiled, typeName);
}

/** Writes the code that reads and writes usual records, or says why there is none. */
export function emitFastCode(
  { schema, shapes, root, record, kinds, envelope }: RecordSchema,
  typeName: string,
): { readonly code: FastCode } | { readonly slow: string } {
  const records: readonly RecordType[] = kinds?.map(({ kind, element: { name, type } }, place) => ({
    name,
    tag: localName(name),
    type,
    kind: { name: kind, place },
  })) ?? [{ name: record.name, tag: localName(record.name), type: record.type }];
  const types = records.map(({ type }) => type);
  const plan = new RecordPlan(schema, reachableShapes(shapes, types), records);
  const { obstacle } = plan;
  if (obstacle !== undefined) return { slow: `\`${obstacle.where}\` ${obstacle.why}` };
  const written = new WrittenNames({
    root: root.name,
    record: record.name,
    shapes,
    schema: plan.runtime,
    ...(kinds !== undefined && { kinds: records.map(({ name }) => ({ record: name })) }),
  });
  const { namespaces } = plan;
  const isPrefixed =
    namespaces.length > 1 || plan.hasForeignAttributes || written.prefixes.get(namespaceOf(record.name)) !== "";
  const recogniser = emitRecogniser(plan, new NameMatching(namespaces, isPrefixed), typeName);
  const depth = envelope?.path.length ?? 1;
  const serialiser = emitSerialiser(plan, { names: written, typeName, isPrefixed, depth });
  return { code: { recogniser, serialiser, isPrefixed, strictParts: plan.strictParts } };
}
