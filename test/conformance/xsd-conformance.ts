import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import type { SchemaCatalog } from "../../codegen/xsd/compile/load-documents.ts";
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

/** Runs every group of `manifest.jsonl` in a folder whose `files/` holds the documents. */
export function runXsdConformance(folder: string): ConformanceReport {
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
    runGroup(folder, JSON.parse(line) as Group, report);
  }
  return report;
}

function runGroup(folder: string, group: Group, report: ConformanceReport): void {
  const differs = (what: string, contested: boolean | undefined): void => {
    (contested === true ? report.contested : report.wrong).push(what);
  };
  let schema: Schema;
  try {
    const sources = [group.schema, ...hintedDocuments(join(folder, "files"), group)].map((path) => ({
      path,
      text: readText(join(folder, "files", path)),
    }));
    schema = new Schema(compileSchema(sources, catalogOf(join(folder, "files"), group)).model);
    report.schemas++;
    if (!group.schemaValid) {
      differs(`${group.schema}: accepted, but it is no valid schema`, group.contested);
      return;
    }
  } catch (error) {
    if (error instanceof XsdRefusal) {
      report.refused.set(error.construct, [...(report.refused.get(error.construct) ?? []), group.id]);
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
      problem = firstProblem(schema, readFileSync(join(folder, "files", file)));
    } catch (error) {
      if (!(error instanceof XmlError)) throw error;
      report.refused.set(error.code, [...(report.refused.get(error.code) ?? []), group.id]);
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

/** Throws an XmlError for a document that is refused unread. */
function firstProblem(schema: Schema, bytes: Uint8Array): string | undefined {
  try {
    const [issue] = validateDocument(schema, bytes);
    return issue === undefined ? undefined : `line ${issue.line}: ${issue.message}`;
  } catch (error) {
    // A document in a form that is refused as a whole has no verdict.
    if (error instanceof XmlError && error.code === "XML_NOT_WELL_FORMED")
      return `line ${error.line}: ${error.message}`;
    throw error;
  }
}

function readText(path: string): string {
  const bytes = readFileSync(path);
  const { name, markLength } = detectEncoding(bytes, true) ?? { name: "UTF-8", markLength: 0 };
  return decodeText(bytes.subarray(markLength), name);
}
