import { readFileSync } from "node:fs";
import { join } from "node:path";
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
    schema = new Schema(compileSchema(readText(join(folder, "files", group.schema))).model);
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
