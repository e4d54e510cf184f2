import type {
  AttributeDeclaration,
  ContentModel,
  ElementDeclaration,
  TypeDefinition,
} from "../../../src/xml/schema-model.ts";
import type { CompiledSchema } from "../compile/schema.ts";

/**
 * Leaves out of a schema everything that documents under one root cannot need, so that generated code holds no types nobody uses.
 * Types derived from kept ones are kept too, since `xsi:type` may name them; it finds no others.
 */
export function pruneSchema(schema: CompiledSchema, root: number): CompiledSchema {
  const { model } = schema;
  const types = new Set<number>([0]);
  const elements = new Set<number>([root]);
  const visitElement = (index: number): void => {
    elements.add(index);
    visitType(model.elements[index]?.type ?? 0);
  };
  const visitType = (index: number): void => {
    if (types.has(index) && index !== 0) return;
    types.add(index);
    const type = model.types[index];
    if (type?.base !== undefined) visitType(type.base);
    if (type?.kind !== "complex") return;
    for (const attribute of type.attributes) visitType(attribute.type);
    const { content } = type;
    if (content.kind === "simple") visitType(content.type);
    if (content.kind === "elements")
      for (const { next } of content.states) for (const [element] of next) visitOnce(element);
    if (content.kind === "all") for (const { element } of content.members) visitOnce(element);
  };
  const visitOnce = (element: number): void => {
    if (!elements.has(element)) visitElement(element);
  };
  visitElement(root);
  for (let before = -1; before !== types.size; ) {
    before = types.size;
    model.types.forEach((type, index) => {
      if (isUserType(type) && type.base !== undefined && type.base !== 0 && types.has(type.base)) visitType(index);
    });
  }
  return renumber(schema, [...types].sort(ascending), [...elements].sort(ascending), root);
}

function isUserType({ name }: TypeDefinition): boolean {
  return name !== undefined && !name.startsWith("{http://www.w3.org/2001/XMLSchema}");
}

function renumber(
  { model, documentation, patterns }: CompiledSchema,
  types: readonly number[],
  elements: readonly number[],
  root: number,
): CompiledSchema {
  const typeNumbers = new Map(types.map((old, index) => [old, index]));
  const elementNumbers = new Map(elements.map((old, index) => [old, index]));
  const typeOf = (old: number): number => typeNumbers.get(old) ?? 0;
  const elementOf = (old: number): number => elementNumbers.get(old) ?? 0;
  const attributeTexts = new Map<AttributeDeclaration, string>();
  const attribute = <A extends AttributeDeclaration>(one: A): A => {
    const copy = { ...one, type: typeOf(one.type) };
    attributeTexts.set(copy, documentation.attributes.get(one) ?? "");
    return copy;
  };
  const content = (one: ContentModel): ContentModel => {
    if (one.kind === "simple") return { ...one, type: typeOf(one.type) };
    if (one.kind === "all")
      return { ...one, members: one.members.map((member) => ({ ...member, element: elementOf(member.element) })) };
    if (one.kind !== "elements") return one;
    return {
      ...one,
      states: one.states.map((state) => ({
        ...state,
        next: state.next.map(([element, to]) => [elementOf(element), to] as const),
      })),
    };
  };
  const type = (one: TypeDefinition): TypeDefinition => {
    const base = one.base === undefined ? {} : { base: typeOf(one.base) };
    if (one.kind === "simple") return { ...one, ...base };
    return { ...one, ...base, attributes: one.attributes.map(attribute), content: content(one.content) };
  };
  const element = (one: ElementDeclaration): ElementDeclaration => ({ ...one, type: typeOf(one.type) });
  return {
    model: {
      targetNamespace: model.targetNamespace,
      roots: model.roots
        .filter(([, index]) => index === root)
        .map(([name, index]) => [name, elementOf(index)] as const),
      attributes: model.attributes
        .filter(([, { type: index }]) => typeNumbers.has(index))
        .map(([name, one]) => [name, attribute(one)] as const),
      typeNames: model.typeNames
        .filter(([, index]) => typeNumbers.has(index))
        .map(([name, index]) => [name, typeOf(index)] as const),
      elements: elements.flatMap((old) => model.elements[old] ?? []).map(element),
      types: types.flatMap((old) => model.types[old] ?? []).map(type),
    },
    documentation: {
      elements: renumberKeys(documentation.elements, elementNumbers),
      types: renumberKeys(documentation.types, typeNumbers),
      attributes: attributeTexts,
    },
    patterns: renumberKeys(patterns, typeNumbers),
  };
}

function renumberKeys<V>(map: ReadonlyMap<number, V>, numbers: ReadonlyMap<number, number>): Map<number, V> {
  const renumbered = new Map<number, V>();
  for (const [old, value] of map) {
    const index = numbers.get(old);
    if (index !== undefined) renumbered.set(index, value);
  }
  return renumbered;
}

function ascending(a: number, b: number): number {
  return a - b;
}
