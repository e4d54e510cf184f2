import { TextPieces } from "./decode-text.ts";
import { InstanceValidator, type XmlIssue } from "./instance-validator.ts";
import type { Schema } from "./schema.ts";
import { detectEncoding } from "./xml-encoding.ts";
import { defaultXmlLimits, XmlError, type XmlLimits } from "./xml-error.ts";
import type { XmlHandler } from "./xml-handler.ts";
import { XmlParser } from "./xml-parser.ts";

/**
 * Parses a whole document from its bytes.
 *
 * @throws XmlError when it cannot be read.
 */
export function parseDocument(bytes: Uint8Array, handler: XmlHandler, limits: XmlLimits = defaultXmlLimits): void {
  const { name, markLength } = detectEncoding(bytes, true) ?? { name: "UTF-8", markLength: 0 };
  const parser = new XmlParser(handler, limits);
  const pieces = new TextPieces(name);
  parser.write(pieces.push(bytes.subarray(markLength)));
  if (pieces.failed || pieces.isCutOff) {
    parser.flush();
    const { line, column } = parser.position;
    throw new XmlError("XML_ENCODING", `The document is not valid ${name}`, line, column);
  }
  parser.close();
}

/**
 * Parses and validates a whole document and returns its issues; none for a valid document.
 *
 * @throws XmlError when it cannot be read.
 */
export function validateDocument(schema: Schema, bytes: Uint8Array, limits?: XmlLimits): XmlIssue[] {
  const issues: XmlIssue[] = [];
  const validator = new InstanceValidator(schema, (issue) => issues.push(issue));
  parseDocument(
    bytes,
    {
      startElement: (tag, start) => validator.startElement(tag, start),
      endElement: () => validator.endElement(),
      text: (text, isSection) => validator.text(text, isSection),
    },
    limits,
  );
  validator.end();
  return issues;
}
