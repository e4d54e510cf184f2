import { XmlError } from "./xml-error.ts";

/** The encoding of a document, and the length of its byte order mark. */
export interface XmlEncoding {
  readonly name: "UTF-8" | "UTF-16LE" | "UTF-16BE" | "ISO-8859-1" | "US-ASCII";
  readonly markLength: number;
}

/** An XML declaration that is longer than this is refused. */
const maxDeclarationLength = 8192;

/**
 * Finds a document's encoding from its byte order mark and its XML declaration; `undefined` while more bytes are
 * needed.
 *
 * @throws XmlError `XML_ENCODING` for an unsupported encoding, or a declaration that contradicts the bytes.
 */
export function detectEncoding(bytes: Uint8Array, final: boolean): XmlEncoding | undefined {
  if (bytes.length < 4 && !final) return undefined;
  const family = byteFamily(bytes);
  if (family.markLength > 0) {
    const { markLength } = family;
    if (bytes.length < 2 * markLength && !final) return undefined;
    const isSecond =
      bytes.length >= 2 * markLength &&
      bytes.subarray(0, markLength).every((byte, i) => byte === bytes[markLength + i]);
    if (isSecond) throw new XmlError("XML_NOT_WELL_FORMED", "A second byte order mark", 1, 1);
  }
  const wide = family.name.startsWith("UTF-16");
  const step = wide ? 2 : 1;
  let head = "";
  for (let i = family.markLength; i + step <= bytes.length && head.length < maxDeclarationLength; i += step) {
    const high = wide ? (family.name === "UTF-16BE" ? bytes[i] : bytes[i + 1]) : 0;
    const low = wide && family.name === "UTF-16BE" ? bytes[i + 1] : bytes[i];
    head += String.fromCharCode(((high ?? 0) << 8) | (low ?? 0));
  }
  const isDeclaration =
    head.startsWith("<?xml".slice(0, head.length)) && (head.length < 6 || /^<\?xml[ \t\r\n]/.test(head));
  if (isDeclaration && !head.includes("?>") && head.length < maxDeclarationLength && !final) return undefined;
  if (isDeclaration && !head.includes("?>") && head.length >= maxDeclarationLength)
    throw refuse(`The XML declaration is longer than ${maxDeclarationLength} characters`);
  const declared = isDeclaration
    ? /^<\?xml[^>]*?[ \t\r\n]encoding[ \t\r\n]*=[ \t\r\n]*(?:"([^"]*)"|'([^']*)')/.exec(head)
    : null;
  const name = (declared?.[1] ?? declared?.[2])?.toUpperCase();
  if (name === undefined) return family;
  if (wide) {
    if (name === "UTF-16" || name === family.name) return family;
    throw refuse("The document is in UTF-16 but declares another encoding");
  }
  if (name === "UTF-8") return family;
  if (name === "US-ASCII" || name === "ASCII")
    return family.markLength > 0 ? family : { name: "US-ASCII", markLength: 0 };
  if (name === "ISO-8859-1" && family.markLength === 0) return { name: "ISO-8859-1", markLength: 0 };
  if (!/^[A-Z][A-Z0-9._-]*$/.test(name)) return family;
  if (name === "UTF8") throw refuse("The encoding is called UTF-8, not UTF8");
  throw refuse("Unsupported encoding, or not the one that the bytes are in");
}

function byteFamily(bytes: Uint8Array): XmlEncoding {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { name: "UTF-8", markLength: 3 };
  if (a === 0xff && b === 0xfe && !(c === 0 && d === 0)) return { name: "UTF-16LE", markLength: 2 };
  if (a === 0xfe && b === 0xff) return { name: "UTF-16BE", markLength: 2 };
  // Without a byte order mark, the first "<" shows the encoding.
  if (a === 0x3c && b === 0 && c !== 0) return { name: "UTF-16LE", markLength: 0 };
  if (a === 0 && b === 0x3c) return { name: "UTF-16BE", markLength: 0 };
  if ((a === 0xff && b === 0xfe) || (a === 0 && b === 0) || (a === 0x3c && b === 0))
    throw refuse("Unsupported encoding: UTF-32");
  return { name: "UTF-8", markLength: 0 };
}

function refuse(reason: string): XmlError {
  return new XmlError("XML_ENCODING", reason, 1, 1);
}
