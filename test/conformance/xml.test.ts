import { describe, expect, it } from "vitest";
import { readXmlTests, xmlErrorCode } from "./xml-conformance.ts";

// Well-formed by XML alone, but with colons in names that XML namespaces, which every schema builds on, do not allow.
const NAMESPACE_ILL_FORMED = ["o-p04pass1", "o-p05pass1"];

describe("the W3C XML conformance suite", () => {
  const tests = readXmlTests();

  it("has its tests", () => {
    expect(tests.length).toBeGreaterThan(2000);
  });

  it("is refused with one error wherever it has a document type declaration", () => {
    const wrong = tests.filter(({ hasDoctype, bytes }) => hasDoctype && xmlErrorCode(bytes) !== "XML_DOCTYPE");
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it("is judged right wherever it has none", () => {
    const judged = tests.filter(({ hasDoctype, isXml11 }) => !hasDoctype && !isXml11);
    const wrong = judged.filter(({ bytes, wellFormed }) => (xmlErrorCode(bytes) === undefined) !== wellFormed);
    expect(wrong.map(({ id }) => id)).toEqual(NAMESPACE_ILL_FORMED);
    for (const { bytes } of wrong) expect(xmlErrorCode(bytes)).toBe("XML_NAMESPACE");
  });

  it("is refused where it is XML 1.1", () => {
    const accepted = tests.filter(({ isXml11, bytes }) => isXml11 && xmlErrorCode(bytes) === undefined);
    expect(accepted.map(({ id }) => id)).toEqual([]);
  });
});
