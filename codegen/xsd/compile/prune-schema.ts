import {
  type AttributeDeclaration,
  allowsNamespace,
  anyTypeIndex,
  type ContentModel,
  type ElementDeclaration,
  type ElementIndex,
  elementAt,
  namespaceOf,
  type SchemaModel,
  type TypeDefinition,
  type TypeIndex,
  typeAt,
  type Wildcard,
} from "../../../src/xml/schema-model.ts";
import { derivedTypes } from "./derived-types.ts";
import type { CompiledSchema } from "./schema.ts";

/** A schema without the parts that documents with one root cannot need. */
interface PrunedSchema {
  readonly schema: CompiledSchema;
  /** The root in the pruned schema. */
  readonly root: ElementIndex;
}

/**
 * Removes the parts of a schema that documents with one root cannot need, so that generated code contains no unused
 * types. Types derived from kept ones are kept too, because `xsi:type` may name them; other types it would not find.
 */
export function pruneSchema(schema: CompiledSchema, root: ElementIndex): PrunedSchema {
  const { types, elements, kept } = reachableFrom(schema.model, root);
  return renumber(schema, new Numbering(types), new Numbering(elements), { root, kept });
}

function reachableFrom(
  model: SchemaModel,
  root: ElementIndex,
): {
  readonly types: ReadonlySet<TypeIndex>;
  readonly elements: ReadonlySet<ElementIndex>;
  /** The names of other global elements that a wildcard may find. */
  readonly kept: ReadonlySet<string>;
} {
  const types = new Set<TypeIndex>([anyTypeIndex]);
  const elements = new Set<ElementIndex>();
  const kept = new Set<string>();
  const elementTypes = new Set<TypeIndex>();
  const visitElement = (index: ElementIndex): void => {
    if (elements.has(index)) return;
    elements.add(index);
    const { type } = elementAt(model, index);
    if (type === anyTypeIndex) visitWildcard({ namespaces: "any", process: "lax" });
    visitType(type);
    elementTypes.add(type);
  };
  // What a wildcard allows is validated where a schema declares it, so every declaration of its namespaces stays.
  const visitWildcard = ({ namespaces, process }: Wildcard): void => {
    if (process === "skip") return;
    for (const [name, element] of model.roots)
      if (allowsNamespace(namespaces, namespaceOf(name))) {
        kept.add(name);
        visitElement(element);
      }
    visitAnyAttribute({ namespaces, process });
    // `xsi:type` may name any type there.
    for (const [, type] of model.typeNames) visitType(type);
  };
  const visitAnyAttribute = ({ namespaces, process }: Wildcard): void => {
    if (process === "skip") return;
    for (const [name, { type }] of model.attributes)
      if (allowsNamespace(namespaces, namespaceOf(name))) visitType(type);
  };
  const visitType = (index: TypeIndex): void => {
    if (types.has(index)) return;
    types.add(index);
    const type = typeAt(model, index);
    if (type.base !== undefined) visitType(type.base);
    if (type.kind === "simple") {
      for (const part of [...(type.members ?? []), ...(type.item === undefined ? [] : [type.item])]) visitType(part);
      return;
    }
    if (type.anyAttribute !== undefined) visitAnyAttribute(type.anyAttribute);
    for (const attribute of type.attributes) visitType(attribute.type);
    const { content } = type;
    if (content.kind === "simple") visitType(content.type);
    if (content.kind === "elements")
      for (const { next, any = [] } of content.states) {
        for (const [element] of next) visitElement(element);
        for (const [wildcard] of any) visitWildcard(wildcard);
      }
    if (content.kind === "all")
      for (const { element, substitutes = [] } of content.members)
        for (const one of [element, ...substitutes]) visitElement(one);
  };
  visitElement(root);
  // The loop meets the types that are added while it runs, too.
  for (const base of types)
    if (base !== anyTypeIndex)
      for (const index of derivedTypes(model, base)) if (isUserType(typeAt(model, index))) visitType(index);
  // `xsi:type` may also name a built-in type derived from a built-in one, though few documents do.
  for (const base of elementTypes)
    if (base !== anyTypeIndex)
      for (const index of derivedTypes(model, base)) {
        visitType(index);
        elementTypes.add(index);
      }
  return { types, elements, kept };
}

function isUserType({ name }: TypeDefinition): boolean {
  return name !== undefined && !name.startsWith("{http://www.w3.org/2001/XMLSchema}");
}

/** New numbers for the kept indexes of one kind, in their old order. */
class Numbering<Index extends number> {
  readonly kept: readonly Index[];
  readonly #numbers: ReadonlyMap<Index, Index>;

  constructor(indexes: ReadonlySet<Index>) {
    this.kept = [...indexes].sort((a, b) => a - b);
    this.#numbers = new Map(this.kept.map((old, number) => [old, number as Index]));
  }

  has(old: Index): boolean {
    return this.#numbers.has(old);
  }

  of(old: Index): Index {
    const number = this.#numbers.get(old);
    if (number === undefined) throw new Error(`index ${old} was removed from the schema, but something refers to it`);
    return number;
  }

  /** Renumbers the keys of a table and drops the entries of removed parts. */
  keys<V>(table: ReadonlyMap<Index, V>): Map<Index, V> {
    return new Map([...table].flatMap(([old, value]) => (this.has(old) ? [[this.of(old), value]] : [])));
  }
}

function renumber(
  { model, documentation, patterns }: CompiledSchema,
  types: Numbering<TypeIndex>,
  elements: Numbering<ElementIndex>,
  { root, kept }: { readonly root: ElementIndex; readonly kept: ReadonlySet<string> },
): PrunedSchema {
  const attributeTexts = new Map<AttributeDeclaration, string>();
  const attribute = <A extends AttributeDeclaration>(one: A): A => {
    const copy = { ...one, type: types.of(one.type) };
    attributeTexts.set(copy, documentation.attributes.get(one) ?? "");
    return copy;
  };
  const content = (one: ContentModel): ContentModel => {
    if (one.kind === "simple") return { ...one, type: types.of(one.type) };
    if (one.kind === "all")
      return {
        ...one,
        members: one.members.map((member) => ({
          ...member,
          element: elements.of(member.element),
          ...(member.substitutes !== undefined && {
            substitutes: member.substitutes.map((other) => elements.of(other)),
          }),
        })),
      };
    if (one.kind !== "elements") return one;
    return {
      ...one,
      states: one.states.map((state) => ({
        ...state,
        next: state.next.map(([element, to]) => [elements.of(element), to] as const),
      })),
    };
  };
  const type = (one: TypeDefinition): TypeDefinition => {
    const base = one.base !== undefined && { base: types.of(one.base) };
    if (one.kind === "simple")
      return {
        ...one,
        ...base,
        ...(one.item !== undefined && { item: types.of(one.item) }),
        ...(one.members !== undefined && { members: one.members.map((member) => types.of(member)) }),
      };
    return { ...one, ...base, attributes: one.attributes.map(attribute), content: content(one.content) };
  };
  const element = (one: ElementDeclaration): ElementDeclaration => ({ ...one, type: types.of(one.type) });
  const schema: CompiledSchema = {
    model: {
      targetNamespace: model.targetNamespace,
      roots: model.roots
        .filter(([name, index]) => index === root || kept.has(name))
        .map(([name, index]) => [name, elements.of(index)] as const),
      attributes: model.attributes
        .filter(([, declaration]) => types.has(declaration.type))
        .map(([name, one]) => [name, attribute(one)] as const),
      typeNames: model.typeNames
        .filter(([, index]) => types.has(index))
        .map(([name, index]) => [name, types.of(index)] as const),
      elements: elements.kept.map((old) => element(elementAt(model, old))),
      types: types.kept.map((old) => type(typeAt(model, old))),
    },
    documentation: {
      elements: elements.keys(documentation.elements),
      types: types.keys(documentation.types),
      attributes: attributeTexts,
    },
    patterns: types.keys(patterns),
  };
  return { schema, root: elements.of(root) };
}
