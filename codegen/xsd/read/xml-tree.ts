import { SaxesParser } from "saxes";
import { type Place, XsdError, XsdRefusal } from "./xsd-error.ts";

/** An element of a schema document. */
export interface XmlElement extends Place {
  readonly namespace: string;
  readonly local: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  /** The text directly inside, all pieces joined. */
  readonly text: string;
  /** The namespace a prefix stands for here; the empty prefix is the default namespace. `undefined` when undeclared. */
  readonly resolve: (prefix: string) => string | undefined;
}

interface XmlAttribute {
  readonly namespace: string;
  readonly local: string;
  readonly value: string;
}

interface OpenElement extends XmlElement {
  readonly children: XmlElement[];
  readonly prefixes: Readonly<Record<string, string>>;
  text: string;
}

const XMLNS = "http://www.w3.org/2000/xmlns/";

/**
 * Reads a whole XML document into a tree that knows its places and prefixes. Comments and processing instructions are left out.
 *
 * @throws XsdError when it is not well-formed, XsdRefusal when it has a document type.
 */
export function parseXmlTree(text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true });
  const open: OpenElement[] = [];
  let root: XmlElement | undefined;
  let start: Place = { line: 1, column: 1 };
  parser.on("error", (error) => {
    throw new XsdError(`not well-formed XML: ${error.message.replace(/^[0-9]+:[0-9]+: /, "")}`, here());
  });
  parser.on("doctype", () => {
    throw new XsdRefusal("document type declaration", here());
  });
  parser.on("opentagstart", () => {
    start = here();
  });
  parser.on("opentag", (tag) => {
    const parent = open.at(-1);
    const prefixes = tag.ns;
    const element: OpenElement = {
      ...start,
      namespace: tag.uri,
      local: tag.local,
      attributes: Object.values(tag.attributes)
        .filter(({ uri }) => uri !== XMLNS)
        .map(({ uri, local, value }) => ({ namespace: uri, local, value })),
      children: [],
      prefixes,
      text: "",
      resolve: (prefix) => prefixes[prefix] ?? parent?.resolve(prefix) ?? (prefix === "xml" ? XML : undefined),
    };
    if (parent === undefined) root = element;
    else parent.children.push(element);
    open.push(element);
  });
  parser.on("closetag", () => {
    open.pop();
  });
  const addText = (piece: string): void => {
    const parent = open.at(-1);
    if (parent !== undefined) parent.text += piece;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.write(text).close();
  if (root === undefined) throw new XsdError("not well-formed XML: no root element", here());
  return root;

  function here(): Place {
    return { line: parser.line, column: Math.max(parser.column, 1) };
  }
}

const XML = "http://www.w3.org/XML/1998/namespace";
