import { describe, expect, test } from "vitest";
import { readXmlTests, xmlErrorCode } from "./xml-conformance.ts";

describe("the W3C XML conformance suite", () => {
  const tests = readXmlTests();

  test("has its tests", () => {
    expect(tests.length).toBeGreaterThan(2000);
  });

  test("is refused with one error wherever it has a document type declaration", () => {
    const wrong = tests.filter(({ hasDoctype, bytes }) => hasDoctype && xmlErrorCode(bytes) !== "XML_DOCTYPE");
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  test("is judged right wherever it has none", () => {
    const judged = tests.filter(({ hasDoctype, isXml11 }) => !hasDoctype && !isXml11);
    const wrong = judged.filter(({ bytes, wellFormed, hasNamespaces }) => {
      const code = xmlErrorCode(bytes);
      // What the suite does not mean for processors of namespaces is judged as XML alone, which this code says it is.
      return (code === undefined || (!hasNamespaces && code === "XML_NAMESPACE")) !== wellFormed;
    });
    expect(judged.length).toBeGreaterThan(300);
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  test("is refused where it is XML 1.1", () => {
    const accepted = tests.filter(({ isXml11, bytes }) => isXml11 && xmlErrorCode(bytes) === undefined);
    expect(accepted.map(({ id }) => id)).toEqual([]);
  });
});
