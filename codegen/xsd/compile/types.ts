import { anyTypeIndex, type ComplexTypeDefinition, type TypeIndex } from "../../../src/xml/schema-model.ts";
import { otherBuiltinTypes, xsdNamespace } from "../read/builtin-types.ts";
import { checkAttributes, checkChildren, documentation, isTrue, refuseIfSet } from "../read/schema-syntax.ts";
import type { XmlElement } from "../read/xml-tree.ts";
import { XsdError, XsdRefusal } from "../read/xsd-error.ts";
import { AttributeCompiler } from "./attributes.ts";
import type { SchemaComponents, TypeSource } from "./components.ts";
import { ContentCompiler } from "./content.ts";
import { ElementCompiler } from "./elements.ts";
import { allowedChildren } from "./schema-children.ts";
import { restrictSimpleType } from "./simple-types.ts";

/** Compiles simple and complex types, each when it is first referred to. */
export class TypeCompiler implements TypeSource {
  readonly #parts: SchemaComponents;
  readonly attributes: AttributeCompiler;
  readonly elements: ElementCompiler;
  readonly #contents: ContentCompiler;
  /** Types whose base is being compiled; reaching one again is a circle. */
  readonly #pending: Set<string> = new Set();

  constructor(parts: SchemaComponents) {
    this.#parts = parts;
    this.attributes = new AttributeCompiler(parts, this);
    this.elements = new ElementCompiler(parts, this);
    this.#contents = new ContentCompiler(parts, this.elements);
  }

  reference(qName: string, place: XmlElement): TypeIndex {
    const { expanded, namespace, local } = this.#parts.resolveName(qName, place);
    const known = this.#parts.typeNames.get(expanded);
    if (known !== undefined) return known;
    if (namespace === xsdNamespace && otherBuiltinTypes.has(local)) throw new XsdRefusal(`xs:${local}`, place);
    const node = this.#parts.globals.type.get(expanded);
    if (node === undefined) throw new XsdError(`Unknown type "${qName}"`, place);
    return this.named(expanded, node);
  }

  named(name: string, node: XmlElement): TypeIndex {
    const known = this.#parts.typeNames.get(name);
    if (known !== undefined) return known;
    if (this.#pending.has(name)) throw new XsdError("The type is derived from itself", node);
    this.#pending.add(name);
    const index = node.local === "simpleType" ? this.#simpleType(node, name) : this.#complexType(node, name);
    this.#parts.typeNames.set(name, index);
    this.#pending.delete(name);
    return index;
  }

  anonymous(node: XmlElement): TypeIndex {
    if (node.attributes.some(({ namespace, local }) => namespace === "" && local === "name"))
      throw new XsdError(`A <${node.local}> inside another element cannot have a name`, node);
    return node.local === "simpleType" ? this.#simpleType(node, undefined) : this.#complexType(node, undefined);
  }

  #simpleType(node: XmlElement, name: string | undefined): TypeIndex {
    refuseIfSet(node, "final", checkAttributes(node, { name: "ncName", final: "simpleDerivationSet" }).final);
    const [restriction] = checkChildren(node, allowedChildren.simpleType);
    if (restriction === undefined) throw new XsdError("A simple type needs a restriction", node);
    const { base } = checkAttributes(restriction, { base: "qName" });
    const children = checkChildren(restriction, allowedChildren.restriction);
    const inline = children.find(({ local }) => local === "simpleType");
    if ((base === undefined) === (inline === undefined))
      throw new XsdError("A restriction needs either a base attribute or a simpleType inside it", restriction);
    const baseIndex = inline === undefined ? this.reference(base ?? "", restriction) : this.anonymous(inline);
    const compiled = this.#parts.simpleTypes.get(baseIndex);
    if (compiled === undefined) throw new XsdError("The base of a simple type must be simple", restriction);
    if (compiled.definition.primitive === "any")
      throw new XsdError("xs:anySimpleType cannot be restricted", restriction);
    const facets = children.filter((child) => child !== inline);
    for (const facet of facets) checkChildren(facet, allowedChildren.facet);
    const index = this.#parts.addSimpleType(restrictSimpleType(compiled, baseIndex, facets, name));
    this.#parts.documentation.types.set(index, documentation(node));
    return index;
  }

  #complexType(node: XmlElement, name: string | undefined): TypeIndex {
    const attributes =
      name === undefined
        ? { ...checkAttributes(node, { mixed: "boolean" }), abstract: undefined }
        : checkAttributes(node, {
            name: "ncName",
            abstract: "boolean",
            final: "derivationSet",
            block: "derivationSet",
            mixed: "boolean",
          });
    if ("final" in attributes) refuseIfSet(node, "final", attributes.final);
    if ("block" in attributes) refuseIfSet(node, "block", attributes.block);
    const children = checkChildren(node, allowedChildren.complexType);
    const [first] = children;
    const head = {
      kind: "complex" as const,
      ...(name !== undefined && { name }),
      ...(isTrue(attributes.abstract) && { abstract: true as const }),
    };
    const simpleContent = first?.local === "simpleContent" ? this.#simpleContent(first) : undefined;
    const index = this.#parts.addType({
      ...head,
      base: simpleContent?.base ?? anyTypeIndex,
      attributes: simpleContent?.attributes ?? [],
      content: simpleContent?.content ?? { kind: "empty" },
    });
    this.#parts.documentation.types.set(index, documentation(node));
    if (simpleContent !== undefined) return index;
    // A type may contain itself through its elements, so its name must be known before its content is compiled.
    if (name !== undefined) this.#parts.typeNames.set(name, index);
    const group = children.find(({ local }) => local !== "attribute");
    this.#parts.replaceType(index, {
      ...head,
      base: anyTypeIndex,
      attributes: this.attributes.uses(
        children.filter(({ local }) => local === "attribute"),
        [],
      ),
      content: this.#contents.content(group, isTrue(attributes.mixed)),
    });
    return index;
  }

  #simpleContent(
    node: XmlElement,
  ): Pick<ComplexTypeDefinition, "attributes" | "content"> & { readonly base: TypeIndex } {
    checkAttributes(node, {});
    const [derivation] = checkChildren(node, allowedChildren.simpleContent);
    if (derivation?.local !== "extension") throw new XsdRefusal("restriction of simple content", derivation ?? node);
    const { base: baseName } = checkAttributes(derivation, { base: "qName" });
    if (baseName === undefined) throw new XsdError("An extension needs a base", derivation);
    const children = checkChildren(derivation, allowedChildren.extension);
    const base = this.reference(baseName, derivation);
    const type = this.#parts.typeAt(base);
    if (type.kind === "complex" && type.content.kind !== "simple")
      throw new XsdError("The base of simple content must have simple content", derivation);
    const inherited = type.kind === "complex" ? type.attributes : [];
    return {
      base,
      attributes: this.attributes.uses(children, inherited),
      content: type.kind === "complex" ? type.content : { kind: "simple", type: base },
    };
  }
}
