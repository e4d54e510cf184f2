import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { writeFiles } from "../../codegen/output.ts";
import type { SchemaCatalog, SchemaSource } from "../../codegen/xsd/compile/load-documents.ts";
import { compileRecordSchema } from "../../codegen/xsd/compile/record-schema.ts";
import { compileSchema } from "../../codegen/xsd/compile/schema.ts";
import { emitFastCode, emitFiles } from "../../codegen/xsd/emit/files.ts";
import { emitRecogniserFile } from "../../codegen/xsd/emit/recogniser-file.ts";
import { parseDocument } from "../../src/xml/parse-document.ts";
import type { Prefixes } from "../../src/xml/prefix-bytes.ts";
import type { Recogniser, RecordFormat, XmlRecord } from "../../src/xml/record-format.ts";
import { RecordReader } from "../../src/xml/record-reader.ts";
import { expandedName, localName } from "../../src/xml/schema-model.ts";
import { defaultXmlLimits, XmlError } from "../../src/xml/xml-error.ts";
import type { DocumentJudge, MakeJudge } from "./xsd-conformance.ts";

/** The code for documents with one root. */
interface Loaded {
  readonly formats: readonly RecordFormat<unknown>[];
  /** Reads whole documents, which is more than generated code does: it shows whether recognisers accept what is invalid. */
  readonly probe: ((prefixes?: Prefixes) => Recogniser<unknown>) | undefined;
}

/** Judges with generated code: generates it for the root of each document, loads it, and reads the document with it. */
export class GeneratedCode implements Disposable {
  readonly #folder: string;
  readonly #runtime: string;
  #count = 0;
  /** How many documents had records, which a recogniser read where there was one. */
  fast = 0;
  /** How many whole documents a recogniser accepted. */
  probed = 0;

  constructor() {
    const temporary = fileURLToPath(new URL("../../.tmp/", import.meta.url));
    mkdirSync(temporary, { recursive: true });
    this.#folder = mkdtempSync(join(temporary, "conformance-"));
    this.#runtime = relative(
      join(this.#folder, "0"),
      fileURLToPath(new URL("../../src/xml/index.ts", import.meta.url)),
    );
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  readonly make: MakeJudge = async (sources, catalog): Promise<DocumentJudge> => {
    const roots = new Set(compileSchema(sources, catalog).model.roots.map(([name]) => name));
    const formats = new Map<string, Loaded>();
    return {
      firstProblem: async (bytes) => {
        const root = rootOf(bytes);
        // Any code says that a document with another root is invalid.
        if (!roots.has(root)) return "the root is not declared";
        const known = formats.get(root) ?? (await this.#load(sources, { root, catalog }));
        formats.set(root, known);
        return this.#judge(known, bytes);
      },
    };
  };

  /** Generates and loads the code for documents with a root: with records if there are any, and for whole documents. */
  async #load(
    sources: readonly SchemaSource[],
    { root, catalog }: { readonly root: string; readonly catalog: SchemaCatalog },
  ): Promise<Loaded> {
    const formats: RecordFormat<unknown>[] = [];
    let probe: Loaded["probe"];
    for (const record of [undefined, "."]) {
      const folder = join(this.#folder, String(this.#count++));
      const compiled = compileRecordSchema(sources, { root, catalog, ...(record !== undefined && { record }) });
      if (record !== undefined && formats[0]?.whole === true) break;
      const { files } = emitFiles(compiled, this.#runtime);
      const fast = !compiled.isWhole || compiled.value !== undefined ? undefined : emitFastCode(compiled, "Whole");
      const made = files.map(([name, text]) => ({ path: `${name}.gen.ts`, text }));
      if (fast !== undefined && "code" in fast)
        made.push({ path: "probe.gen.ts", text: emitRecogniserFile(fast.code.recogniser, "Whole", this.#runtime) });
      await writeFiles(folder, made);
      const module: Readonly<Record<string, RecordFormat<unknown>>> = await import(
        pathToFileURL(join(folder, "format.gen.ts")).href
      );
      const [format] = Object.values(module);
      if (fast !== undefined && "code" in fast) {
        probe = (await import(pathToFileURL(join(folder, "probe.gen.ts")).href)).createRecogniser;
      }
      if (format === undefined) throw new Error(`no format was generated for ${localName(root)}`);
      formats.push(format);
    }
    return { formats, probe };
  }

  /** A recogniser that accepts a whole document accepts a valid one, and makes the same object of it. */
  #probe(createRecogniser: NonNullable<Loaded["probe"]>, bytes: Uint8Array, strict: Reading): void {
    const text = Buffer.from(bytes).toString();
    const [head = ""] = /<[^?!][^>]*>/.exec(text) ?? [];
    const prefixes = new Map<string, string>();
    const bare = head.replace(
      /\s+(?:xmlns(?::([^\s=]+))?|xsi:\w+Location)\s*=\s*["']([^"']*)["']/g,
      (whole, prefix = "", name) => {
        if (whole.trim().startsWith("xmlns")) prefixes.set(name, prefix);
        return "";
      },
    );
    if (![...prefixes.values()].includes("")) prefixes.set("", "");
    // The prefixes of the root may not be told apart from those that it declares twice.
    const document = Buffer.concat([
      Buffer.from(bare + text.slice(text.indexOf(head) + head.length)),
      Buffer.alloc(64),
    ]);
    const recogniser = createRecogniser(prefixes);
    // A reader leaves these to the strict parser.
    if (recogniser.attributes > defaultXmlLimits.attributes || recogniser.depth >= defaultXmlLimits.depth) return;
    const end = recogniser.accept(document, new DataView(document.buffer, document.byteOffset, document.length), 0);
    if (end < 0) return;
    this.probed++;
    const [record] = strict.records;
    if (strict.error !== undefined || record === undefined || record.issues.length > 0)
      throw new Error(
        `a recogniser accepts what is invalid (${record?.issues[0]?.message ?? strict.error?.message}): ${text}`,
      );
    const value = recogniser.build(document, 0, end);
    if (!isDeepStrictEqual(value, record.value))
      throw new Error(
        `a recogniser reads ${JSON.stringify(value)} where ${JSON.stringify(record.value)} is right: ${text}`,
      );
  }

  /** Every way to read a document must come to the same verdict. */
  #judge({ formats, probe }: Loaded, bytes: Uint8Array): string | undefined {
    const results = formats.flatMap((format) => {
      const strict = readAll(format, bytes, { fast: false, piece: bytes.length });
      for (const piece of format.createRecogniser === undefined ? [] : [bytes.length, 7]) {
        const fast = readAll(format, bytes, { fast: true, piece });
        this.fast++;
        if (!isDeepStrictEqual(fast, strict)) throw new Error(`fast and strict reading differ: ${bytes.toString()}`);
      }
      if (probe !== undefined && format.whole === true) this.#probe(probe, bytes, strict);
      return [strict];
    });
    const problems = results.map(({ records, error }) => {
      if (error !== undefined && error.code !== "XML_INVALID") throw error;
      return error?.message ?? records.flatMap(({ issues }) => issues)[0]?.message;
    });
    if (problems.some((problem) => (problem === undefined) !== (problems[0] === undefined)))
      throw new Error(`reading records and reading a whole document differ: ${problems.join(", ")}`);
    return problems[0];
  }
}

/** The expanded name of a document's root. Throws an XmlError for a document without one. */
function rootOf(bytes: Uint8Array): string {
  let root: string | undefined;
  try {
    parseDocument(bytes, {
      startElement: ({ namespace, local }) => {
        root ??= expandedName(namespace, local);
      },
      endElement: () => {},
      text: () => {},
    });
  } catch (error) {
    if (root === undefined) throw error;
  }
  return root ?? "";
}

/** What a reader says of a document. */
interface Reading {
  readonly records: readonly XmlRecord<unknown>[];
  readonly envelope: unknown;
  readonly error: XmlError | undefined;
}

function readAll(
  format: RecordFormat<unknown>,
  bytes: Uint8Array,
  { fast, piece }: { readonly fast: boolean; readonly piece: number },
): Reading {
  const reader = new RecordReader(format, { limits: defaultXmlLimits, values: true, fast });
  const records: XmlRecord<unknown>[] = [];
  const take = (): void => {
    for (let record = reader.next(); record !== undefined; record = reader.next()) records.push(record);
  };
  try {
    for (let at = 0; at < bytes.length; at += piece) {
      reader.push(bytes.subarray(at, at + piece));
      take();
    }
    reader.end();
    take();
    return { records, envelope: reader.envelope, error: undefined };
  } catch (error) {
    if (error instanceof XmlError) return { records, envelope: undefined, error };
    throw error;
  }
}
