import type { AttributeDeclaration, SchemaModel } from "../../../src/xml/schema-model.ts";
import { XSD_NAMESPACE } from "../read/builtin-types.ts";
import { checkChildren, checkIds } from "../read/schema-syntax.ts";
import { parseXmlTree } from "../read/xml-tree.ts";
import { XsdError } from "../read/xsd-error.ts";
import { SchemaComponents } from "./components.ts";
import type { Pattern } from "./pattern/pattern.ts";
import { CHILDREN } from "./schema-children.ts";
import { TypeCompiler } from "./types.ts";

/** A compiled schema and what the emitters want beside it: the documentation of elements, attributes and types. */
export interface CompiledSchema {
  readonly model: SchemaModel;
  readonly documentation: {
    readonly elements: ReadonlyMap<number, string>;
    readonly types: ReadonlyMap<number, string>;
    readonly attributes: ReadonlyMap<AttributeDeclaration, string>;
  };
  /** The pattern trees of simple types by index: one of each inner list must match, for every inner list. */
  readonly patterns: ReadonlyMap<number, readonly (readonly Pattern[])[]>;
}

/**
 * Compiles the text of an XSD 1.0 schema document.
 *
 * @throws XsdRefusal when it uses a construct that is not implemented, XsdError when it is no valid schema; both name the line.
 */
export function compileSchema(text: string): CompiledSchema {
  const root = parseXmlTree(text);
  if (root.namespace !== XSD_NAMESPACE || root.local !== "schema")
    throw new XsdError("the document is no schema: its root must be xs:schema", root);
  checkIds(root);
  const parts = new SchemaComponents(root);
  for (const node of checkChildren(root, CHILDREN.schema)) parts.collect(node);
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
