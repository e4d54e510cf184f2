import {
  type AttributeDeclaration,
  type AttributeUse,
  expandedName,
  type Wildcard,
} from "../../../src/xml/schema-model.ts";
import { type CheckedAttributes, checkAttributes, checkChildren, documentation } from "../read/schema-syntax.ts";
import type { XmlElement } from "../read/xml-tree.ts";
import { XsdError } from "../read/xsd-error.ts";
import type { SchemaComponents, TypeSource } from "./components.ts";
import { allowedChildren } from "./schema-children.ts";
import { intersection, readWildcard } from "./wildcards.ts";

const xmlNamespace = "http://www.w3.org/XML/1998/namespace";
const xsiNamespace = "http://www.w3.org/2001/XMLSchema-instance";

/** Compiles attribute declarations and the uses that complex types make of them. */
export class AttributeCompiler {
  readonly #parts: SchemaComponents;
  readonly #typeSource: TypeSource;
  readonly #groups = new Map<string, AttributeSet>();
  readonly #openGroups = new Set<string>();

  constructor(parts: SchemaComponents, typeSource: TypeSource) {
    this.#parts = parts;
    this.#typeSource = typeSource;
  }

  global(name: string, node: XmlElement): AttributeDeclaration {
    const known = this.#parts.globalAttributes.get(name);
    if (known !== undefined) return known;
    const attributes = checkAttributes(node, { name: "ncName", type: "qName", default: "any", fixed: "any" });
    const declaration = this.#declare(name, node, attributes);
    this.#parts.globalAttributes.set(name, declaration);
    return declaration;
  }

  /** Compiles the attributes, attribute groups and the wildcard of a complex type or an attribute group. */
  read(nodes: readonly XmlElement[]): AttributeSet {
    const uses: AttributeUse[] = [];
    const prohibited = new Set<string>();
    let wildcard: Wildcard | undefined;
    let own: XmlElement | undefined;
    const groups: AttributeSet[] = [];
    const add = (use: AttributeUse, node: XmlElement): void => {
      if (uses.some(({ name }) => name === use.name))
        throw new XsdError(`The attribute "${use.name}" is declared twice`, node);
      uses.push(use);
    };
    for (const node of nodes) {
      if (node.local === "anyAttribute") own = node;
      else if (node.local === "attributeGroup") {
        const group = this.#groupReference(node);
        for (const use of group.uses) add(use, node);
        groups.push(group);
      } else {
        const { use, isProhibited } = this.#use(node);
        if (isProhibited) prohibited.add(use.name);
        else add(use, node);
      }
    }
    if (own !== undefined) wildcard = readWildcard(own);
    for (const group of groups) {
      if (group.wildcard === undefined) continue;
      if (wildcard === undefined) wildcard = group.wildcard;
      else {
        const both = intersection(wildcard.namespaces, group.wildcard.namespaces);
        if (both === undefined)
          throw new XsdError(
            "The wildcards of the attribute groups have no common constraint",
            own ?? nodes[0] ?? noPlace,
          );
        wildcard = { namespaces: both, process: wildcard.process };
      }
    }
    return { uses, prohibited, wildcard };
  }

  /** Compiles an attribute group that is defined by itself. */
  group(name: string, node: XmlElement): AttributeSet {
    const known = this.#groups.get(name);
    if (known !== undefined) return known;
    if (this.#openGroups.has(name)) throw new XsdError("The attribute group contains itself", node);
    this.#openGroups.add(name);
    checkAttributes(node, { name: "ncName" });
    const set = this.read(checkChildren(node, allowedChildren.attributeGroup));
    checkIdCount(set.uses, node, this.#parts);
    this.#openGroups.delete(name);
    this.#groups.set(name, set);
    return set;
  }

  #groupReference(node: XmlElement): AttributeSet {
    const { ref } = checkAttributes(node, { ref: "qName" });
    checkChildren(node, allowedChildren.annotated);
    if (ref === undefined) throw new XsdError("An attributeGroup inside a type needs a ref", node);
    const target = this.#parts.global("attributeGroup", ref, node);
    return this.group(target.expanded, target.node);
  }

  #use(node: XmlElement): { readonly use: AttributeUse; readonly isProhibited: boolean } {
    const attributes = checkAttributes(node, {
      name: "ncName",
      ref: "qName",
      type: "qName",
      form: "form",
      use: "use",
      default: "any",
      fixed: "any",
    });
    const declaration = this.#local(node, attributes);
    if (attributes.default !== undefined && (attributes.use ?? "optional") !== "optional")
      throw new XsdError("An attribute with a default must be optional", node);
    const use: AttributeUse = { ...declaration, ...(attributes.use === "required" && { required: true }) };
    this.#parts.documentation.attributes.set(use, documentation(node));
    return { use, isProhibited: attributes.use === "prohibited" };
  }

  #declare(
    name: string,
    node: XmlElement,
    attributes: CheckedAttributes<{ type: "qName"; default: "any"; fixed: "any" }>,
  ): AttributeDeclaration {
    if (name === "xmlns") throw new XsdError('An attribute cannot be named "xmlns"', node);
    if (name.startsWith(`{${xsiNamespace}}`))
      throw new XsdError("Attributes of the schema instance namespace cannot be declared", node);
    const [inline] = checkChildren(node, allowedChildren.attribute);
    if (inline !== undefined && attributes.type !== undefined)
      throw new XsdError("An attribute cannot have both a type attribute and a type inside it", node);
    if (attributes.default !== undefined && attributes.fixed !== undefined)
      throw new XsdError("default and fixed cannot be combined", node);
    const type =
      inline !== undefined
        ? this.#typeSource.anonymous(inline)
        : attributes.type !== undefined
          ? this.#typeSource.reference(attributes.type, node)
          : this.#parts.builtin("anySimpleType");
    if (this.#parts.typeAt(type).kind !== "simple") throw new XsdError("An attribute's type must be simple", node);
    const value = attributes.default ?? attributes.fixed;
    if (value !== undefined) this.#parts.checkValue(type, value, node);
    const declaration: AttributeDeclaration = {
      name,
      type,
      ...(attributes.default !== undefined && { default: attributes.default }),
      ...(attributes.fixed !== undefined && { fixed: attributes.fixed }),
    };
    this.#parts.documentation.attributes.set(declaration, documentation(node));
    return declaration;
  }

  #local(
    node: XmlElement,
    attributes: CheckedAttributes<{
      name: "ncName";
      ref: "qName";
      type: "qName";
      form: "form";
      default: "any";
      fixed: "any";
    }>,
  ): AttributeDeclaration {
    if ((attributes.name === undefined) === (attributes.ref === undefined))
      throw new XsdError("An attribute needs either a name or a ref", node);
    if (attributes.name !== undefined) {
      const qualified =
        attributes.form === undefined ? node.scope.attributesQualified : attributes.form === "qualified";
      return this.#declare(
        expandedName(qualified ? node.scope.targetNamespace : "", attributes.name),
        node,
        attributes,
      );
    }
    const [inline] = checkChildren(node, allowedChildren.attribute);
    if (inline !== undefined || attributes.type !== undefined || attributes.form !== undefined)
      throw new XsdError("An attribute with a ref cannot have a type or form", node);
    const reference = attributes.ref ?? "";
    const declared = this.#reference(reference, node);
    const value = attributes.default ?? attributes.fixed;
    if (value === undefined) return declared;
    if (attributes.default !== undefined && attributes.fixed !== undefined)
      throw new XsdError("default and fixed cannot be combined", node);
    this.#parts.checkValue(declared.type, value, node);
    const type = this.#parts.typeAt(declared.type);
    if (declared.fixed !== undefined) {
      const simple = type.kind === "simple" ? this.#parts.simpleType(declared.type) : undefined;
      if (attributes.fixed === undefined || !simple?.equal(simple.normalize(declared.fixed), simple.normalize(value)))
        throw new XsdError("The referenced attribute has another fixed value", node);
    }
    const { name, type: index } = declared;
    return attributes.fixed !== undefined
      ? { name, type: index, fixed: attributes.fixed }
      : { name, type: index, default: value };
  }

  #reference(reference: string, node: XmlElement): AttributeDeclaration {
    const { namespace, local } = this.#parts.resolveName(reference, node);
    const builtin = namespace === xmlNamespace ? this.#parts.xmlAttribute(local) : undefined;
    if (builtin !== undefined) return builtin;
    const { expanded, node: target } = this.#parts.global("attribute", reference, node);
    return this.global(expanded, target);
  }
}

const noPlace = { line: 1, column: 1 };

/** The attributes of a complex type or an attribute group. */
export interface AttributeSet {
  readonly uses: readonly AttributeUse[];
  /** The names that a restriction takes away from its base. */
  readonly prohibited: ReadonlySet<string>;
  readonly wildcard: Wildcard | undefined;
}

/** An element has at most one attribute that gives it a name. */
export function checkIdCount(uses: readonly AttributeUse[], node: XmlElement, parts: SchemaComponents): void {
  const ids = uses.filter(({ type }) => {
    const definition = parts.typeAt(type);
    return definition.kind === "simple" && definition.identity === "ID";
  });
  if (ids.length > 1) throw new XsdError("Two attributes have the type ID", node);
}
