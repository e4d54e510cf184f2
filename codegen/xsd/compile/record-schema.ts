import type { Shapes } from "../../../src/xml/object-shape.ts";
import {
  type ElementDeclaration,
  type ElementIndex,
  elementAt,
  localName,
  type SchemaModel,
  typeAt,
} from "../../../src/xml/schema-model.ts";
import { XsdRefusal } from "../read/xsd-error.ts";
import { findShapes, ShapeError } from "./object-shapes.ts";
import { pruneSchema } from "./prune-schema.ts";
import { type CompiledSchema, compileSchema } from "./schema.ts";

/** A schema whose documents are lists of records: one root element, and in it any number of one other element. */
export interface RecordSchema {
  /** Contains only the parts that documents with this root can need. */
  readonly schema: CompiledSchema;
  readonly shapes: Shapes;
  readonly root: ElementDeclaration;
  readonly record: ElementDeclaration;
}

const start = { line: 1, column: 1 };

/**
 * Compiles the text of an XSD 1.0 schema document, and finds its record and how records look as objects.
 *
 * @throws XsdError for an invalid schema, XsdRefusal for one that is not implemented or whose documents are not lists
 *   of
 *   records.
 */
export function compileRecordSchema(text: string): RecordSchema {
  const compiled = compileSchema(text);
  const rootIndex = findRoot(compiled.model);
  const pruned = pruneSchema(compiled, rootIndex);
  const { schema } = pruned;
  const recordIndex = findRecord(schema.model, pruned.root);
  const record = elementAt(schema.model, recordIndex);
  const shapes = shapesBelow(schema.model, recordIndex);
  if (!shapes.has(record.type)) refuse(`<${localName(record.name)}> must have a complex type`);
  return { schema, shapes, root: elementAt(schema.model, pruned.root), record };
}

function findRoot({ roots }: SchemaModel): ElementIndex {
  const [only, ...others] = roots;
  if (only === undefined || others.length > 0)
    refuse("A schema of records must have exactly one global element, the root");
  return only[1];
}

/** Finds the only element that the root may contain. */
function findRecord(model: SchemaModel, root: ElementIndex): ElementIndex {
  const type = typeAt(model, elementAt(model, root).type);
  const states = type.kind === "complex" && type.content.kind === "elements" ? type.content.states : [];
  const [record, ...others] = new Set(states.flatMap(({ next }) => next.map(([element]) => element)));
  if (record === undefined || others.length > 0)
    refuse("The root element must contain exactly one kind of element, the record");
  if (type.kind === "complex" && (type.attributes.length > 0 || "mixed" in type.content))
    refuse("The root element cannot have attributes or text");
  return record;
}

function shapesBelow(model: SchemaModel, record: ElementIndex): Shapes {
  try {
    return findShapes(model, record);
  } catch (error) {
    if (error instanceof ShapeError) throw new XsdRefusal("content without an object form", start, error.message);
    throw error;
  }
}

function refuse(reason: string): never {
  throw new XsdRefusal("schema without records", start, reason);
}
