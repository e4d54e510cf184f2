import type { ObjectShape, ShapeField, Shapes } from "../../../src/xml/object-shape.ts";
import {
  type ComplexTypeDefinition,
  type ContentModel,
  type ContentState,
  contentStates,
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

/** Determines how the complex types that are reachable from elements look as objects. */
export function findShapes(model: SchemaModel, ...elements: readonly ElementIndex[]): Shapes {
  const shapes = new Map<TypeIndex, ObjectShape>();
  const visit = (type: TypeIndex): void => {
    const definition = typeAt(model, type);
    if (definition.kind !== "complex" || definition.content.kind === "any" || shapes.has(type)) return;
    const shape = shapeOf(model, type, definition);
    shapes.set(type, shape);
    for (const field of shape.fields) if (field.value === "object") visit(field.type);
    // `xsi:type` may put a derived type in its place.
    for (const derived of derivedTypes(model, type)) visit(derived);
  };
  for (const element of elements) visit(elementAt(model, element).type);
  return shapes;
}

function shapeOf(model: SchemaModel, index: TypeIndex, type: ComplexTypeDefinition): ObjectShape {
  const { content } = type;
  const states = contentStates(type);
  const hasWildcard = states.some(({ any }) => any !== undefined);
  return {
    type: index,
    fields: withProperties([
      ...attributeFields(model, index, type),
      ...elementFields(model, content),
      ...(hasWildcard ? [anyField(index, "any", "xml", { repeated: true })] : []),
      ...(content.kind === "simple" ? [textField(model, content.type)] : []),
    ]),
    ...("mixed" in content && { mixed: true as const }),
    ...((hasWildcard || takesTurns(model, states)) && { ordered: true as const }),
  };
}

type Nameless = Omit<ShapeField, "property"> & { readonly property?: string };

function attributeFields(model: SchemaModel, index: TypeIndex, type: ComplexTypeDefinition): Nameless[] {
  const fields = type.attributes.map(
    ({ name, type: of, required, ...given }): Nameless => ({
      kind: "attribute",
      name,
      type: of,
      // An attribute with a default always has a value after reading.
      ...((required === true || hasGivenValue(given)) && { required: true }),
      ...givenValue(given),
      value: valueKind(model, of),
    }),
  );
  return type.anyAttribute === undefined ? fields : [...fields, anyField(index, "anyAttribute", "attributes", {})];
}

function anyField(
  type: TypeIndex,
  kind: "any" | "anyAttribute",
  value: "xml" | "attributes",
  more: { readonly repeated?: true },
): Nameless {
  return { property: kind === "any" ? "any" : "anyAttributes", kind, name: "", type, ...more, value };
}

function textField(model: SchemaModel, type: TypeIndex): Nameless {
  return { property: "text", kind: "text", name: "", type, required: true, value: valueKind(model, type) };
}

/** How a document looks that is not an object: its root holds only text, may be nil, or may hold anything. */
export function findValue(model: SchemaModel, root: ElementIndex): ShapeField | undefined {
  const field = elementField(model, [root], { required: true });
  return field === undefined || (field.value === "object" && field.nillable !== true)
    ? undefined
    : { ...field, property: "value" };
}

function elementFields(model: SchemaModel, content: ContentModel): Nameless[] {
  return elementsOf(content, model).flatMap(({ elements, min, max }) => {
    // An abstract element is never there itself, only what stands in for it.
    const concrete = elements.filter((element) => elementAt(model, element).abstract !== true);
    const field = elementField(model, concrete, {
      ...(min > 0 && { required: true as const }),
      ...(max > 1 && { repeated: true as const }),
    });
    return field === undefined ? [] : [field];
  });
}

/** The field of an element with one or more declarations; `undefined` without any. */
function elementField(
  model: SchemaModel,
  elements: readonly ElementIndex[],
  occurrence: Pick<ShapeField, "required" | "repeated">,
): Nameless | undefined {
  const declarations = elements.map((element) => elementAt(model, element));
  const [declaration] = declarations;
  if (declaration === undefined) return undefined;
  const { name, type: index } = declaration;
  const isSame = declarations.every(
    (other) => other.default === declaration.default && other.fixed === declaration.fixed,
  );
  const isNillable = declarations.some(({ nillable }) => nillable === true);
  const kind = valueKind(model, index);
  // What an object cannot express keeps the form it has in the document.
  const isText =
    kind === "xml" ||
    !isSame ||
    (kind === "object" && (hasGivenValue(declaration) || (isNillable && hasAttributes(model, index))));
  return {
    kind: "element",
    name,
    type: index,
    ...occurrence,
    ...(!isText && givenValue(declaration)),
    ...(!isText && isNillable && { nillable: true }),
    value: isText ? "xml" : kind,
  };
}

function hasAttributes(model: SchemaModel, index: TypeIndex): boolean {
  const type = typeAt(model, index);
  return (
    type.kind === "complex" &&
    (type.attributes.length > 0 ||
      type.anyAttribute !== undefined ||
      derivedTypes(model, index).some((derived) => hasAttributes(model, derived)))
  );
}

/** Gives every field a property of its own. Elements keep their names; what clashes with them gets a longer one. */
function withProperties(fields: readonly Nameless[]): ShapeField[] {
  const wished = fields.map(({ property, name }) => property ?? localName(name));
  const taken = new Set<string>();
  const properties = new Array<string>(fields.length).fill("");
  const isFree = (property: string): boolean => !taken.has(property) && !(property in Object.prototype);
  const order = [...fields.keys()].sort((a, b) => rank(fields[a]) - rank(fields[b]) || a - b);
  for (const i of order) {
    const name = wished[i] ?? "";
    const longer = fields[i]?.kind === "attribute" ? `${name}Attribute` : `${name}_`;
    let property = isFree(name) ? name : longer;
    for (let n = 2; !isFree(property); n++) property = `${longer}${n}`;
    taken.add(property);
    properties[i] = property;
  }
  return fields.map((field, i) => ({ ...field, property: properties[i] ?? "" }));
}

function rank(field: Nameless | undefined): number {
  return field?.kind === "element" ? 0 : field?.kind === "attribute" ? 1 : 2;
}

/** Whether children of one name may come again after children of another name. */
function takesTurns(model: SchemaModel, states: readonly ContentState[]): boolean {
  const nameOf = (element: ElementIndex): string => elementAt(model, element).name;
  const after = states.map((_, state) => reachable(states, state, () => true));
  return states.some(({ next }) =>
    next.some(([first, middle]) =>
      [...(after[middle] ?? [])].some((state) =>
        states[state]?.next.some(
          ([other, end]) =>
            nameOf(other) !== nameOf(first) &&
            [...(after[end] ?? [])].some((last) =>
              states[last]?.next.some(([again]) => nameOf(again) === nameOf(first)),
            ),
        ),
      ),
    ),
  );
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
  const own = typeAt(model, index);
  if (own.kind === "complex" && own.content.kind === "any") return "xml";
  // A pattern or a list of values says how the text looks, which a number or a boolean would lose.
  const isBuiltin = own.name?.startsWith("{http://www.w3.org/2001/XMLSchema}") === true;
  const patterns = own.kind === "simple" ? (own.patterns ?? []).length : 0;
  for (let at: TypeIndex | undefined = index; at !== undefined; ) {
    const type: TypeDefinition = typeAt(model, at);
    if (type.kind !== "simple") return "object";
    if (type.primitive === "boolean") return isBuiltin || patterns === 0 ? "boolean" : "string";
    // Integers that a JavaScript number represents exactly; larger ones and fractions stay text.
    if (
      type.name !== undefined &&
      smallIntegers.has(localName(type.name)) &&
      type.name.startsWith("{http://www.w3.org/")
    )
      return patterns > (type.patterns ?? []).length ? "string" : "number";
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
    return content.members.flatMap(({ element, required, substitutes = [] }) =>
      [element, ...substitutes].map((one) => ({
        elements: [one],
        min: required === true && content.optional !== true && substitutes.length === 0 ? 1 : 0,
        max: 1,
      })),
    );
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
  for (const state of reached) {
    for (const [element, to] of states[state]?.next ?? []) if (mayPass(element)) reached.add(to);
    for (const [, to] of states[state]?.any ?? []) reached.add(to);
  }
  return reached;
}
