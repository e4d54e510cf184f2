import type { ObjectShape, ShapeField } from "../../../src/xml/object-shape.ts";
import {
  type ComplexTypeDefinition,
  type ContentModel,
  type ElementDeclaration,
  localName,
  type SchemaModel,
  type TypeDefinition,
} from "../../../src/xml/schema-model.ts";

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
    // What is derived from it may stand in its place, by `xsi:type`.
    for (const [index, { base }] of model.types.entries()) if (base === type) visit(index);
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
  const fields: ShapeField[] = type.attributes.map(({ name, type: index, required, ...given }) => ({
    property: localName(name),
    kind: "attribute",
    name,
    type: index,
    // One with a default is always there once it is read.
    ...((required === true || hasGivenValue(given)) && { required: true }),
    ...givenValue(given),
    value: valueKind(model, index),
  }));
  for (const { elements, min, max } of elementsOf(type.content, model)) {
    const declarations = elements.flatMap((element) => model.elements[element] ?? []);
    const [declaration = fail("an element is missing")] = declarations;
    const { name, type: index } = declaration;
    const value = valueKind(model, index);
    if (declarations.some(({ nillable }) => nillable === true))
      fail(`<${localName(name)}> is nillable, which no object shows`);
    if (declarations.some(({ abstract }) => abstract === true)) fail(`<${localName(name)}> is abstract`);
    if (declarations.some((other) => other.default !== declaration.default || other.fixed !== declaration.fixed))
      fail(`<${localName(name)}> has one default or fixed value here and another there`);
    if (value === "object" && hasGivenValue(declaration))
      fail(`<${localName(name)}> has attributes as well as a default or fixed value`);
    fields.push({
      property: localName(name),
      kind: "element",
      name,
      type: index,
      ...(min > 0 && { required: true }),
      ...(max > 1 && { repeated: true }),
      ...givenValue(declaration),
      value,
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
  const clash = properties.find((property, i) => property in Object.prototype || properties.indexOf(property) !== i);
  if (clash !== undefined) fail(`the property "${clash}" would stand for two things`);
  return fields;
}

/** The value that a declaration gives: by default, or as the only one. */
type GivenValue = Pick<ElementDeclaration, "default" | "fixed">;

function hasGivenValue(given: GivenValue): boolean {
  return given.default !== undefined || given.fixed !== undefined;
}

function givenValue(given: GivenValue): GivenValue {
  return {
    ...(given.default !== undefined && { default: given.default }),
    ...(given.fixed !== undefined && { fixed: given.fixed }),
  };
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
  /** Its declarations: in different places there may be different ones. */
  readonly elements: readonly number[];
  readonly min: number;
  readonly max: number;
}

/** The elements of a content model in the order of their declarations, with the fewest and most times each may come. */
function elementsOf(content: ContentModel, model: SchemaModel): Occurrence[] {
  if (content.kind === "all")
    return content.members.map(({ element, required }) => ({
      elements: [element],
      min: required === true && content.optional !== true ? 1 : 0,
      max: 1,
    }));
  if (content.kind !== "elements") return [];
  const { states } = content;
  const declared = [...new Set(states.flatMap(({ next }) => next.map(([element]) => element)))].sort((a, b) => a - b);
  const names = [...new Set(declared.map((element) => model.elements[element]?.name ?? ""))];
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
      elements: declared.filter((element) => isNamed(element, name)),
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
