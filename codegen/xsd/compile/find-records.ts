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

/** Where the records of a document are. */
export interface RecordList {
  readonly record: ElementIndex;
  /** Expanded names of the elements from the root to the one that holds the records. */
  readonly path: readonly string[];
  /** The types of these elements. */
  readonly types: readonly TypeIndex[];
  /** The properties that lead from the root's object to the records. */
  readonly properties: readonly string[];
  /** Whether there is nothing but records in the root. */
  readonly isBare: boolean;
}

const maxDepth = 4;

/**
 * Finds the records: the only children of their parent that have a complex type and may come any number of times. Where the root
 * has none, its only child with a complex type is searched, and so on.
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
    if (shape === undefined || shape.mixed === true || shape.ordered === true || !isPlain(model, at, path.length > 0))
      return undefined;
    path.push(name);
    types.push(type);
    const objects = shape.fields.filter((field) => field.kind === "element" && field.value === "object");
    const step = steps?.[depth];
    const repeated = objects.filter((field) => field.repeated === true);
    const field =
      step !== undefined
        ? objects.find((one) => localName(one.name) === step)
        : repeated.length > 0
          ? only(repeated)
          : only(objects);
    if (field === undefined) return undefined;
    const child = childOf(model, type, field);
    if (child === undefined) return undefined;
    properties.push(field.property);
    if (field.repeated === true && (steps === undefined || depth === steps.length - 1)) {
      const isFree = isPlain(model, child, true) && types.every((one) => isUsedOnce(shapes, one, root, model));
      if (!isFree || types.includes(elementAt(model, child).type)) return undefined;
      const isBare = path.length === 1 && shape.fields.length === 1 && hasNoWildcard(model, type);
      return { record: child, path, types, properties, isBare };
    }
    // What stands around the records is one object for each element.
    if (field.repeated === true) return undefined;
    at = child;
  }
  return undefined;
}

function only<T>(all: readonly T[]): T | undefined {
  return all.length === 1 ? all[0] : undefined;
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
export function withoutRecords(shapes: Shapes, { types, properties }: RecordList): Shapes {
  const owner = types.at(-1);
  return new Map(
    [...shapes].map(([type, shape]) => [
      type,
      type !== owner
        ? shape
        : {
            ...shape,
            fields: shape.fields.map((field) => {
              if (field.property !== properties.at(-1)) return field;
              const { required: _, ...rest } = field;
              return { ...rest, records: true as const };
            }),
          },
    ]),
  );
}
