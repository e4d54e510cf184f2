import { isEmptiableMixed } from "../../../src/xml/content-progress.ts";
import { anyTypeIndex, type ElementIndex, expandedName, type TypeIndex } from "../../../src/xml/schema-model.ts";
import {
  type CheckedAttributes,
  checkAttributes,
  checkChildren,
  documentation,
  isTrue,
  occurrence,
  refuseIfSet,
} from "../read/schema-syntax.ts";
import type { XmlElement } from "../read/xml-tree.ts";
import { XsdError, XsdRefusal } from "../read/xsd-error.ts";
import type { SchemaComponents, TypeSource } from "./components.ts";
import type { Particle } from "./content-automaton.ts";
import { allowedChildren } from "./schema-children.ts";

/** Compiles element declarations, global and local. */
export class ElementCompiler {
  readonly #parts: SchemaComponents;
  readonly #typeSource: TypeSource;

  constructor(parts: SchemaComponents, typeSource: TypeSource) {
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
    if (attributes.substitutionGroup !== undefined) throw new XsdRefusal("substitutionGroup", node);
    refuseIfSet(node, "final", attributes.final);
    const index = this.#parts.reserveElement();
    this.#parts.globalElements.set(name, index);
    this.#declare(index, name, node, attributes, isTrue(attributes.abstract));
    return index;
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
      const { expanded } = this.#parts.resolveName(attributes.ref, node);
      const target = this.#parts.globals.element.get(expanded);
      if (target === undefined) throw new XsdError(`Unknown global element "${attributes.ref}"`, node);
      return { ...bounds, kind: "element", name: expanded, element: this.global(expanded, target) };
    }
    const qualified = attributes.form === undefined ? this.#parts.qualified.element : attributes.form === "qualified";
    const name = expandedName(qualified ? this.#parts.targetNamespace : "", attributes.name ?? "");
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
  ): void {
    refuseIfSet(node, "block", attributes.block);
    const [inline] = checkChildren(node, allowedChildren.element);
    if (inline !== undefined && attributes.type !== undefined)
      throw new XsdError("An element cannot have both a type attribute and a type inside it", node);
    if (attributes.default !== undefined && attributes.fixed !== undefined)
      throw new XsdError("default and fixed cannot be combined", node);
    const type =
      inline !== undefined
        ? this.#typeSource.anonymous(inline)
        : attributes.type !== undefined
          ? this.#typeSource.reference(attributes.type, node)
          : anyTypeIndex;
    this.#parts.replaceElement(index, {
      name,
      type,
      ...(isTrue(attributes.nillable) && { nillable: true }),
      ...(abstract && { abstract: true }),
      ...(attributes.default !== undefined && { default: attributes.default }),
      ...(attributes.fixed !== undefined && { fixed: attributes.fixed }),
    });
    this.#parts.documentation.elements.set(index, documentation(node));
    const value = attributes.default ?? attributes.fixed;
    if (value !== undefined) this.#parts.defer(() => this.#checkFixedValue(type, value, node));
  }

  #checkFixedValue(type: TypeIndex, value: string, node: XmlElement): void {
    const definition = this.#parts.typeAt(type);
    if (definition.kind === "simple") this.#parts.checkValue(type, value, node);
    else if (definition.content.kind === "simple") this.#parts.checkValue(definition.content.type, value, node);
    else if (!isEmptiableMixed(definition))
      throw new XsdError("An element with child elements cannot have a default or fixed value", node);
  }
}
