import { SaxesParser } from "saxes";
import { SchemaScope } from "./schema-scope.ts";
import { type Place, XsdError, XsdRefusal } from "./xsd-error.ts";

/** An element of a schema document. */
export interface XmlElement extends Place {
  readonly namespace: string;
  readonly local: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  /** What its document says about all its parts. */
  readonly scope: SchemaScope;
  /** The text directly inside the element, joined. */
  readonly text: string;
  /**
   * Returns the namespace of a prefix here; the empty prefix is the default namespace. `undefined` if it is not
   * declared.
   */
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

/** No schema that somebody wrote is nested as deeply. */
const maxDepth = 256;
const xmlnsNamespace = "http://www.w3.org/2000/xmlns/";

/**
 * Parses a whole XML document into a tree with places and prefixes. Comments and processing instructions are dropped.
 *
 * @throws XsdError if it is not well-formed, XsdRefusal if it has a document type declaration.
 */
export function parseXmlTree(text: string, file?: string): XmlElement {
  const scope = new SchemaScope(file ?? "");
  const parser = new SaxesParser({ xmlns: true });
  const open: OpenElement[] = [];
  let root: XmlElement | undefined;
  let start: Place = { line: 1, column: 1 };
  parser.on("error", (error) => {
    throw new XsdError(`Not well-formed XML: ${error.message.replace(/^[0-9]+:[0-9]+: /, "")}`, here());
  });
  parser.on("doctype", () => {
    throw new XsdRefusal("document type declaration", here());
  });
  parser.on("opentagstart", () => {
    start = here();
  });
  parser.on("opentag", (tag) => {
    if (open.length >= maxDepth)
      throw new XsdRefusal("very deep nesting", start, `Elements are nested deeper than the limit of ${maxDepth}`);
    const parent = open.at(-1);
    const prefixes = tag.ns;
    const element: OpenElement = {
      ...start,
      scope,
      namespace: tag.uri,
      local: tag.local,
      attributes: Object.values(tag.attributes)
        .filter(({ uri }) => uri !== xmlnsNamespace)
        .map(({ uri, local, value }) => ({ namespace: uri, local, value })),
      children: [],
      prefixes,
      text: "",
      resolve: (prefix) => prefixes[prefix] ?? parent?.resolve(prefix) ?? (prefix === "xml" ? xmlNamespace : undefined),
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
  if (root === undefined) throw new XsdError("Not well-formed XML: no root element", here());
  return root;

  function here(): Place {
    return { line: parser.line, column: Math.max(parser.column, 1), ...(file !== undefined && { file }) };
  }
}

const xmlNamespace = "http://www.w3.org/XML/1998/namespace";
