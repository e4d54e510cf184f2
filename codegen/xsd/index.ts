import { type ElementDeclaration, localName } from "../../src/xml/schema-model.ts";
import { type GeneratedFile, header, type SpecFile } from "../generated-file.ts";
import { SpecError } from "../problem.ts";
import { type RuntimeOptions, runtimeImport } from "../runtime-import.ts";
import { type CompiledSchema, compileSchema } from "./compile/schema.ts";
import { findShapes, ShapeError } from "./emit/object-shapes.ts";
import { pruneSchema } from "./emit/prune-schema.ts";
import { emitRecogniser } from "./emit/recogniser.ts";
import { usedNames } from "./emit/runtime-names.ts";
import { emitSerialiser } from "./emit/serialiser.ts";
import { emitTypes, nameTypes } from "./emit/types.ts";
import { XsdError, XsdRefusal } from "./read/xsd-error.ts";

/** Where the files go in the output folder. */
const FOLDER = "card-series";

/**
 * Compiles a schema whose documents are lists of records, one root element holding any number of one element, into TypeScript:
 * types, the schema as data, a recogniser and a serialiser, on the runtime that reads, checks and writes.
 *
 * @throws SpecError for an invalid schema, and for one that uses what is not implemented or has no form as records.
 */
export async function generateFromXsd(
  source: SpecFile,
  options: RuntimeOptions = {},
): Promise<readonly GeneratedFile[]> {
  try {
    return emitFiles(source, options);
  } catch (error) {
    if (!(error instanceof XsdError)) throw error;
    const { line, column, reason } = error;
    const remedy =
      error instanceof XsdRefusal
        ? "Write the schema without it, or teach codegen/xsd to compile it (docs/xsd.md lists what is implemented)."
        : "Correct the schema: it breaks XML Schema 1.0.";
    throw new SpecError([{ file: source.path, pointer: "", line, column, message: reason, remedy }]);
  }
}

function emitFiles(source: SpecFile, options: RuntimeOptions): GeneratedFile[] {
  const compiled = compileSchema(source.text);
  const found = findRecord(compiled);
  const schema = pruneSchema(compiled, found.root);
  const rootElement = schema.model.elements[schema.model.roots[0]?.[1] ?? 0] ?? missing("root element");
  const recordElement =
    schema.model.elements.find(({ name }) => name === found.record.name) ?? missing("record element");
  const tag = localName(found.record.name);
  let shapes: ReturnType<typeof findShapes>;
  try {
    shapes = findShapes(schema.model, schema.model.elements.indexOf(recordElement));
  } catch (error) {
    if (error instanceof ShapeError) throw new XsdRefusal("content without an object form", START, error.message);
    throw error;
  }
  if (!shapes.has(recordElement.type)) refuse(`<${tag}> must have a complex type`);
  const names = nameTypes(schema, shapes, { type: recordElement.type, tag });
  const typeName = names.get(recordElement.type) ?? missing("type name");
  const record = { tag, type: recordElement.type, typeName };
  const recogniser = hasOneNamespace(schema, shapes, recordElement)
    ? emitRecogniser(schema, shapes, record)
    : undefined;
  const runtime = runtimeImport("xml", `${FOLDER}/schema.gen.ts`, options);
  const file = (name: string, body: string): GeneratedFile => ({
    path: `${FOLDER}/${name}.gen.ts`,
    text: `${header(source)}\n${body}\n`,
  });
  return [
    file("types", emitTypes(schema, shapes, names)),
    file("schema", emitSchema(schema, shapes, runtime)),
    ...(recogniser === undefined
      ? []
      : [
          file("recogniser", `${emitRecogniserImports(recogniser, typeName, runtime)}\n${recogniser}`),
          file("serialiser", emitSerialiserFile(emitSerialiser(schema, shapes, record), typeName, runtime)),
        ]),
    file(
      "format",
      emitFormat({ rootElement, recordElement, typeName, runtime, hasRecogniser: recogniser !== undefined }),
    ),
  ];
}

const START = { line: 1, column: 1 };

function refuse(reason: string): never {
  throw new XsdRefusal("no record form", START, reason);
}

function missing(what: string): never {
  throw new Error(`the compiled schema has no ${what}`);
}

/** Finds the only root element and the only element it may hold. */
function findRecord({ model }: CompiledSchema): { readonly root: number; readonly record: ElementDeclaration } {
  const [only, ...others] = model.roots;
  if (only === undefined || others.length > 0) refuse("a schema of records has exactly one global element, the root");
  const root = only[1];
  const type = model.types[model.elements[root]?.type ?? 0];
  const states = type?.kind === "complex" && type.content.kind === "elements" ? type.content.states : [];
  const held = new Set(states.flatMap(({ next }) => next.map(([element]) => element)));
  const [element, ...more] = held;
  const record = element === undefined ? undefined : model.elements[element];
  if (record === undefined || more.length > 0) refuse("the root element must hold one kind of element, the record");
  if (type?.kind === "complex" && (type.attributes.length > 0 || "mixed" in type.content))
    refuse("the root element can have neither attributes nor text");
  return { root, record };
}

/** Whether unprefixed names can mean one thing throughout a record, as the recogniser takes them to. */
function hasOneNamespace(
  { model }: CompiledSchema,
  shapes: ReturnType<typeof findShapes>,
  record: ElementDeclaration,
): boolean {
  const namespace = (name: string): string => name.slice(0, name.lastIndexOf("}") + 1);
  return (
    [...shapes.values()].every(({ fields }) =>
      fields.every(({ kind, name }) => namespace(name) === (kind === "element" ? namespace(record.name) : "")),
    ) && model.elements.length > 0
  );
}

function emitSchema(schema: CompiledSchema, shapes: ReturnType<typeof findShapes>, runtime: string): string {
  return `import { Schema, type SchemaModel, type Shapes } from "${runtime}";

const model: SchemaModel = ${JSON.stringify(schema.model, undefined, 1)};

/** The schema, ready for validating. */
export const schema: Schema = new Schema(model);

/** How its complex types look as objects. */
export const shapes: Shapes = new Map(${JSON.stringify([...shapes], undefined, 1)});`;
}

function emitRecogniserImports(recogniser: string, typeName: string, runtime: string): string {
  const lines = [
    `import { ${["type Recogniser", ...usedNames(recogniser)].join(", ")} } from "${runtime}";`,
    ...(recogniser.includes("schema.simpleType(") ? [`import { schema } from "./schema.gen.ts";`] : []),
    `import type { ${typeName} } from "./types.gen.ts";`,
  ];
  return `${lines.join("\n")}\n`;
}

function emitSerialiserFile(serialiser: string, typeName: string, runtime: string): string {
  return `import { createRecogniser } from "./recogniser.gen.ts";
import { type Literal, type Serialiser, ${usedNames(serialiser).join(", ")} } from "${runtime}";
import type { ${typeName} } from "./types.gen.ts";

${serialiser}`;
}

function emitFormat(parts: {
  readonly rootElement: ElementDeclaration;
  readonly recordElement: ElementDeclaration;
  readonly typeName: string;
  readonly runtime: string;
  readonly hasRecogniser: boolean;
}): string {
  const { rootElement, recordElement, typeName, runtime, hasRecogniser } = parts;
  const tag = localName(recordElement.name);
  const constant = `${typeName.charAt(0).toLowerCase()}${typeName.slice(1)}Format`;
  return `${hasRecogniser ? `import { createRecogniser } from "./recogniser.gen.ts";\n` : ""}import type { RecordFormat } from "${runtime}";
import { schema, shapes } from "./schema.gen.ts";
${hasRecogniser ? `import { createSerialiser } from "./serialiser.gen.ts";\n` : ""}import type { ${typeName} } from "./types.gen.ts";

/** Documents of <${localName(rootElement.name)}> holding <${tag}> records: what the reader and the writer need to know of them. */
export const ${constant}: RecordFormat<${typeName}> = {
  schema,
  shapes,
  root: ${JSON.stringify(rootElement.name)},
  record: ${JSON.stringify(recordElement.name)},
  recordType: ${recordElement.type},
  recordTag: ${JSON.stringify(tag)},${hasRecogniser ? "\n  createRecogniser,\n  createSerialiser," : ""}
};`;
}
