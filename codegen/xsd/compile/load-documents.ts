import { posix } from "node:path";
import { xsdNamespace } from "../read/builtin-types.ts";
import { checkAttributes, checkChildren, checkIds, checkLanguage } from "../read/schema-syntax.ts";
import { parseXmlTree, type XmlElement } from "../read/xml-tree.ts";
import { XsdError, XsdRefusal } from "../read/xsd-error.ts";
import { allowedChildren } from "./schema-children.ts";

/** A schema document, `path` with forward slashes. */
export interface SchemaSource {
  readonly path: string;
  readonly text: string;
}

/** Finds the documents that others include and import. It never asks the network. */
export type SchemaCatalog = (reference: SchemaReference) => SchemaSource | undefined;

/** What an `include` or `import` says about the document it means. */
interface SchemaReference {
  /** The path that the location gives, seen from the document that refers to it; absent without a location. */
  readonly path: string | undefined;
  /** The location as written. */
  readonly location: string | undefined;
  /** The namespace of an import; `undefined` for an include. */
  readonly namespace: string | undefined;
}

/** The documents of a schema: their roots, the first one first, and the parts they declare. */
export interface SchemaDocuments {
  readonly roots: readonly XmlElement[];
  readonly parts: readonly XmlElement[];
  /** The namespaces that some document has. */
  readonly namespaces: ReadonlySet<string>;
}

/** Reads schema documents with all that they include and import. */
export function loadDocuments(sources: readonly SchemaSource[], catalog: SchemaCatalog): SchemaDocuments {
  const loader = new Loader(catalog);
  for (const source of sources) loader.load(source, undefined, undefined);
  return loader;
}

class Loader implements SchemaDocuments {
  readonly roots: XmlElement[] = [];
  readonly parts: XmlElement[] = [];
  readonly namespaces: Set<string> = new Set();
  readonly #catalog: SchemaCatalog;
  readonly #seen = new Set<string>();

  constructor(catalog: SchemaCatalog) {
    this.#catalog = catalog;
  }

  /** `into` is the namespace of an including document; `imported` that of an importing element. */
  load(
    source: SchemaSource,
    into: string | undefined,
    imported: { namespace: string; place: XmlElement } | undefined,
  ): void {
    const root = parseXmlTree(source.text, source.path);
    if (root.namespace !== xsdNamespace || root.local !== "schema")
      throw new XsdError("The document is not a schema: its root must be xs:schema", root);
    const { scope } = root;
    this.#readScope(root);
    if (imported !== undefined && scope.targetNamespace !== imported.namespace)
      throw new XsdError(`The imported document has the namespace "${scope.targetNamespace}"`, imported.place);
    if (into !== undefined && scope.targetNamespace !== into) {
      if (scope.targetNamespace !== "")
        throw new XsdError(`The included document has another namespace than "${into}"`, root);
      scope.targetNamespace = into;
      scope.isChameleon = true;
    }
    const key = `${source.path} ${scope.targetNamespace}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    checkIds(root);
    this.namespaces.add(scope.targetNamespace);
    this.roots.push(root);
    for (const node of checkChildren(root, allowedChildren.schema)) {
      if (node.local === "include") this.#include(node);
      else if (node.local === "import") this.#import(node);
      else if (node.local === "notation") checkNotation(node);
      else this.parts.push(node);
    }
  }

  #readScope(root: XmlElement): void {
    const attributes = checkAttributes(root, {
      targetNamespace: "uri",
      elementFormDefault: "form",
      attributeFormDefault: "form",
      blockDefault: "blockSet",
      finalDefault: "fullDerivationSet",
      version: "any",
    });
    checkLanguage(root);
    if (attributes.targetNamespace === "")
      throw new XsdRefusal("empty targetNamespace", root, "targetNamespace cannot be empty; leave it out");
    const { scope } = root;
    scope.targetNamespace = attributes.targetNamespace ?? "";
    scope.elementsQualified = attributes.elementFormDefault === "qualified";
    scope.attributesQualified = attributes.attributeFormDefault === "qualified";
    scope.blockDefault = attributes.blockDefault ?? "";
    scope.finalDefault = attributes.finalDefault ?? "";
  }

  #include(node: XmlElement): void {
    const { schemaLocation } = checkAttributes(node, { schemaLocation: "uri" });
    checkChildren(node, allowedChildren.annotated);
    if (schemaLocation === undefined) throw new XsdError("<include> needs a schemaLocation", node);
    const source = this.#find(node, schemaLocation, undefined);
    if (source === undefined)
      throw new XsdRefusal(
        "include without its document",
        node,
        `The included document "${schemaLocation}" is missing`,
      );
    this.load(source, node.scope.targetNamespace, undefined);
  }

  #import(node: XmlElement): void {
    const attributes = checkAttributes(node, { namespace: "uri", schemaLocation: "uri" });
    checkChildren(node, allowedChildren.annotated);
    const namespace = attributes.namespace ?? "";
    if (attributes.namespace === "") throw new XsdError("The namespace of an import cannot be empty", node);
    if (namespace === node.scope.targetNamespace)
      throw new XsdError("A document cannot import its own namespace", node);
    node.scope.imports.add(namespace);
    const source = this.#find(node, attributes.schemaLocation, namespace);
    if (source !== undefined) this.load(source, undefined, { namespace, place: node });
  }

  #find(node: XmlElement, location: string | undefined, namespace: string | undefined): SchemaSource | undefined {
    const isPath = location !== undefined && !/^[A-Za-z][-+.0-9A-Za-z]+:/.test(location);
    const path = isPath ? posix.join(posix.dirname(node.scope.file), decodeLocation(location)) : undefined;
    return this.#catalog({ path, location, namespace });
  }
}

function checkNotation(node: XmlElement): void {
  const { name } = checkAttributes(node, { name: "ncName", public: "any", system: "uri" });
  if (name === undefined) throw new XsdError("A notation needs a name", node);
  throw new XsdRefusal("xs:notation", node);
}

function decodeLocation(location: string): string {
  try {
    return decodeURIComponent(location);
  } catch {
    return location;
  }
}
