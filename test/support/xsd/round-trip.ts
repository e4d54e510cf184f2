import { isDeepStrictEqual } from "node:util";
import type { RecordSchema } from "../../../codegen/xsd/compile/record-schema.ts";
import { BytePiece } from "../../../src/xml/byte-piece.ts";
import { validateDocument } from "../../../src/xml/parse-document.ts";
import type { RecordFormat } from "../../../src/xml/record-format.ts";
import { RecordReader } from "../../../src/xml/record-reader.ts";
import { RecordWriter } from "../../../src/xml/record-writer.ts";
import { Schema } from "../../../src/xml/schema.ts";
import { localName } from "../../../src/xml/schema-model.ts";
import { defaultXmlLimits, XmlError } from "../../../src/xml/xml-error.ts";
import { RandomDocument, randomNumbers } from "./random-document.ts";

/** The format that generated code would have, without its fast parts. */
export function formatOf({
  schema,
  shapes,
  root,
  record,
  kinds,
  isWhole,
  envelope,
  value,
}: RecordSchema): RecordFormat<unknown> {
  return {
    schema: new Schema(schema.model),
    shapes,
    root: root.name,
    record: record.name,
    recordType: record.type,
    recordTag: localName(record.name),
    ...(kinds !== undefined && {
      kinds: kinds.map(({ kind, element: { name, type } }) => ({ kind, record: name, type })),
    }),
    ...(envelope !== undefined && {
      envelope: { type: root.type, path: envelope.path, properties: envelope.properties },
    }),
    ...(isWhole && { whole: true as const }),
    ...(value !== undefined && { value }),
  };
}

/** Reads what stands around the records of a document, then the records; the reason when it cannot be read. */
export function readAll(
  format: RecordFormat<unknown>,
  text: string,
  piece: number = 1 << 16,
): readonly unknown[] | string {
  const reader = new RecordReader(format, { limits: defaultXmlLimits, values: true, fast: true });
  const values: unknown[] = [];
  const bytes = Buffer.from(text);
  const take = (): string | undefined => {
    for (let record = reader.next(); record !== undefined; record = reader.next()) {
      const [issue] = record.issues;
      if (issue !== undefined) return issue.message;
      values.push(record.value);
    }
    return undefined;
  };
  try {
    for (let at = 0; at < bytes.length; at += piece) {
      reader.push(bytes.subarray(at, at + piece));
      const problem = take();
      if (problem !== undefined) return problem;
    }
    reader.end();
    return take() ?? [reader.envelope, ...values];
  } catch (error) {
    if (error instanceof XmlError) return error.message;
    throw error;
  }
}

/** Writes what stands around records, and them, as a document; the first issue when one cannot be written. */
export function writeAll(
  format: RecordFormat<unknown>,
  [envelope, ...records]: readonly unknown[],
  indent = 2,
): { text: string; issue?: string } {
  const writer = new RecordWriter(format, { indent, fast: true, envelope });
  const [around] = writer.checkEnvelope();
  if (around !== undefined) return { text: "", issue: `envelope ${around.path}: ${around.message}` };
  const piece = new BytePiece();
  piece.add(writer.head);
  const list = writer.list();
  for (const record of records) {
    const [issue] = (list ?? writer).write(record, piece);
    if (issue !== undefined) return { text: "", issue: `${issue.path}: ${issue.message}` };
  }
  const [missing] = list?.end(piece) ?? [];
  if (missing !== undefined) return { text: "", issue: missing.message };
  return { text: piece.take().toString() };
}

/** What documents made at random have shown. */
export interface RoundTripReport {
  documents: number;
  valid: number;
  readonly problems: string[];
}

/** Reads, writes and reads documents of a schema. */
export function roundTrip(compiled: RecordSchema, { seed, count }: { seed: number; count: number }): RoundTripReport {
  const format = formatOf(compiled);
  const root = format.schema.roots.get(format.root);
  const report: RoundTripReport = { documents: 0, valid: 0, problems: [] };
  if (root === undefined) return report;
  const documents = new RandomDocument(format.schema, randomNumbers(seed), compiled.schema.patterns);
  const problem = (what: string, text: string): void => {
    if (report.problems.length < 5) report.problems.push(`${what}\n${text.slice(0, 2000)}`);
  };
  for (let i = 0; i < count; i++) {
    const text = documents.document(root, 10 + (i % 5) * 40);
    report.documents++;
    let first: string | undefined;
    try {
      first = validateDocument(format.schema, Buffer.from(text))[0]?.message;
    } catch (error) {
      if (!(error instanceof XmlError)) throw error;
      first = error.message;
    }
    const read = readAll(format, text, i % 3 === 0 ? 7 : 1 << 16);
    if ((first === undefined) !== (typeof read !== "string")) {
      problem(`validator: ${first ?? "valid"}, reader: ${typeof read === "string" ? read : "valid"}`, text);
      continue;
    }
    if (typeof read === "string") continue;
    report.valid++;
    const { text: written, issue } = writeAll(format, read, i % 2 === 0 ? 2 : 0);
    if (issue !== undefined) {
      problem(`cannot be written: ${issue}`, `${text}\n${JSON.stringify(read)}`);
      continue;
    }
    const again = readAll(format, written);
    if (!isDeepStrictEqual(again, read))
      problem(
        "reads back differently",
        `${text}\n${written}\n${typeof again === "string" ? again : JSON.stringify(again)}\n${JSON.stringify(read)}`,
      );
  }
  return report;
}
