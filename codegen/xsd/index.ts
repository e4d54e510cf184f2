import { localName } from "../../src/xml/schema-model.ts";
import { type GeneratedFile, header, type SpecFile } from "../generated-file.ts";
import { SpecError } from "../problem.ts";
import { type RuntimeOptions, runtimeImport } from "../runtime-import.ts";
import type { SchemaCatalog } from "./compile/load-documents.ts";
import { compileRecordSchema } from "./compile/record-schema.ts";
import { describeStrictParts, emitFiles } from "./emit/files.ts";
import { emitReadme } from "./emit/readme.ts";
import { XsdError, XsdRefusal } from "./read/xsd-error.ts";

export interface XsdOptions extends RuntimeOptions {
  /** The folder for the files, inside the output folder. Default: the name of the root element. */
  readonly folder?: string;
  /** Whether a README says what was generated. Default: false. */
  readonly readme?: boolean;
  /** Is told what generated code leaves to the strict parser, which is slower. */
  readonly onNote?: (note: string) => void;
  /** Local or expanded name of the root element, where the schema declares several. Default: the one that contains most. */
  readonly root?: string;
  /**
   * Local names from the root's child to the record, with slashes; `a|b` for records of several kinds; `.` reads documents as a
   * whole. Default: found by itself.
   */
  readonly record?: string;
  /** Finds the documents that the schema includes and imports. Default: there are none. */
  readonly catalog?: SchemaCatalog;
}

/**
 * Generates TypeScript for a schema, whose documents are mostly lists of records (any number of one element, or of several that
 * take turns): types, the schema as data, a recogniser, a serialiser, and the format that the reader and the writer
 * take.
 *
 * @throws SpecError for an invalid schema, for one that uses what is not implemented, and for one without documents.
 */
export async function generateFromXsd(
  source: SpecFile,
  { folder: wantedFolder, root, record, catalog, readme = false, onNote, ...options }: XsdOptions = {},
): Promise<readonly GeneratedFile[]> {
  try {
    const choice = {
      ...(root !== undefined && { root }),
      ...(record !== undefined && { record }),
      ...(catalog !== undefined && { catalog }),
    };
    const compiled = compileRecordSchema(source, choice);
    const folder = wantedFolder ?? folderName(localName(compiled.root.name));
    const runtime = runtimeImport("xml", `${folder}/schema.gen.ts`, options);
    const { files, summary } = emitFiles(compiled, runtime);
    if (onNote !== undefined) for (const note of describeStrictParts(summary)) onNote(`${folder}: ${note}`);
    return [
      ...files.map(([name, body]) => ({ path: `${folder}/${name}.gen.ts`, text: `${header(source)}\n${body}\n` })),
      ...(readme ? [{ path: `${folder}/README.md`, text: emitReadme(compiled, { ...summary, source, runtime }) }] : []),
    ];
  } catch (error) {
    if (!(error instanceof XsdError)) throw error;
    throw specError(error.file || source.path, isForXsd11(source) ? asXsd11(error) : error);
  }
}

/** A name in lower case with hyphens. */
function folderName(name: string): string {
  const words = name.replace(/([a-z0-9])(?=[A-Z])|([A-Z])(?=[A-Z][a-z])/g, "$1$2-").replace(/[^A-Za-z0-9]+/g, "-");
  return words.toLowerCase().replace(/^-|-$/g, "") || "documents";
}

/** Whether a schema says that it is only for processors of XSD 1.1. */
function isForXsd11({ text }: SpecFile): boolean {
  return /<[^<>?!]*\bminVersion\s*=\s*["']1\.[1-9]/.test(text);
}

/** What breaks XML Schema 1.0 in such a schema may be right. */
function asXsd11(error: XsdError): XsdError {
  if (error instanceof XsdRefusal) return error;
  const { line, column, file } = error;
  const place = { line, column, ...(file !== undefined && { file }) };
  return new XsdRefusal("XSD 1.1", place, `${error.reason}; the schema says that it is for XSD 1.1`);
}

/** What somebody can do who may not edit the schema. */
const remedies: Readonly<Record<string, string>> = {
  "include without its document": "Name the file of the included document after the schema: --xsd SCHEMA FILE.",
  "import without its document": "Name the file that declares the namespace after the schema: --xsd SCHEMA FILE.",
  "xs:redefine": "Copy the redefined document, make the changes there, and include the copy.",
  "undefined escape": "Write the character without the backslash in a copy of the schema, and generate from that.",
  "XSD 1.1": "Ask the vendor for the XSD 1.0 form of the schema, or take the part out of a copy.",
  "schema without documents": "Name a global element with --root, or the file that declares one with --xsd.",
};

function specError(file: string, error: XsdError): SpecError {
  const { line, column, reason } = error;
  const remedy =
    error instanceof XsdRefusal
      ? (remedies[error.construct] ??
        "Generate from a copy of the schema without this part, if your documents do not use it; docs/xsd.md lists what is supported.")
      : "Correct the schema: it breaks XML Schema 1.0. If the file may not be edited, correct a copy and generate from that.";
  return new SpecError([{ file, pointer: "", line, column, message: reason, remedy }]);
}
