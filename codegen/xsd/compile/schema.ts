import type { AttributeDeclaration, ElementIndex, SchemaModel, TypeIndex } from "../../../src/xml/schema-model.ts";
import { xsdNamespace } from "../read/builtin-types.ts";
import { checkChildren, checkIds } from "../read/schema-syntax.ts";
import { parseXmlTree } from "../read/xml-tree.ts";
import { XsdError } from "../read/xsd-error.ts";
import { SchemaComponents } from "./components.ts";
import type { Pattern } from "./pattern/pattern.ts";
import { allowedChildren } from "./schema-children.ts";
import { TypeCompiler } from "./types.ts";

/** A compiled schema, with the documentation of elements, attributes and types for the emitters. */
export interface CompiledSchema {
  readonly model: SchemaModel;
  readonly documentation: {
    readonly elements: ReadonlyMap<ElementIndex, string>;
    readonly types: ReadonlyMap<TypeIndex, string>;
    readonly attributes: ReadonlyMap<AttributeDeclaration, string>;
  };
  /** The pattern trees of simple types: of every inner list, at least one must match. */
  readonly patterns: ReadonlyMap<TypeIndex, readonly (readonly Pattern[])[]>;
}

/**
 * Compiles the text of an XSD 1.0 schema document.
 *
 * @throws XsdRefusal for a construct that is not implemented, XsdError for an invalid schema; both name the line.
 */
export function compileSchema(text: string): CompiledSchema {
  const root = parseXmlTree(text);
  if (root.namespace !== xsdNamespace || root.local !== "schema")
    throw new XsdError("The document is not a schema: its root must be xs:schema", root);
  checkIds(root);
  const parts = new SchemaComponents(root);
  for (const node of checkChildren(root, allowedChildren.schema)) parts.collect(node);
  const types = new TypeCompiler(parts);
  for (const [name, node] of parts.globals.type) types.named(name, node);
  for (const [name, node] of parts.globals.attribute) types.attributes.global(name, node);
  for (const [name, node] of parts.globals.element) types.elements.global(name, node);
  parts.runDeferred();
  return {
    model: {
      targetNamespace: parts.targetNamespace,
      roots: [...parts.globalElements],
      attributes: [...parts.globalAttributes],
      typeNames: [...parts.typeNames],
      elements: parts.elements,
      types: parts.types,
    },
    documentation: parts.documentation,
    patterns: new Map([...parts.simpleTypes].map(([index, { patterns }]) => [index, patterns])),
  };
}
