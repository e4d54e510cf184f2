import type { ShapeField } from "../../../src/xml/object-shape.ts";
import { type ElementDeclaration, localName } from "../../../src/xml/schema-model.ts";
import type { RecordKindSchema } from "../compile/record-schema.ts";

/** Writes the module whose constant tells the reader and the writer everything about a kind of document. */
export function emitFormatFile(parts: {
  readonly root: ElementDeclaration;
  readonly record: ElementDeclaration;
  readonly typeName: string;
  readonly runtime: string;
  readonly hasRecogniser: boolean;
  readonly isPrefixed: boolean;
  readonly isWhole: boolean;
  readonly kinds?: readonly RecordKindSchema[];
  /** How a document that is not an object looks. */
  readonly value?: ShapeField;
  /** What stands around the records. */
  readonly envelope?: {
    readonly typeName: string;
    readonly type: number;
    readonly path: readonly string[];
    readonly properties: readonly string[];
  };
}): string {
  const { root, record, typeName, runtime, hasRecogniser, isPrefixed, isWhole, kinds, envelope, value } = parts;
  const tag = localName(record.name);
  const tags = (kinds?.map(({ element }) => localName(element.name)) ?? [tag]).map((one) => `<${one}>`);
  const constant = `${typeName.charAt(0).toLowerCase()}${typeName.slice(1)}Format`;
  const lines = [
    ...(hasRecogniser ? [`import { createRecogniser } from "./recogniser.gen.ts";`] : []),
    `import type { RecordFormat, TypeIndex } from "${runtime}";`,
    `import { schema, shapes } from "./schema.gen.ts";`,
    ...(hasRecogniser ? [`import { createSerialiser } from "./serialiser.gen.ts";`] : []),
    `import type { ${[typeName, ...(envelope === undefined ? [] : [envelope.typeName])].join(", ")} } from "./types.gen.ts";`,
    "",
    isWhole
      ? `/** Documents of <${tag}>, each read as a whole: what \`RecordReader\` and \`RecordWriter\` need. */`
      : `/** Documents of <${localName(root.name)}> with ${tags.join(", ")} records: what \`RecordReader\` and \`RecordWriter\` need. */`,
    `export const ${constant}: RecordFormat<${typeName}${envelope === undefined ? "" : `, ${envelope.typeName}`}> = {`,
    "  schema,",
    "  shapes,",
    `  root: ${JSON.stringify(root.name)},`,
    `  record: ${JSON.stringify(record.name)},`,
    `  recordType: ${record.type} as TypeIndex,`,
    ...(kinds === undefined
      ? []
      : [
          "  kinds: [",
          ...kinds.map(({ kind, element: { name, type } }) => {
            const texts = `kind: ${JSON.stringify(kind)}, record: ${JSON.stringify(name)}`;
            return `    { ${texts}, type: ${type} as TypeIndex },`;
          }),
          "  ],",
        ]),
    ...(envelope === undefined
      ? []
      : [
          "  envelope: {",
          `    type: ${envelope.type} as TypeIndex,`,
          `    path: ${JSON.stringify(envelope.path)},`,
          `    properties: ${JSON.stringify(envelope.properties)},`,
          "  },",
        ]),
    ...(isWhole ? ["  whole: true,"] : []),
    ...(value === undefined
      ? []
      : [`  value: ${JSON.stringify({ ...value, type: undefined }).slice(0, -1)},"type":${value.type} as TypeIndex},`]),
    `  recordTag: ${JSON.stringify(tag)},`,
    ...(hasRecogniser ? ["  createRecogniser,", "  createSerialiser,"] : []),
    ...(isPrefixed ? ["  prefixed: true,"] : []),
    "};",
  ];
  return lines.join("\n");
}
