import { describe, expect, test } from "vitest";
import { isCardwrightError } from "../../src/errors/cardwright-error.ts";
import { parseDocument } from "../../src/xml/parse-document.ts";
import { XmlError } from "../../src/xml/xml-error.ts";

function errorOf(document: string | Uint8Array): unknown {
  try {
    parseDocument(Buffer.from(document), { startElement: () => {}, endElement: () => {}, text: () => {} });
  } catch (error) {
    return error;
  }
  return undefined;
}

describe("XmlError", () => {
  test.each([
    ["<a>\n<b></a>", "XML_NOT_WELL_FORMED", 2],
    ["<a>\n<p:b/></a>", "XML_NAMESPACE", 2],
    ["\n<!DOCTYPE a><a/>", "XML_DOCTYPE", 2],
    ['<?xml version="1.1"?><a/>', "XML_VERSION", 1],
    [Uint8Array.of(0x3c, 0x61, 0xff), "XML_ENCODING", 1],
    [`${"<a>".repeat(65)}`, "XML_LIMIT", 1],
  ] as const)("for %j is a CardwrightError with code, place and help", (document, code, line) => {
    const error = errorOf(document);
    expect(error).toBeInstanceOf(XmlError);
    expect(isCardwrightError(error)).toBe(true);
    expect(error).toMatchObject({ name: "XmlError", code, line, details: { line }, retryable: false });
    const { message, help, details, column } = error as XmlError;
    expect(details).toEqual({ line, column });
    // Sentence case without a full stop, and full sentences.
    expect(message).toMatch(/^[A-Z].*[^.]$/);
    expect(help).toMatch(/^[A-Z].*\.$/);
  });
});
