import { isEmptiableMixed } from "../../../src/xml/content-progress.ts";
import { anyTypeIndex, type ElementIndex, expandedName, type TypeIndex } from "../../../src/xml/schema-model.ts";
import { exclusions } from "../read/schema-scope.ts";
import {
  type CheckedAttributes,
  checkAttributes,
  checkChildren,
  documentation,
  isTrue,
  occurrence,
} from "../read/schema-syntax.ts";
import type { XmlElement } from "../read/xml-tree.ts";
import { XsdError, XsdRefusal } from "../read/xsd-error.ts";
import type { SchemaComponents, TypeSource } from "./components.ts";
import type { Particle } from "./content-automaton.ts";
import { ConstraintCompiler } from "./identity-constraints.ts";
import { allowedChildren } from "./schema-children.ts";

/** Compiles element declarations, global and local. */
export class ElementCompiler {
  readonly #parts: SchemaComponents;
  readonly #typeSource: TypeSource;
  readonly #constraints: ConstraintCompiler;
  /** The head of the substitution group of an element. */
  readonly heads: Map<ElementIndex, { readonly head: ElementIndex; readonly node: XmlElement }> = new Map();
  /** How the types of elements that stand in for a head may not be derived. */
  readonly final: Map<ElementIndex, ReadonlySet<"extension" | "restriction">> = new Map();
  /** The heads that no element may stand in for. */
  readonly unsubstitutable: Set<ElementIndex> = new Set();

  constructor(parts: SchemaComponents, typeSource: TypeSource) {
    this.#constraints = new ConstraintCompiler(parts);
    this.#parts = parts;
    this.#typeSource = typeSource;
  }

  global(name: string, node: XmlElement): ElementIndex {
    const known = this.#parts.globalElements.get(name);
    if (known !== undefined) return known;
    const attributes = checkAttributes(node, {
      name: "ncName",
      type: "qName",
      substitutionGroup: "qName",
      default: "any",
      fixed: "any",
      nillable: "boolean",
      abstract: "boolean",
      final: "derivationSet",
      block: "blockSet",
    });
    const index = this.#parts.reserveElement();
    this.#parts.globalElements.set(name, index);
    const { substitutionGroup } = attributes;
    const head = substitutionGroup === undefined ? undefined : this.#head(substitutionGroup, node);
    this.#declare(index, name, node, attributes, isTrue(attributes.abstract), head);
    this.final.set(index, exclusions(attributes.final, node.scope.finalDefault, ["extension", "restriction"]));
    if (head !== undefined) this.heads.set(index, { head, node });
    return index;
  }

  /** The element that another one may stand in for. */
  #head(qName: string, node: XmlElement): ElementIndex {
    const { expanded } = this.#parts.resolveName(qName, node);
    const target = this.#parts.globals.element.get(expanded);
    // The recommendation lets a processor go on without the missing element; others report an error.
    if (target === undefined)
      throw new XsdRefusal(
        "substitutionGroup of a missing element",
        node,
        `No document declares the element "${qName}"`,
      );
    return this.global(expanded, target);
  }

  particle(node: XmlElement): Particle {
    const kinds = {
      name: "ncName",
      ref: "qName",
      type: "qName",
      minOccurs: "count",
      maxOccurs: "countOrUnbounded",
      default: "any",
      fixed: "any",
      nillable: "boolean",
      block: "blockSet",
      form: "form",
    } as const;
    const attributes = checkAttributes(node, kinds);
    const bounds = occurrence(node, kinds);
    if ((attributes.name === undefined) === (attributes.ref === undefined))
      throw new XsdError("An element needs either a name or a ref", node);
    if (attributes.ref !== undefined) {
      for (const name of ["type", "default", "fixed", "nillable", "block", "form"] as const)
        if (attributes[name] !== undefined) throw new XsdError(`An element with a ref cannot have "${name}"`, node);
      if (checkChildren(node, allowedChildren.element).length > 0)
        throw new XsdError("An element with a ref cannot have a type", node);
      const { expanded, node: target } = this.#parts.global("element", attributes.ref, node);
      return { ...bounds, kind: "element", name: expanded, element: this.global(expanded, target) };
    }
    const qualified = attributes.form === undefined ? node.scope.elementsQualified : attributes.form === "qualified";
    const name = expandedName(qualified ? node.scope.targetNamespace : "", attributes.name ?? "");
    const element = this.#parts.reserveElement();
    this.#declare(element, name, node, attributes, false);
    return { ...bounds, kind: "element", name, element };
  }

  #declare(
    index: ElementIndex,
    name: string,
    node: XmlElement,
    attributes: CheckedAttributes<{
      type: "qName";
      default: "any";
      fixed: "any";
      nillable: "boolean";
      block: "blockSet";
    }>,
    abstract: boolean,
    head?: ElementIndex,
  ): void {
    const block = exclusions(attributes.block, node.scope.blockDefault, ["extension", "restriction", "substitution"]);
    const children = checkChildren(node, allowedChildren.element);
    const inline = children.find(({ local }) => local === "simpleType" || local === "complexType");
    const constraints = children.filter((child) => child !== inline);
    if (inline !== undefined && attributes.type !== undefined)
      throw new XsdError("An element cannot have both a type attribute and a type inside it", node);
    if (attributes.default !== undefined && attributes.fixed !== undefined)
      throw new XsdError("default and fixed cannot be combined", node);
    const type =
      inline !== undefined
        ? this.#typeSource.anonymous(inline)
        : attributes.type !== undefined
          ? this.#typeSource.reference(attributes.type, node)
          : head !== undefined
            ? this.#parts.elementAt(head).type
            : anyTypeIndex;
    const excluded = [...block].filter((one) => one !== "substitution");
    if (block.has("substitution")) this.unsubstitutable.add(index);
    this.#parts.replaceElement(index, {
      name,
      type,
      ...(isTrue(attributes.nillable) && { nillable: true }),
      ...(abstract && { abstract: true }),
      ...(attributes.default !== undefined && { default: attributes.default }),
      ...(attributes.fixed !== undefined && { fixed: attributes.fixed }),
      ...(excluded.length > 0 && { block: excluded }),
      ...(constraints.length > 0 && { constraints: this.#constraints.read(constraints) }),
    });
    this.#parts.documentation.elements.set(index, documentation(node));
    const value = attributes.default ?? attributes.fixed;
    if (value !== undefined) this.#parts.defer(() => this.#checkFixedValue(type, value, node));
  }

  #checkFixedValue(type: TypeIndex, value: string, node: XmlElement): void {
    const definition = this.#parts.typeAt(type);
    const text =
      definition.kind === "simple" ? type : definition.content.kind === "simple" ? definition.content.type : undefined;
    if (text !== undefined && this.#parts.simpleType(text).hasIdentity && this.#parts.typeAt(text).kind === "simple") {
      const { identity } = this.#parts.simpleType(text).definition;
      if (identity === "ID") throw new XsdError("A value of the type ID cannot be a default or fixed value", node);
    }
    if (definition.kind === "simple") this.#parts.checkValue(type, value, node);
    else if (definition.content.kind === "simple") this.#parts.checkValue(definition.content.type, value, node);
    else if (!isEmptiableMixed(definition))
      throw new XsdError("An element with child elements cannot have a default or fixed value", node);
  }
}
