import { expect, test } from "vitest";
import { parseDocument } from "../../src/xml/parse-document.ts";
import { XmlError } from "../../src/xml/xml-error.ts";

const handler = { startElement: () => {}, endElement: () => {}, text: () => {} };
const codeOf = (bytes: Uint8Array): string | undefined => {
  try {
    parseDocument(bytes, handler);
    return undefined;
  } catch (error) {
    return error instanceof XmlError ? error.code : "other";
  }
};
const declared = (encoding: string, content: string, spaces = 1): Buffer =>
  Buffer.from(`<?xml version="1.0"${" ".repeat(spaces)}encoding="${encoding}"?><r>${content}</r>`);

test.each([
  ["one byte order mark", Buffer.from("\ufeff<r/>"), undefined],
  ["two byte order marks", Buffer.from("\ufeff\ufeff<r/>"), "XML_NOT_WELL_FORMED"],
  ["two byte order marks of UTF-16", Buffer.from("\ufeff\ufeff<r/>", "utf16le"), "XML_NOT_WELL_FORMED"],
  ["US-ASCII", declared("US-ASCII", "e"), undefined],
  ["US-ASCII with other bytes", declared("US-ASCII", "é"), "XML_ENCODING"],
  ["a misspelt name of an encoding", declared("UTF8", "e"), "XML_ENCODING"],
  ["an encoding declared after many spaces", declared("windows-1252", "e", 2000), "XML_ENCODING"],
  ["a declaration without an end in sight", declared("ISO-8859-1", "e", 9000), "XML_ENCODING"],
])("reads or refuses %s", (_, bytes, code) => {
  expect(codeOf(bytes)).toBe(code);
});
