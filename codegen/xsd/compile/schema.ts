import type { AttributeDeclaration, ElementIndex, SchemaModel, TypeIndex } from "../../../src/xml/schema-model.ts";
import { SchemaComponents } from "./components.ts";
import { loadDocuments, type SchemaCatalog, type SchemaSource } from "./load-documents.ts";
import type { Pattern } from "./pattern/pattern.ts";
import { resolveSubstitutions } from "./substitution.ts";
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

function sourcesOf(source: string | SchemaSource | readonly SchemaSource[]): readonly SchemaSource[] {
  if (typeof source === "string") return [{ path: "", text: source }];
  return "path" in source ? [source] : source;
}

/**
 * Compiles an XSD 1.0 schema from its text, or from documents with all that these include and import.
 *
 * @throws XsdRefusal for a construct that is not implemented, XsdError for an invalid schema; both name the line.
 */
export function compileSchema(
  source: string | SchemaSource | readonly SchemaSource[],
  catalog: SchemaCatalog = () => undefined,
): CompiledSchema {
  const documents = loadDocuments(sourcesOf(source), catalog);
  const parts = new SchemaComponents(documents.namespaces);
  for (const node of documents.parts) parts.collect(node);
  const types = new TypeCompiler(parts);
  for (const [name, node] of parts.globals.type) types.named(name, node);
  for (const [name, node] of parts.globals.attribute) types.attributes.global(name, node);
  for (const [name, node] of parts.globals.attributeGroup) types.attributes.group(name, node);
  for (const [name, node] of parts.globals.group) types.contents.group(name, node);
  for (const [name, node] of parts.globals.element) types.elements.global(name, node);
  parts.runDeferred("completion");
  resolveSubstitutions(parts, types.elements);
  parts.runDeferred("automata");
  parts.runDeferred("checks");
  return {
    model: {
      targetNamespace: documents.roots[0]?.scope.targetNamespace ?? "",
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
