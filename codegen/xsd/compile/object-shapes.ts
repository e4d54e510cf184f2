import type { ObjectShape, ShapeField, Shapes } from "../../../src/xml/object-shape.ts";
import {
  type ComplexTypeDefinition,
  type ContentModel,
  type ContentState,
  type ElementDeclaration,
  type ElementIndex,
  elementAt,
  localName,
  type SchemaModel,
  type TypeDefinition,
  type TypeIndex,
  typeAt,
} from "../../../src/xml/schema-model.ts";
import { derivedTypes } from "./derived-types.ts";

/** A valid schema cannot be expressed as TypeScript objects; the message says why. */
export class ShapeError extends Error {
  override readonly name = "ShapeError";
}

/** Determines how the complex types that are reachable from an element look as objects. */
export function findShapes(model: SchemaModel, element: ElementIndex): Shapes {
  const shapes = new Map<TypeIndex, ObjectShape>();
  const visit = (type: TypeIndex): void => {
    const definition = typeAt(model, type);
    if (definition.kind !== "complex" || shapes.has(type)) return;
    const shape: ObjectShape = { type, fields: fieldsOf(model, definition) };
    shapes.set(type, shape);
    for (const field of shape.fields) visit(field.type);
    // `xsi:type` may put a derived type in its place.
    for (const derived of derivedTypes(model, type)) visit(derived);
  };
  visit(elementAt(model, element).type);
  return shapes;
}

function fieldsOf(model: SchemaModel, type: ComplexTypeDefinition): ShapeField[] {
  const fail = (reason: string): never => {
    throw new ShapeError(`${type.name === undefined ? "Anonymous type" : `Type ${localName(type.name)}`}: ${reason}`);
  };
  if (type.abstract === true) fail("abstract types have no objects");
  if ("mixed" in type.content) fail("text between elements cannot be stored in an object");
  const fields: ShapeField[] = type.attributes.map(({ name, type: index, required, ...given }) => ({
    property: localName(name),
    kind: "attribute",
    name,
    type: index,
    // An attribute with a default always has a value after reading.
    ...((required === true || hasGivenValue(given)) && { required: true }),
    ...givenValue(given),
    value: valueKind(model, index),
  }));
  for (const { elements, min, max } of elementsOf(type.content, model)) {
    const declarations = elements.map((element) => elementAt(model, element));
    const [declaration = fail("an element is missing")] = declarations;
    const { name, type: index } = declaration;
    const value = valueKind(model, index);
    if (declarations.some(({ nillable }) => nillable === true))
      fail(`<${localName(name)}> is nillable, which objects cannot express`);
    if (declarations.some(({ abstract }) => abstract === true)) fail(`<${localName(name)}> is abstract`);
    if (declarations.some((other) => other.default !== declaration.default || other.fixed !== declaration.fixed))
      fail(`<${localName(name)}> has different default or fixed values in different places`);
    if (value === "object" && hasGivenValue(declaration))
      fail(`<${localName(name)}> has both attributes and a default or fixed value`);
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
  if (clash !== undefined) fail(`two parts would have the same property "${clash}"`);
  return fields;
}

/** The value that a declaration provides: the default value, or the only allowed one. */
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

const smallIntegers = new Set(["int", "short", "byte", "unsignedInt", "unsignedShort", "unsignedByte"]);

function valueKind(model: SchemaModel, index: TypeIndex): ShapeField["value"] {
  for (let at: TypeIndex | undefined = index; at !== undefined; ) {
    const type: TypeDefinition = typeAt(model, at);
    if (type.kind !== "simple") return "object";
    if (type.primitive === "boolean") return "boolean";
    // Integers that a JavaScript number represents exactly; larger ones and fractions stay text.
    if (
      type.name !== undefined &&
      smallIntegers.has(localName(type.name)) &&
      type.name.startsWith("{http://www.w3.org/")
    )
      return "number";
    at = type.base;
  }
  return "string";
}

interface Occurrence {
  /** Its declarations; there may be different ones in different places. */
  readonly elements: readonly ElementIndex[];
  readonly min: number;
  readonly max: number;
}

/** Lists the elements of a content model in the order of their declarations, and how often each may occur. */
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
  const names = [...new Set(declared.map((element) => elementAt(model, element).name))];
  const isNamed = (element: ElementIndex, name: string): boolean => elementAt(model, element).name === name;
  return names.map((name) => {
    // Required: the end cannot be reached without it. Repeated: it can occur again after it occurred.
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
  states: readonly ContentState[],
  from: number,
  mayPass: (element: ElementIndex) => boolean,
): Set<number> {
  const reached = new Set([from]);
  for (const state of reached)
    for (const [element, to] of states[state]?.next ?? []) if (mayPass(element)) reached.add(to);
  return reached;
}
