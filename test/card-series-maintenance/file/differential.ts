import { deepStrictEqual } from "node:assert";
import { isUtf8 } from "node:buffer";
import { readdirSync, readFileSync } from "node:fs";
import { XmlDocument, XmlLibError, XsdValidator } from "libxml2-wasm";
import { defaultXmlLimits, type XmlLimits } from "../../../src/xml/xml-error.ts";
import { mutate, Random } from "./mutate.ts";
import { isValid, type Outcome, outcomeOf } from "./outcome.ts";

const root = new URL("../../../", import.meta.url);

export interface DifferentialReport {
  documents: number;
  valid: number;
  /** Documents in which the recogniser read at least one block. */
  withBlocks: number;
  /** Documents that were read in UTF-16, too. */
  inUtf16: number;
  /** Verdicts compared with libxml2. */
  compared: number;
  readonly disagreements: string[];
}

/** The documents that mutations start from. */
export function exampleDocuments(): Uint8Array[] {
  const folder = new URL("spec/examples/card-series/", root);
  return readdirSync(folder)
    .sort()
    .map((name) => readFileSync(new URL(name, folder)));
}

/**
 * A document long enough for readers to change over and back again: usual blocks, a run of blocks that need the strict
 * parser, usual ones.
 */
export function longDocument(): Uint8Array {
  const block = (i: number, end: string): string =>
    `  <CardSeries Action="GenerateCard">\n    <UserName>Zoë ${i}</UserName>\n    <CardPrefix>12345</CardPrefix${end}>\n` +
    `    <CardSeriesSequence>01</CardSeriesSequence>\n    <Customer>\n      <CustomerID>C${i}</CustomerID>\n    </Customer>\n  </CardSeries>\n`;
  const blocks = Array.from({ length: 200 }, (_, i) => block(i, i >= 20 && i < 170 ? " " : ""));
  return Buffer.from(`<CardSeriesMaintenance>\n${blocks.join("")}</CardSeriesMaintenance>\n`);
}

/**
 * Mutates documents and reads each in several ways: through the recogniser and strictly, whole and in small pieces. All
 * must show the same; and libxml2 must come to the same verdict, except where it is known to be wrong.
 */
export function runDifferential(options: {
  readonly seed: number;
  readonly size: number;
  readonly documents: readonly Uint8Array[];
}): DifferentialReport {
  const random = new Random(options.seed);
  const report: DifferentialReport = {
    documents: 0,
    valid: 0,
    withBlocks: 0,
    inUtf16: 0,
    compared: 0,
    disagreements: [],
  };
  const schemaText = readFileSync(new URL("spec/card-series-maintenance.xsd", root));
  using schema = XmlDocument.fromBuffer(schemaText);
  using validator = XsdValidator.fromDoc(schema);
  for (let i = 0; i < options.size; i++) {
    const bytes =
      random.below(50) === 0 ? random.pick(options.documents) : mutate(random, random.pick(options.documents));
    // Every tenth document is held against limits so tight that they strike.
    const limits: XmlLimits =
      i % 10 === 0
        ? { depth: 1 + random.below(6), attributes: random.below(3), text: 10 + random.below(400) }
        : defaultXmlLimits;
    const strict = outcomeOf(bytes, { fast: false, sizes: [bytes.length], limits });
    const sizes = Array.from({ length: 7 }, () => 1 + random.below(random.pick([3, 30, 300])));
    for (const [way, outcome] of [
      ["whole", outcomeOf(bytes, { fast: true, sizes: [bytes.length], limits })],
      ["in pieces", outcomeOf(bytes, { fast: true, sizes, limits })],
      ["strictly in pieces", outcomeOf(bytes, { fast: false, sizes: [1], limits })],
    ] as const) {
      try {
        deepStrictEqual(outcome, strict);
      } catch (error) {
        report.disagreements.push(`seed ${options.seed}, document ${i}, ${way}: ${String(error)}\n${describe(bytes)}`);
      }
    }
    const wide = limits === defaultXmlLimits ? asUtf16(random, bytes) : undefined;
    if (wide !== undefined) {
      report.inUtf16++;
      const outcome = outcomeOf(wide, { fast: true, sizes, limits });
      try {
        deepStrictEqual(withoutOffsets(outcome), withoutOffsets(strict));
      } catch (error) {
        report.disagreements.push(
          `seed ${options.seed}, document ${i}, in UTF-16: ${String(error)}\n${describe(bytes)}`,
        );
      }
    }
    report.documents++;
    if (isValid(strict)) report.valid++;
    if (strict.records.length > 0) report.withBlocks++;
    if (limits !== defaultXmlLimits || isBeyondLibxml2(bytes, strict.error?.code)) continue;
    report.compared++;
    const theirs = libxml2Verdict(validator, bytes);
    if (theirs !== isValid(strict))
      report.disagreements.push(
        `seed ${options.seed}, document ${i}: libxml2 says ${theirs}, we say ${JSON.stringify(strict.error ?? strict.records.map(({ issues }) => issues))}\n${describe(bytes)}`,
      );
  }
  return report;
}

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** The document in UTF-16, when it is UTF-8 and starts as the examples do. */
function asUtf16(random: Random, bytes: Uint8Array): Uint8Array | undefined {
  const text = Buffer.from(bytes).toString("utf8");
  if (!isUtf8(bytes) || !text.startsWith(declaration)) return undefined;
  const little = Buffer.from(`\ufeff${text.replace("UTF-8", "UTF-16")}`, "utf16le");
  return random.below(2) === 0 ? little : little.swap16();
}

function withoutOffsets({ records, error }: Outcome): unknown {
  return { records: records.map(({ start: _, end: __, ...rest }) => rest), error };
}

function libxml2Verdict(validator: XsdValidator, bytes: Uint8Array): boolean {
  try {
    using document = XmlDocument.fromBuffer(bytes);
    validator.validate(document);
    return true;
  } catch (error) {
    if (error instanceof XmlLibError) return false;
    throw error;
  }
}

/** What is refused on purpose, and where libxml2 itself is wrong. */
function isBeyondLibxml2(bytes: Uint8Array, code: string | undefined): boolean {
  if (code === "XML_DOCTYPE" || code === "XML_VERSION" || code === "XML_ENCODING" || code === "XML_NAMESPACE")
    return true;
  const text = Buffer.from(bytes).toString("latin1");
  // It does not collapse white space, comments and references away before it reads dates, and gives up on long numbers
  // and years.
  const isOddDate = /<(?:BusinessDate|TransactionDateTime)[^<]*>(?:[^<]*[\s&][^<]*<|[^<]*<[!?]|[^<]*\d{5})/.test(text);
  // It also takes "1." for a version.
  return isOddDate || /\d{24}/.test(text) || /T24:00/.test(text) || /version=["']1\.["']/.test(text);
}

function describe(bytes: Uint8Array): string {
  return JSON.stringify(Buffer.from(bytes).toString("latin1"));
}
