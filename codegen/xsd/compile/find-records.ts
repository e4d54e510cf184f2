import type { ShapeField, Shapes } from "../../../src/xml/object-shape.ts";
import {
  type ElementIndex,
  elementAt,
  localName,
  type SchemaModel,
  type TypeIndex,
  typeAt,
} from "../../../src/xml/schema-model.ts";
import { childElements } from "./child-elements.ts";
import { takesTurns } from "./object-shapes.ts";

/** Where the records of a document are. */
export interface RecordList {
  /** The element of a record; several when records of several kinds take turns. */
  readonly records: readonly ElementIndex[];
  /** The properties of these elements in the object around them. */
  readonly kinds: readonly string[];
  /** Expanded names of the elements from the root to the one that holds the records. */
  readonly path: readonly string[];
  /** The types of these elements. */
  readonly types: readonly TypeIndex[];
  /** The properties that lead from the root's object to the records, the last one to those of the first kind. */
  readonly properties: readonly string[];
  /** Whether there is nothing but records in the root. */
  readonly isBare: boolean;
}

const maxDepth = 4;

/**
 * Finds the records: the children of their parent that have a complex type and may come any number of times, of one name or of
 * several that take turns. Where the root has none, its only child with a complex type is searched, and so on.
 */
export function findRecords(
  model: SchemaModel,
  root: ElementIndex,
  shapes: Shapes,
  wanted?: string,
): RecordList | undefined {
  const steps = wanted?.split("/").filter((step) => step !== "");
  const path: string[] = [];
  const types: TypeIndex[] = [];
  const properties: string[] = [];
  let at = root;
  for (let depth = 0; depth < (steps?.length ?? maxDepth); depth++) {
    const { name, type } = elementAt(model, at);
    const shape = shapes.get(type);
    if (shape === undefined || shape.mixed === true || !isPlain(model, at, path.length > 0)) return undefined;
    path.push(name);
    types.push(type);
    const objects = shape.fields.filter((field) => field.kind === "element" && field.value === "object");
    const names = steps?.[depth]?.split("|");
    const repeated = objects.filter((field) => field.repeated === true);
    const chosen =
      names !== undefined
        ? objects.filter((one) => names.includes(localName(one.name)))
        : repeated.length > 0
          ? repeated
          : objects;
    const [field] = chosen;
    if (field === undefined || chosen.length < (names?.length ?? 0)) return undefined;
    if (chosen.length === 1 ? shape.ordered === true : !takeTurnsAlone(model, type, chosen)) return undefined;
    const children = chosen.flatMap((one) => childOf(model, type, one) ?? []);
    if (children.length < chosen.length) return undefined;
    properties.push(field.property);
    if (field.repeated === true && (steps === undefined || depth === steps.length - 1)) {
      const isFree = types.every((one) => isUsedOnce(shapes, one, root, model));
      if (!isFree || !children.every((child) => isRecord(model, child, types))) return undefined;
      const isBare = path.length === 1 && shape.fields.length === chosen.length && hasNoWildcard(model, type);
      return { records: children, kinds: chosen.map(({ property }) => property), path, types, properties, isBare };
    }
    // What stands around the records is one object for each element.
    const [child] = children;
    if (field.repeated === true || child === undefined) return undefined;
    at = child;
  }
  return undefined;
}

/** Whether a child may be read apart from its parent, and is none of the elements on the way to it. */
function isRecord(model: SchemaModel, child: ElementIndex, types: readonly TypeIndex[]): boolean {
  return isPlain(model, child, true) && !types.includes(elementAt(model, child).type);
}

/**
 * Whether children may come in any order, and nothing comes between them: then they can be read and written one by one, and what
 * is around them has one order without them.
 */
function takeTurnsAlone(model: SchemaModel, type: TypeIndex, children: readonly ShapeField[]): boolean {
  const definition = typeAt(model, type);
  if (definition.kind !== "complex" || definition.content.kind !== "elements") return false;
  const { states } = definition.content;
  const names = new Set(children.map(({ name }) => name));
  const nameOf = (element: ElementIndex): string => elementAt(model, element).name;
  // No document has an abstract element, so none comes between records either.
  const isNoOther = (element: ElementIndex): boolean =>
    names.has(nameOf(element)) || elementAt(model, element).abstract === true;
  return (
    children.every(({ repeated }) => repeated === true) &&
    states.every(({ next, any }) => {
      const allowed = new Set(next.map(([element]) => nameOf(element)).filter((name) => names.has(name)));
      return any === undefined && (allowed.size === 0 || allowed.size === names.size);
    }) &&
    !takesTurns(model, states, (element) => (isNoOther(element) ? "" : nameOf(element)))
  );
}

function childOf(model: SchemaModel, type: TypeIndex, field: ShapeField): ElementIndex | undefined {
  const children = new Set(
    childElements(typeAt(model, type)).filter((child) => elementAt(model, child).name === field.name),
  );
  return children.size === 1 ? [...children][0] : undefined;
}

/** Whether an element is always there with its own type and content. */
function isPlain(model: SchemaModel, index: ElementIndex, isInner: boolean): boolean {
  const { type, nillable, abstract, default: given, fixed, constraints } = elementAt(model, index);
  const definition = typeAt(model, type);
  if (nillable === true || abstract === true || given !== undefined || fixed !== undefined) return false;
  if (definition.kind !== "complex" || definition.abstract === true || definition.content.kind === "any") return false;
  if (isInner && constraints !== undefined) return false;
  return !model.types.some(({ base }) => base === type);
}

function hasNoWildcard(model: SchemaModel, type: TypeIndex): boolean {
  const definition = typeAt(model, type);
  return definition.kind === "complex" && definition.anyAttribute === undefined;
}

/** Whether a type is only that of one element on the way to the records, so that its object may lack them. */
function isUsedOnce(shapes: Shapes, type: TypeIndex, root: ElementIndex, model: SchemaModel): boolean {
  const uses = [...shapes.values()]
    .flatMap(({ fields }) => fields)
    .filter((field) => field.value === "object" && field.type === type);
  return uses.length === (elementAt(model, root).type === type ? 0 : 1);
}

/** Takes the records out of the object that would hold them. */
export function withoutRecords(shapes: Shapes, { types, kinds }: RecordList): Shapes {
  const owner = types.at(-1);
  return new Map(
    [...shapes].map(([type, shape]) => {
      if (type !== owner) return [type, shape];
      const fields = shape.fields.map((field) => {
        if (!kinds.includes(field.property)) return field;
        const { required: _, ...rest } = field;
        return { ...rest, records: true as const };
      });
      // Only the records took turns.
      const { ordered: _, ...others } = shape;
      return [type, { ...others, fields }];
    }),
  );
}
