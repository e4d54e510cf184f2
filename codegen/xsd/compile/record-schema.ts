import type { ShapeField, Shapes } from "../../../src/xml/object-shape.ts";
import {
  type ElementDeclaration,
  type ElementIndex,
  elementAt,
  localName,
  type SchemaModel,
  type TypeIndex,
  typeAt,
} from "../../../src/xml/schema-model.ts";
import { XsdRefusal } from "../read/xsd-error.ts";
import { childElements } from "./child-elements.ts";
import { findRecords, type RecordList, withoutRecords } from "./find-records.ts";
import type { SchemaCatalog, SchemaSource } from "./load-documents.ts";
import { findShapes, findValue } from "./object-shapes.ts";
import { pruneSchema } from "./prune-schema.ts";
import { type CompiledSchema, compileSchema } from "./schema.ts";

/** A schema with the root of its documents, and what is read from them at once: a record, or the whole document. */
export interface RecordSchema {
  /** Contains only the parts that documents with this root can need. */
  readonly schema: CompiledSchema;
  readonly shapes: Shapes;
  readonly root: ElementDeclaration;
  /** The element of a record; the root itself where the document is read as a whole. */
  readonly record: ElementDeclaration;
  /** Present when there are records of several kinds; `record` is the element of the first. */
  readonly kinds?: readonly RecordKindSchema[];
  readonly isWhole: boolean;
  /** Why the document has no records, where nobody asked for it as a whole. */
  readonly whyWhole?: string;
  /** Present when a document is a value and not an object. */
  readonly value?: ShapeField;
  /** Where the records are, if something else stands around them. */
  readonly envelope?: RecordList;
  /** The other elements that could be the root, by expanded name. */
  readonly otherRoots: readonly string[];
}

/** One of several kinds of records. */
export interface RecordKindSchema {
  /** What a record of it says in `$kind`. */
  readonly kind: string;
  readonly element: ElementDeclaration;
}

/** What is generated from a schema that describes several kinds of documents. */
export interface RecordChoice {
  /** Local or expanded name of the root. */
  readonly root?: string;
  /** Local names from the root's child to the record, with slashes; `a|b` for records of several kinds; `.` for the whole document. */
  readonly record?: string;
  readonly catalog?: SchemaCatalog;
}

const start = { line: 1, column: 1 };

/**
 * Compiles an XSD 1.0 schema, chooses the root of its documents, and finds their records and how these look as objects.
 *
 * A document is a list of records where one element of it may have any number of children of a complex type, of one name or of
 * several.
 * Any other document is read as a whole.
 *
 * @throws XsdError for an invalid schema, XsdRefusal for one that is not implemented or declares no root.
 */
export function compileRecordSchema(
  source: string | SchemaSource | readonly SchemaSource[],
  { root: wanted, record: wantedRecord, catalog }: RecordChoice = {},
): RecordSchema {
  const compiled = compileSchema(source, catalog);
  const { root: rootIndex, others } = findRoot(compiled.model, wanted);
  const pruned = pruneSchema(compiled, rootIndex);
  const { schema } = pruned;
  const root = elementAt(schema.model, pruned.root);
  const all = findShapes(schema.model, pruned.root);
  const found = wantedRecord === "." ? { why: "" } : findRecords(schema.model, pruned.root, all, wantedRecord);
  const list = "why" in found ? undefined : found;
  const whyWhole = "why" in found ? found.why : "";
  if (list === undefined && wantedRecord !== undefined && wantedRecord !== ".")
    refuse(`There are no records at ${wantedRecord} that can be read one by one: ${whyWhole}`);
  const value = list === undefined ? findValue(schema.model, pruned.root) : undefined;
  const elements = list?.records.map((element) => elementAt(schema.model, element)) ?? [root];
  const [record = root] = elements;
  const kinds = elements.map((element, i) => ({ kind: list?.kinds[i] ?? "", element }));
  return {
    schema,
    shapes:
      list === undefined
        ? all
        : list.isBare
          ? findShapes(schema.model, ...list.records)
          : withoutRecords(schema.model, all, list),
    root,
    record,
    ...(kinds.length > 1 && { kinds }),
    isWhole: list === undefined,
    ...(whyWhole !== "" && { whyWhole }),
    ...(value !== undefined && { value }),
    ...(list !== undefined && !list.isBare && { envelope: list }),
    otherRoots: others,
  };
}

/**
 * Finds the root: the wanted element, or of the elements that can have an object the one that no other contains; among several,
 * the one that contains most.
 */
function findRoot(
  model: SchemaModel,
  wanted: string | undefined,
): { readonly root: ElementIndex; readonly others: readonly string[] } {
  const isPossible = (index: ElementIndex): boolean => {
    const { type, abstract } = elementAt(model, index);
    const definition = typeAt(model, type);
    return abstract !== true && definition.kind === "complex" && definition.content.kind !== "any";
  };
  const complex = model.roots.filter(([, index]) => isPossible(index));
  // Documents of one text are rarely what a schema is about.
  const possible = complex.length > 0 ? complex : model.roots;
  const names = possible.map(([name]) => name);
  if (wanted !== undefined) {
    const found =
      model.roots.find(([name]) => name === wanted) ?? model.roots.find(([name]) => localName(name) === wanted);
    if (found === undefined)
      refuse(`No global element <${wanted}>; there are ${names.map(localName).join(", ") || "none"}`);
    return { root: found[1], others: names.filter((name) => name !== found[0]) };
  }
  if (possible.length === 0) refuse("The schema declares no global element, so it describes no documents");
  const reached = new Map(possible.map(([, index]) => [index, elementsBelow(model, index)]));
  const inner = new Set([...reached].flatMap(([index, below]) => [...below].filter((one) => one !== index)));
  const outer = possible.filter(([, index]) => !inner.has(index));
  const candidates = outer.length > 0 ? outer : possible;
  const size = (index: ElementIndex): number => reached.get(index)?.size ?? 0;
  const [best] = [...candidates].sort(([, a], [, b]) => size(b) - size(a) || a - b);
  if (best === undefined) refuse("The schema declares no global element");
  return { root: best[1], others: names.filter((name) => name !== best[0]) };
}

/** The elements that an element may contain, at any depth. */
function elementsBelow(model: SchemaModel, root: ElementIndex): ReadonlySet<ElementIndex> {
  const found = new Set<ElementIndex>();
  const types = new Set<TypeIndex>([elementAt(model, root).type]);
  for (const type of types)
    for (const child of childElements(typeAt(model, type))) {
      found.add(child);
      types.add(elementAt(model, child).type);
    }
  return found;
}

function refuse(reason: string): never {
  throw new XsdRefusal("schema without documents", start, reason);
}
