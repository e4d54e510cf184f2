import { localName } from "../../src/xml/schema-model.ts";
import { type GeneratedFile, header, type SpecFile } from "../generated-file.ts";
import { SpecError } from "../problem.ts";
import { type RuntimeOptions, runtimeImport } from "../runtime-import.ts";
import { compileRecordSchema } from "./compile/record-schema.ts";
import { emitFormatFile } from "./emit/format-file.ts";
import { emitRecogniser } from "./emit/recogniser.ts";
import { emitRecogniserFile } from "./emit/recogniser-file.ts";
import { emitSchemaFile } from "./emit/schema-file.ts";
import { emitSerialiser } from "./emit/serialiser.ts";
import { emitSerialiserFile } from "./emit/serialiser-file.ts";
import { emitTypes, nameTypes, typeNameOf } from "./emit/types.ts";
import { XsdError, XsdRefusal } from "./read/xsd-error.ts";

export interface XsdOptions extends RuntimeOptions {
  /** The folder for the files, inside the output folder. Default: `card-series`. */
  readonly folder?: string;
}

/**
 * Generates TypeScript for a schema whose documents are lists of records (one root element that holds any number of one
 * other element): types, the schema as data, a recogniser, a serialiser, and the format that the reader and the writer
 * take.
 *
 * @throws SpecError for an invalid schema, for one that uses what is not implemented, and for one without records.
 */
export async function generateFromXsd(
  source: SpecFile,
  { folder = "card-series", ...options }: XsdOptions = {},
): Promise<readonly GeneratedFile[]> {
  const runtime = runtimeImport("xml", `${folder}/schema.gen.ts`, options);
  try {
    return emitFiles(source.text, runtime).map(([name, body]) => ({
      path: `${folder}/${name}.gen.ts`,
      text: `${header(source)}\n${body}\n`,
    }));
  } catch (error) {
    throw error instanceof XsdError ? specError(source.path, error) : error;
  }
}

function emitFiles(text: string, runtime: string): readonly (readonly [name: string, body: string])[] {
  const { schema, shapes, root, record } = compileRecordSchema(text);
  const tag = localName(record.name);
  const names = nameTypes(schema, shapes, { type: record.type, tag });
  const typeName = typeNameOf(names, record.type);
  const emitted = { name: record.name, tag, type: record.type, typeName };
  const recogniser = emitRecogniser(schema, shapes, emitted);
  const format = emitFormatFile({ root, record, typeName, runtime, hasRecogniser: recogniser !== undefined });
  return [
    ["types", emitTypes(schema, shapes, names)],
    ["schema", emitSchemaFile(schema.model, shapes, runtime)],
    ...(recogniser === undefined
      ? []
      : ([
          ["recogniser", emitRecogniserFile(recogniser, typeName, runtime)],
          ["serialiser", emitSerialiserFile(emitSerialiser(shapes, emitted), typeName, runtime)],
        ] as const)),
    ["format", format],
  ];
}

function specError(file: string, error: XsdError): SpecError {
  const { line, column, reason } = error;
  const remedy =
    error instanceof XsdRefusal
      ? "Write the schema without it, or extend codegen/xsd (docs/xsd.md lists what is implemented)."
      : "Correct the schema: it breaks XML Schema 1.0.";
  return new SpecError([{ file, pointer: "", line, column, message: reason, remedy }]);
}
