import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import type { SchemaCatalog, SchemaSource } from "../../codegen/xsd/compile/load-documents.ts";
import { compileSchema } from "../../codegen/xsd/compile/schema.ts";
import { XsdError, XsdRefusal } from "../../codegen/xsd/read/xsd-error.ts";
import { decodeText } from "../../src/xml/decode-text.ts";
import { validateDocument } from "../../src/xml/parse-document.ts";
import { Schema } from "../../src/xml/schema.ts";
import { detectEncoding } from "../../src/xml/xml-encoding.ts";
import { XmlError } from "../../src/xml/xml-error.ts";

/** A line of a manifest: a schema, its verdict, and documents with theirs. */
interface Group {
  readonly id: string;
  readonly schema: string;
  readonly schemaValid: boolean;
  readonly inst: readonly { readonly f: string; readonly valid: boolean; readonly contested?: boolean }[];
  readonly contested?: boolean;
  /** All documents of the schema, where it has several. */
  readonly schemas?: readonly string[];
}

/** What a run over a folder of W3C test groups found. */
export interface ConformanceReport {
  groups: number;
  schemas: number;
  instances: number;
  /** Verdicts that differ from the suite's where nobody disputes it. */
  readonly wrong: string[];
  /** Verdicts that differ where the suite's own is disputed. */
  readonly contested: string[];
  /** Refused groups by construct. */
  readonly refused: Map<string, string[]>;
}

/** Judges the documents of one schema. */
export interface DocumentJudge {
  /** The first problem of a document; `undefined` if it is valid. Throws an XmlError for a document that is refused unread. */
  firstProblem(bytes: Uint8Array): Promise<string | undefined>;
}

/** Makes what judges documents, from the documents of a schema. Throws an XsdError for a schema that is invalid or refused. */
export type MakeJudge = (sources: readonly SchemaSource[], catalog: SchemaCatalog) => Promise<DocumentJudge>;

/** Judges by the compiled schema itself. */
export const interpreter: MakeJudge = async (sources, catalog) => {
  const schema = new Schema(compileSchema(sources, catalog).model);
  return {
    firstProblem: async (bytes) => {
      const [issue] = validateDocument(schema, bytes);
      return issue === undefined ? undefined : `line ${issue.line}: ${issue.message}`;
    },
  };
};

/** Runs every group of `manifest.jsonl` in a folder whose `files/` holds the documents. */
export async function runXsdConformance(folder: string, makeJudge: MakeJudge): Promise<ConformanceReport> {
  const report: ConformanceReport = {
    groups: 0,
    schemas: 0,
    instances: 0,
    wrong: [],
    contested: [],
    refused: new Map(),
  };
  for (const line of readFileSync(join(folder, "manifest.jsonl"), "utf8").split("\n")) {
    if (line.trim() === "") continue;
    report.groups++;
    await runGroup(folder, JSON.parse(line) as Group, { report, makeJudge });
  }
  return report;
}

async function runGroup(
  folder: string,
  group: Group,
  { report, makeJudge }: { readonly report: ConformanceReport; readonly makeJudge: MakeJudge },
): Promise<void> {
  const differs = (what: string, contested: boolean | undefined): void => {
    (contested === true ? report.contested : report.wrong).push(what);
  };
  const refuse = (construct: string): void => {
    const known = report.refused.get(construct) ?? [];
    if (!known.includes(group.id)) report.refused.set(construct, [...known, group.id]);
  };
  let judge: DocumentJudge;
  try {
    const sources = [group.schema, ...hintedDocuments(join(folder, "files"), group)].map((path) => ({
      path,
      text: readText(join(folder, "files", path)),
    }));
    judge = await makeJudge(sources, catalogOf(join(folder, "files"), group));
    report.schemas++;
    if (!group.schemaValid) {
      differs(`${group.schema}: accepted, but it is no valid schema`, group.contested);
      return;
    }
  } catch (error) {
    if (error instanceof XsdRefusal) {
      refuse(error.construct);
      return;
    }
    if (!(error instanceof XsdError || error instanceof XmlError)) throw error;
    report.schemas++;
    if (group.schemaValid)
      differs(`${group.schema}: rejected (${error.message}), but it is a valid schema`, group.contested);
    return;
  }
  for (const { f: file, valid, contested } of group.inst) {
    let problem: string | undefined;
    try {
      problem = await firstProblem(judge, readFileSync(join(folder, "files", file)));
    } catch (error) {
      if (error instanceof XsdRefusal) refuse(error.construct);
      else if (error instanceof XmlError) refuse(error.code);
      else throw error;
      continue;
    }
    report.instances++;
    if ((problem === undefined) !== valid)
      differs(
        `${file}: ${problem === undefined ? "accepted, but it is invalid" : `rejected (${problem}), but it is valid`}`,
        contested ?? group.contested,
      );
  }
}

/** The documents of other namespaces that a group's instances name in `xsi:schemaLocation`, as the suite means it. */
function hintedDocuments(folder: string, { schema, inst }: Group): string[] {
  const found = new Set<string>();
  for (const { f: file } of inst) {
    const pairs =
      /schemaLocation\s*=\s*["']([^"']*)["']/
        .exec(readText(join(folder, file)))?.[1]
        ?.trim()
        .split(/\s+/) ?? [];
    for (let i = 1; i < pairs.length; i += 2) {
      const path = posix.join(posix.dirname(file), pairs[i] ?? "");
      if (path !== schema && posix.basename(path) !== posix.basename(schema) && existsSync(join(folder, path)))
        found.add(path);
    }
  }
  return [...found];
}

/** Finds the documents of a group by their path, or by the namespace where an import says no path. */
function catalogOf(folder: string, { schemas = [] }: Group): SchemaCatalog {
  return ({ path, namespace }) => {
    if (path !== undefined && existsSync(join(folder, path))) return { path, text: readText(join(folder, path)) };
    for (const other of path === undefined ? schemas : []) {
      const text = readText(join(folder, other));
      if (namespace !== undefined && text.includes(`targetNamespace="${namespace}"`)) return { path: other, text };
    }
    return undefined;
  };
}

async function firstProblem(judge: DocumentJudge, bytes: Uint8Array): Promise<string | undefined> {
  try {
    return await judge.firstProblem(bytes);
  } catch (error) {
    // A document in a form that is refused as a whole has no verdict.
    if (error instanceof XmlError && (error.code === "XML_NOT_WELL_FORMED" || error.code === "XML_INVALID"))
      return `line ${error.line}: ${error.message}`;
    throw error;
  }
}

function readText(path: string): string {
  const bytes = readFileSync(path);
  const { name, markLength } = detectEncoding(bytes, true) ?? { name: "UTF-8", markLength: 0 };
  return decodeText(bytes.subarray(markLength), name);
}
