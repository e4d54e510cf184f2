import type { ObjectShape, ShapeField } from "../runtime/object-shape.ts";
import {
  type ComplexTypeDefinition,
  type ContentModel,
  localName,
  type SchemaModel,
  type TypeDefinition,
} from "../runtime/schema-model.ts";

/** Says that a schema is valid but has no form as TypeScript objects, and why. */
export class ShapeError extends Error {
  override readonly name = "ShapeError";
}

/** Finds how every complex type that is reachable from an element looks as an object. */
export function findShapes(model: SchemaModel, element: number): Map<number, ObjectShape> {
  const shapes = new Map<number, ObjectShape>();
  const visit = (type: number): void => {
    const definition = model.types[type];
    if (definition?.kind !== "complex" || shapes.has(type)) return;
    const shape: ObjectShape = { type, fields: fieldsOf(model, definition) };
    shapes.set(type, shape);
    for (const field of shape.fields) visit(field.type);
  };
  visit(model.elements[element]?.type ?? 0);
  return shapes;
}

function fieldsOf(model: SchemaModel, type: ComplexTypeDefinition): ShapeField[] {
  const fail = (reason: string): never => {
    throw new ShapeError(`${type.name === undefined ? "an anonymous type" : localName(type.name)}: ${reason}`);
  };
  if (type.abstract === true) fail("an abstract type has no objects");
  if ("mixed" in type.content) fail("text between elements has no place in an object");
  const fields: ShapeField[] = type.attributes.map(({ name, type: index, required }) => ({
    property: localName(name),
    kind: "attribute",
    name,
    type: index,
    ...(required === true && { required: true }),
    value: valueKind(model, index),
  }));
  for (const { element, min, max } of elementsOf(type.content, model)) {
    const { name, type: index, nillable, abstract } = model.elements[element] ?? fail("an element is missing");
    if (nillable === true) fail(`<${localName(name)}> is nillable, which no object shows`);
    if (abstract === true) fail(`<${localName(name)}> is abstract`);
    fields.push({
      property: localName(name),
      kind: "element",
      name,
      type: index,
      ...(min > 0 && { required: true }),
      ...(max > 1 && { repeated: true }),
      value: valueKind(model, index),
    });
  }
  if (type.content.kind === "simple")
    fields.push({
      property: "text",
      kind: "text",
      name: "",
      type: type.content.type,
      required: true,
      value: valueKind(model, type.content.type),
    });
  const properties = fields.map(({ property }) => property);
  const clash = properties.find((property, i) => property === "__proto__" || properties.indexOf(property) !== i);
  if (clash !== undefined) fail(`two parts would share the property "${clash}"`);
  return fields;
}

const SMALL_INTEGERS = new Set(["int", "short", "byte", "unsignedInt", "unsignedShort", "unsignedByte"]);

function valueKind(model: SchemaModel, index: number): ShapeField["value"] {
  for (let at: number | undefined = index; at !== undefined; ) {
    const type: TypeDefinition | undefined = model.types[at];
    if (type?.kind !== "simple") return "object";
    if (type.primitive === "boolean") return "boolean";
    // Whole numbers that every JavaScript number holds exactly; longer ones and fractions stay text.
    if (
      type.name !== undefined &&
      SMALL_INTEGERS.has(localName(type.name)) &&
      type.name.startsWith("{http://www.w3.org/")
    )
      return "number";
    at = type.base;
  }
  return "string";
}

interface Occurrence {
  readonly element: number;
  readonly min: number;
  readonly max: number;
}

/** The elements of a content model in the order they are first allowed in, with the fewest and most times each may come. */
function elementsOf(content: ContentModel, model: SchemaModel): Occurrence[] {
  if (content.kind === "all")
    return content.members.map(({ element, required }) => ({
      element,
      min: required === true && content.optional !== true ? 1 : 0,
      max: 1,
    }));
  if (content.kind !== "elements") return [];
  const { states } = content;
  const names: string[] = [];
  const elements = new Map<string, number>();
  for (const { next } of states)
    for (const [element] of next) {
      const name = model.elements[element]?.name ?? "";
      if (!elements.has(name)) names.push(name);
      elements.set(name, element);
    }
  const isNamed = (element: number, name: string): boolean => model.elements[element]?.name === name;
  return names.map((name) => {
    // Required: without it, the end cannot be reached. Repeated: it can come again after it came.
    const without = reachable(states, 0, (element) => !isNamed(element, name));
    const isRequired = ![...without].some((state) => states[state]?.accepts === true);
    const after = states.flatMap(({ next }) => next.filter(([element]) => isNamed(element, name)).map(([, to]) => to));
    const isRepeated = after.some((start) =>
      [...reachable(states, start, () => true)].some((state) =>
        states[state]?.next.some(([element]) => isNamed(element, name)),
      ),
    );
    return {
      element: elements.get(name) ?? 0,
      min: isRequired ? 1 : 0,
      max: isRepeated ? Number.POSITIVE_INFINITY : 1,
    };
  });
}

function reachable(
  states: readonly { readonly next: readonly (readonly [number, number])[] }[],
  from: number,
  mayPass: (element: number) => boolean,
): Set<number> {
  const reached = new Set([from]);
  for (const state of reached)
    for (const [element, to] of states[state]?.next ?? []) if (mayPass(element)) reached.add(to);
  return reached;
}
