import { isEmptiableMixed } from "../../../src/xml/content-progress.ts";
import {
  type AttributeUse,
  anyTypeIndex,
  type ComplexTypeDefinition,
  type Derivation,
  localName,
  type TypeIndex,
  type Wildcard,
} from "../../../src/xml/schema-model.ts";
import { exclusions } from "../read/schema-scope.ts";
import { checkAttributes, checkChildren, documentation, isTrue } from "../read/schema-syntax.ts";
import type { XmlElement } from "../read/xml-tree.ts";
import { XsdError } from "../read/xsd-error.ts";
import { type AttributeCompiler, type AttributeSet, checkIdCount } from "./attributes.ts";
import type { SchemaComponents } from "./components.ts";
import type { ContentCompiler } from "./content.ts";
import type { Particle } from "./content-automaton.ts";
import { isDerivedFrom } from "./derivation.ts";
import { type RestrictionTypes, restrictionProblem } from "./particle-restriction.ts";
import { allowedChildren } from "./schema-children.ts";
import { isSubset, union } from "./wildcards.ts";

/** What the compiler of complex types needs of the one for simple types. */
export interface SimpleTypeSource {
  reference(qName: string, place: XmlElement): TypeIndex;
  anonymous(node: XmlElement): TypeIndex;
  restrict(base: TypeIndex, facets: readonly XmlElement[], place: XmlElement): TypeIndex;
  /** Completes a type whose content another one derives from. */
  complete(type: TypeIndex, place: XmlElement): void;
}

type Derived = Pick<ComplexTypeDefinition, "base" | "derivation" | "attributes" | "anyAttribute" | "content">;
type Attributes = Pick<ComplexTypeDefinition, "attributes" | "anyAttribute">;
type Head = Pick<ComplexTypeDefinition, "kind" | "name" | "abstract" | "block">;

/** Compiles complex types. */
export class ComplexTypeCompiler {
  readonly #parts: SchemaComponents;
  readonly #types: SimpleTypeSource;
  readonly #attributes: AttributeCompiler;
  readonly #contents: ContentCompiler;
  readonly #restrictions: RestrictionTypes;

  constructor(
    parts: SchemaComponents,
    {
      types,
      attributes,
      contents,
      restrictions,
    }: {
      readonly types: SimpleTypeSource;
      readonly attributes: AttributeCompiler;
      readonly contents: ContentCompiler;
      readonly restrictions: RestrictionTypes;
    },
  ) {
    this.#parts = parts;
    this.#types = types;
    this.#attributes = attributes;
    this.#contents = contents;
    this.#restrictions = restrictions;
  }

  /** Makes a type without content and attributes. A type may contain itself, so they come later. */
  reserve(node: XmlElement, name: string | undefined): TypeIndex {
    const attributes = checkAttributes(node, {
      ...(name !== undefined && {
        name: "ncName",
        abstract: "boolean",
        final: "derivationSet",
        block: "derivationSet",
      }),
      mixed: "boolean",
    } as const);
    const given = attributes as { readonly abstract?: string; readonly final?: string; readonly block?: string };
    const methods = ["extension", "restriction"] as const;
    const block: readonly Derivation[] = [...exclusions(given.block, node.scope.blockDefault, methods)];
    const head: Head = {
      kind: "complex",
      ...(name !== undefined && { name }),
      ...(isTrue(given.abstract) && { abstract: true as const }),
      ...(block.length > 0 && { block }),
    };
    const index = this.#parts.addType({ ...head, base: anyTypeIndex, attributes: [], content: { kind: "empty" } });
    this.#parts.documentation.types.set(index, documentation(node));
    this.#parts.complexTypes.set(index, {
      node,
      particle: undefined,
      mixed: isTrue(attributes.mixed),
      final: exclusions(given.final, node.scope.finalDefault, methods),
    });
    return index;
  }

  /** Gives a reserved type its content and attributes. */
  complete(index: TypeIndex, node: XmlElement): void {
    const { kind, name, abstract, block } = this.#complexAt(index);
    const head: Head = {
      kind,
      ...(name !== undefined && { name }),
      ...(abstract === true && { abstract }),
      ...(block !== undefined && { block }),
    };
    const children = checkChildren(node, allowedChildren.complexType);
    const [first] = children;
    const derived =
      first?.local === "simpleContent"
        ? this.#simpleContent(first)
        : first?.local === "complexContent"
          ? this.#complexContent(index, first)
          : this.#plain(index, children);
    checkIdCount(derived.attributes, node, this.#parts);
    this.#parts.replaceType(index, { ...head, ...derived });
    const parts = this.#parts.complexTypes.get(index);
    if (derived.content.kind === "simple" || parts === undefined) return;
    this.#parts.defer(() => {
      const type = this.#complexAt(index);
      if (type.content.kind === "any") return;
      this.#parts.replaceType(index, { ...type, content: this.#contents.compile(parts.particle, parts.mixed, node) });
    }, "automata");
  }

  #complexAt(index: TypeIndex): ComplexTypeDefinition {
    const type = this.#parts.typeAt(index);
    if (type.kind !== "complex") throw new Error(`type ${index} is not complex`);
    return type;
  }

  #plain(index: TypeIndex, children: readonly XmlElement[]): Derived {
    const parts = this.#parts.complexTypes.get(index);
    const [group] = children;
    const isAttribute = group === undefined || /^(?:attribute|attributeGroup|anyAttribute)$/.test(group.local);
    if (parts !== undefined) parts.particle = this.#contents.particleOf(isAttribute ? undefined : group);
    const set = this.#attributes.read(isAttribute ? children : children.slice(1));
    return {
      base: anyTypeIndex,
      attributes: set.uses,
      ...(set.wildcard !== undefined && { anyAttribute: set.wildcard }),
      content: { kind: "empty" },
    };
  }

  #complexContent(index: TypeIndex, node: XmlElement): Derived {
    const { mixed } = checkAttributes(node, { mixed: "boolean" });
    const [derivation] = checkChildren(node, allowedChildren.complexContent);
    if (derivation === undefined) throw new XsdError("complexContent needs a restriction or an extension", node);
    const { base: name } = checkAttributes(derivation, { base: "qName" });
    if (name === undefined) throw new XsdError(`<${derivation.local}> needs a base`, derivation);
    const children = checkChildren(derivation, allowedChildren.complexDerivation);
    const base = this.#types.reference(name, derivation);
    const baseType = this.#parts.typeAt(base);
    if (baseType.kind !== "complex") throw new XsdError("The base of complex content must be complex", derivation);
    this.#types.complete(base, derivation);
    const baseParts = this.#parts.complexTypes.get(base);
    const parts = this.#parts.complexTypes.get(index);
    if (parts === undefined) throw new Error(`type ${index} was not reserved`);
    if (mixed !== undefined) parts.mixed = isTrue(mixed);
    const method = derivation.local as Derivation;
    this.#checkFinal(base, method, derivation);
    const complete = this.#complexAt(base);
    const [group] = children;
    const isAttribute = group === undefined || /^(?:attribute|attributeGroup|anyAttribute)$/.test(group.local);
    const own = this.#contents.particleOf(isAttribute ? undefined : group);
    const set = this.#attributes.read(isAttribute ? children : children.slice(1));
    const isAny = complete.content.kind === "any";
    const baseParticle = isAny ? anyContent : baseParts?.particle;
    const baseMixed = isAny || baseParts?.mixed === true;
    if (method === "extension") {
      if (complete.content.kind === "simple") {
        if (own !== undefined || parts.mixed)
          throw new XsdError("Elements cannot be added to a type with simple content", derivation);
        return { base, derivation: "extension", ...this.#extend(complete, set, derivation), content: complete.content };
      }
      if (own === undefined && !parts.mixed) parts.mixed = baseMixed;
      if (parts.mixed !== baseMixed && (baseParticle !== undefined || baseMixed))
        throw new XsdError("An extension must be mixed exactly if its base is", derivation);
      if (own?.kind === "all" && baseParticle !== undefined)
        throw new XsdError("<all> cannot be added to a type that has elements", derivation);
      if (baseParticle?.kind === "all" && own !== undefined)
        throw new XsdError("Elements cannot be added to a type with <all>", derivation);
      parts.particle =
        own === undefined
          ? baseParticle
          : baseParticle === undefined
            ? own
            : { min: 1, max: 1, kind: "sequence", particles: [baseParticle, own], hadParticles: true };
      return { base, derivation: "extension", ...this.#extend(complete, set, derivation), content: { kind: "empty" } };
    }
    if (parts.mixed && !baseMixed) throw new XsdError("A restriction cannot be mixed if its base is not", derivation);
    if (complete.content.kind === "simple")
      throw new XsdError("The base of complex content has simple content", derivation);
    parts.particle = own;
    const attributes = isAny ? this.#restrictAny(set) : this.#restrict(complete, set, derivation);
    this.#parts.defer(() => {
      const problem = restrictionProblem(this.#restrictions, own, baseParticle);
      if (problem !== undefined)
        throw new XsdError(`The content is no restriction of the base's: ${problem}`, derivation);
    });
    return { base, ...attributes, content: { kind: "empty" } };
  }

  #checkFinal(base: TypeIndex, method: Derivation, place: XmlElement): void {
    if (this.#parts.complexTypes.get(base)?.final.has(method) !== true) return;
    const name = this.#parts.typeAt(base).name ?? "";
    throw new XsdError(`The type "${localName(name)}" is final for ${method}`, place);
  }

  #extend(base: ComplexTypeDefinition, set: AttributeSet, place: XmlElement): Attributes {
    for (const { name } of set.uses)
      if (base.attributes.some((one) => one.name === name))
        throw new XsdError(`The attribute "${name}" is declared twice`, place);
    const inherited = base.content.kind === "any" ? anyAttributes : base.anyAttribute;
    const wildcard = extendWildcard(inherited, set.wildcard, place);
    return {
      attributes: [...base.attributes, ...set.uses],
      ...(wildcard !== undefined && { anyAttribute: wildcard }),
    };
  }

  #restrictAny(set: AttributeSet): Attributes {
    return { attributes: set.uses, ...(set.wildcard !== undefined && { anyAttribute: set.wildcard }) };
  }

  #restrict(base: ComplexTypeDefinition, { uses, prohibited, wildcard }: AttributeSet, place: XmlElement): Attributes {
    const fail = (reason: string): never => {
      throw new XsdError(`No restriction of the base's attributes: ${reason}`, place);
    };
    for (const use of uses) {
      const inherited = base.attributes.find(({ name }) => name === use.name);
      if (inherited !== undefined) this.#checkRestrictedUse(use, inherited, fail);
      else if (base.anyAttribute === undefined || !isAllowed(base.anyAttribute, use.name))
        fail(`the base has no attribute "${localName(use.name)}"`);
    }
    for (const { name, required } of base.attributes)
      if (required === true && prohibited.has(name) && !uses.some((use) => use.name === name))
        fail(`"${localName(name)}" is required there`);
    if (wildcard !== undefined) {
      if (base.anyAttribute === undefined || !isSubset(wildcard.namespaces, base.anyAttribute.namespaces))
        fail("its wildcard allows more");
      else if (strictness[wildcard.process] < strictness[base.anyAttribute.process])
        fail("its wildcard validates less");
    }
    const kept = base.attributes.filter(({ name }) => !prohibited.has(name) || uses.some((use) => use.name === name));
    const attributes = kept.map((one) => uses.find(({ name }) => name === one.name) ?? one);
    return {
      attributes: [...attributes, ...uses.filter((use) => !attributes.includes(use))],
      ...(wildcard !== undefined && { anyAttribute: wildcard }),
    };
  }

  #checkRestrictedUse(use: AttributeUse, inherited: AttributeUse, fail: (reason: string) => never): void {
    const name = localName(use.name);
    if (inherited.required === true && use.required !== true) fail(`"${name}" is required there`);
    if (!isDerivedFrom(this.#parts, use.type, inherited.type))
      fail(`the type of "${name}" is not derived from the one there`);
    if (inherited.fixed === undefined) return;
    const type = this.#parts.simpleType(inherited.type);
    if (use.fixed === undefined || !type.equal(type.normalize(use.fixed), type.normalize(inherited.fixed)))
      fail(`"${name}" has another fixed value there`);
  }

  #simpleContent(node: XmlElement): Derived {
    checkAttributes(node, {});
    const [derivation] = checkChildren(node, allowedChildren.simpleContent);
    if (derivation === undefined) throw new XsdError("simpleContent needs a restriction or an extension", node);
    const { base: name } = checkAttributes(derivation, { base: "qName" });
    if (name === undefined) throw new XsdError(`<${derivation.local}> needs a base`, derivation);
    const isExtension = derivation.local === "extension";
    const children = checkChildren(
      derivation,
      isExtension ? allowedChildren.extension : allowedChildren.simpleRestriction,
    );
    const base = this.#types.reference(name, derivation);
    const type = this.#parts.typeAt(base);
    if (type.kind === "complex") {
      this.#types.complete(base, derivation);
      this.#checkFinal(base, isExtension ? "extension" : "restriction", derivation);
    } else if (this.#parts.simpleTypes.get(base)?.final?.has("extension") === true)
      throw new XsdError("The base type is final for extension", derivation);
    const complete = type.kind === "complex" ? this.#complexAt(base) : undefined;
    const isAttribute = ({ local }: XmlElement): boolean => /^(?:attribute|attributeGroup|anyAttribute)$/.test(local);
    const set = this.#attributes.read(children.filter(isAttribute));
    if (isExtension) {
      if (complete !== undefined && complete.content.kind !== "simple")
        throw new XsdError("The base of simple content must have simple content", derivation);
      const empty: ComplexTypeDefinition = { kind: "complex", attributes: [], content: { kind: "empty" } };
      return {
        base,
        derivation: "extension",
        ...this.#extend(complete ?? empty, set, derivation),
        content: complete?.content ?? { kind: "simple", type: base },
      };
    }
    if (complete === undefined) throw new XsdError("A restriction of simple content needs a complex base", derivation);
    const inline = children.find(({ local }) => local === "simpleType");
    const facets = children.filter((child) => child !== inline && !isAttribute(child));
    const attributes = this.#restrict(complete, set, derivation);
    let content: TypeIndex;
    if (complete.content.kind === "simple") {
      content = inline === undefined ? complete.content.type : this.#types.anonymous(inline);
      if (!isDerivedFrom(this.#parts, content, complete.content.type))
        throw new XsdError("The type inside is not derived from the base's", derivation);
    } else {
      const baseParts = this.#parts.complexTypes.get(base);
      if (inline === undefined || (baseParts?.mixed !== true && complete.content.kind !== "any"))
        throw new XsdError("A restriction to simple content needs a mixed base and a simpleType inside it", derivation);
      content = this.#types.anonymous(inline);
      this.#parts.defer(() => {
        if (!isEmptiableMixed(this.#complexAt(base)))
          throw new XsdError("The base of a restriction to simple content must allow no elements", derivation);
      });
    }
    const type2 = facets.length === 0 ? content : this.#types.restrict(content, facets, derivation);
    return { base, ...attributes, content: { kind: "simple", type: type2 } };
  }
}

/** How strictly the processing modes of wildcards validate. */
const strictness = { skip: 0, lax: 1, strict: 2 } as const;

/** The attributes and the content of xs:anyType. */
const anyAttributes: Wildcard = { namespaces: "any", process: "lax" };
const anyContent: Particle = {
  min: 0,
  max: Number.POSITIVE_INFINITY,
  kind: "any",
  wildcard: { namespaces: "any", process: "lax" },
};

function isAllowed({ namespaces }: Wildcard, name: string): boolean {
  return isSubset([name.startsWith("{") ? name.slice(1, name.lastIndexOf("}")) : ""], namespaces);
}

function extendWildcard(
  base: Wildcard | undefined,
  own: Wildcard | undefined,
  place: XmlElement,
): Wildcard | undefined {
  if (base === undefined || own === undefined) return own ?? base;
  const namespaces = union(base.namespaces, own.namespaces);
  if (namespaces === undefined) throw new XsdError("No constraint expresses both wildcards", place);
  return { namespaces, process: own.process };
}
