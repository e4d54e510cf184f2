import type { SimpleTypeDefinition, TypeIndex } from "../../../src/xml/schema-model.ts";
import { otherBuiltinTypes, xsdNamespace } from "../read/builtin-types.ts";
import { exclusions } from "../read/schema-scope.ts";
import { checkAttributes, checkChildren, documentation } from "../read/schema-syntax.ts";
import type { XmlElement } from "../read/xml-tree.ts";
import { XsdError, XsdRefusal } from "../read/xsd-error.ts";
import { AttributeCompiler } from "./attributes.ts";
import { ComplexTypeCompiler, type SimpleTypeSource } from "./complex-types.ts";
import type { SchemaComponents, TypeSource } from "./components.ts";
import { ContentCompiler } from "./content.ts";
import { ElementCompiler } from "./elements.ts";
import { allowedChildren } from "./schema-children.ts";
import { restrictSimpleType } from "./simple-types.ts";
import { restrictionTypes } from "./substitution.ts";

const simpleFinal = ["restriction", "list", "union", "extension"] as const;

/** Compiles simple and complex types, each when it is first referred to. */
export class TypeCompiler implements TypeSource, SimpleTypeSource {
  readonly #parts: SchemaComponents;
  readonly attributes: AttributeCompiler;
  readonly elements: ElementCompiler;
  readonly contents: ContentCompiler;
  readonly #complex: ComplexTypeCompiler;
  /** Types whose base is being compiled; reaching one again is a circle. */
  readonly #pending: Set<string> = new Set();
  /** Complex types whose content is not known yet; while it is being compiled, it is marked as open. */
  readonly #incomplete = new Map<TypeIndex, { readonly node: XmlElement; open: boolean }>();

  constructor(parts: SchemaComponents) {
    this.#parts = parts;
    this.attributes = new AttributeCompiler(parts, this);
    this.elements = new ElementCompiler(parts, this);
    this.contents = new ContentCompiler(parts, this.elements);
    this.#complex = new ComplexTypeCompiler(parts, {
      types: this,
      attributes: this.attributes,
      contents: this.contents,
      restrictions: restrictionTypes(parts, this.elements),
    });
  }

  reference(qName: string, place: XmlElement): TypeIndex {
    const { expanded, namespace, local } = this.#parts.resolveName(qName, place);
    const known = this.#parts.typeNames.get(expanded);
    if (known !== undefined) return known;
    if (namespace === xsdNamespace && otherBuiltinTypes.has(local))
      throw local === "NOTATION"
        ? new XsdRefusal("xs:NOTATION", place)
        : new XsdRefusal("XSD 1.1", place, `xs:${local} belongs to XSD 1.1`);
    return this.named(expanded, this.#parts.global("type", qName, place).node);
  }

  named(name: string, node: XmlElement): TypeIndex {
    const known = this.#parts.typeNames.get(name);
    if (known !== undefined) return known;
    if (this.#pending.has(name)) throw new XsdError("The type is derived from itself", node);
    this.#pending.add(name);
    const index = node.local === "simpleType" ? this.#simpleType(node, name) : this.#reserve(node, name);
    this.#parts.typeNames.set(name, index);
    this.#pending.delete(name);
    return index;
  }

  anonymous(node: XmlElement): TypeIndex {
    if (node.attributes.some(({ namespace, local }) => namespace === "" && local === "name"))
      throw new XsdError(`A <${node.local}> inside another element cannot have a name`, node);
    return node.local === "simpleType" ? this.#simpleType(node, undefined) : this.#reserve(node, undefined);
  }

  #reserve(node: XmlElement, name: string | undefined): TypeIndex {
    const index = this.#complex.reserve(node, name);
    this.#incomplete.set(index, { node, open: false });
    this.#parts.defer(() => this.complete(index, node), "completion");
    return index;
  }

  complete(index: TypeIndex, place: XmlElement): void {
    const entry = this.#incomplete.get(index);
    if (entry === undefined) return;
    if (entry.open) throw new XsdError("The type is derived from itself", place);
    entry.open = true;
    this.#complex.complete(index, entry.node);
    this.#incomplete.delete(index);
  }

  restrict(base: TypeIndex, facets: readonly XmlElement[], place: XmlElement): TypeIndex {
    const compiled = this.#parts.simpleTypes.get(base);
    if (compiled === undefined) throw new XsdError("The base of a simple type must be simple", place);
    for (const facet of facets) checkChildren(facet, allowedChildren.facet);
    return this.#parts.addSimpleType(
      restrictSimpleType(compiled, { type: this.#parts.simpleType(base), index: base }, facets, undefined),
    );
  }

  #simpleType(node: XmlElement, name: string | undefined): TypeIndex {
    const attributes = checkAttributes(node, { name: "ncName", final: "simpleDerivationSet" });
    const [derivation] = checkChildren(node, allowedChildren.simpleType);
    if (derivation === undefined) throw new XsdError("A simple type needs a restriction, a list or a union", node);
    const final = exclusions(attributes.final, node.scope.finalDefault, simpleFinal);
    const index =
      derivation.local === "restriction"
        ? this.#restriction(derivation, name, final)
        : this.#structure(derivation, name, final);
    this.#parts.documentation.types.set(index, documentation(node));
    return index;
  }

  #restriction(node: XmlElement, name: string | undefined, final: ReadonlySet<string>): TypeIndex {
    const { base } = checkAttributes(node, { base: "qName" });
    const children = checkChildren(node, allowedChildren.restriction);
    const inline = children.find(({ local }) => local === "simpleType");
    if ((base === undefined) === (inline === undefined))
      throw new XsdError("A restriction needs either a base attribute or a simpleType inside it", node);
    const baseIndex = inline === undefined ? this.reference(base ?? "", node) : this.anonymous(inline);
    const compiled = this.#simple(baseIndex, "base", node);
    const { definition } = compiled;
    if (definition.primitive === "any" && definition.item === undefined && definition.members === undefined)
      throw new XsdError("xs:anySimpleType cannot be restricted", node);
    this.#checkFinal(baseIndex, "restriction", node);
    const facets = children.filter((child) => child !== inline);
    for (const facet of facets) checkChildren(facet, allowedChildren.facet);
    const base2 = { type: this.#parts.simpleType(baseIndex), index: baseIndex };
    return this.#parts.addSimpleType({ ...restrictSimpleType(compiled, base2, facets, name), final });
  }

  #structure(node: XmlElement, name: string | undefined, final: ReadonlySet<string>): TypeIndex {
    const isList = node.local === "list";
    const references = isList
      ? checkAttributes(node, { itemType: "qName" }).itemType
      : checkAttributes(node, { memberTypes: "qNames" }).memberTypes;
    const inline = checkChildren(node, isList ? allowedChildren.list : allowedChildren.union);
    const names = (references ?? "").split(" ").filter((one) => one !== "");
    if (isList && (names.length === 0) === (inline.length === 0))
      throw new XsdError("A list needs either an itemType or a simpleType inside it", node);
    if (!isList && names.length + inline.length === 0) throw new XsdError("A union needs member types", node);
    const types = [...names.map((one) => this.reference(one, node)), ...inline.map((one) => this.anonymous(one))];
    for (const type of types) {
      const { definition } = this.#simple(type, isList ? "item type" : "member type", node);
      if (isList && this.#containsList(definition)) throw new XsdError("The items of a list cannot be lists", node);
      this.#checkFinal(type, isList ? "list" : "union", node);
    }
    const [item] = types;
    const definition: SimpleTypeDefinition = {
      kind: "simple",
      ...(name !== undefined && { name }),
      base: this.#parts.builtin("anySimpleType"),
      primitive: "any",
      whiteSpace: isList ? "collapse" : "preserve",
      ...(isList && item !== undefined ? { item } : { members: types }),
    };
    return this.#parts.addSimpleType({
      definition,
      fixed: new Set(isList ? ["whiteSpace"] : []),
      patterns: [],
      final,
    });
  }

  #simple(type: TypeIndex, role: string, node: XmlElement) {
    const compiled = this.#parts.simpleTypes.get(type);
    if (compiled === undefined) throw new XsdError(`The ${role} of a simple type must be simple`, node);
    return compiled;
  }

  #containsList({ item, members }: SimpleTypeDefinition): boolean {
    return (
      item !== undefined ||
      (members ?? []).some((member) => {
        const definition = this.#parts.typeAt(member);
        return definition.kind === "simple" && this.#containsList(definition);
      })
    );
  }

  #checkFinal(type: TypeIndex, method: string, node: XmlElement): void {
    if (this.#parts.simpleTypes.get(type)?.final?.has(method) === true)
      throw new XsdError(`The type is final for ${method}`, node);
  }
}
