import { type AttributeDeclaration, type AttributeUse, expandedName } from "../../../src/xml/schema-model.ts";
import { SimpleType } from "../../../src/xml/simple-type.ts";
import { type CheckedAttributes, checkAttributes, checkChildren, documentation } from "../read/schema-syntax.ts";
import type { XmlElement } from "../read/xml-tree.ts";
import { XsdError } from "../read/xsd-error.ts";
import type { SchemaComponents, TypeSource } from "./components.ts";
import { allowedChildren } from "./schema-children.ts";

const xsiNamespace = "http://www.w3.org/2001/XMLSchema-instance";

/** Compiles attribute declarations and the uses that complex types make of them. */
export class AttributeCompiler {
  readonly #parts: SchemaComponents;
  readonly #typeSource: TypeSource;

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

  /** Compiles the attribute elements of a complex type; the attributes of its base come first. */
  uses(nodes: readonly XmlElement[], inherited: readonly AttributeUse[]): AttributeUse[] {
    const uses = [...inherited];
    for (const node of nodes) {
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
      // A prohibited attribute has an effect only in restrictions.
      if (attributes.use === "prohibited") continue;
      if (uses.some(({ name }) => name === declaration.name))
        throw new XsdError(`The attribute "${declaration.name}" is declared twice`, node);
      const use: AttributeUse = { ...declaration, ...(attributes.use === "required" && { required: true }) };
      this.#parts.documentation.attributes.set(use, documentation(node));
      uses.push(use);
    }
    return uses;
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
        attributes.form === undefined ? this.#parts.qualified.attribute : attributes.form === "qualified";
      return this.#declare(
        expandedName(qualified ? this.#parts.targetNamespace : "", attributes.name),
        node,
        attributes,
      );
    }
    const [inline] = checkChildren(node, allowedChildren.attribute);
    if (inline !== undefined || attributes.type !== undefined || attributes.form !== undefined)
      throw new XsdError("An attribute with a ref cannot have a type or form", node);
    const reference = attributes.ref ?? "";
    const { expanded } = this.#parts.resolveName(reference, node);
    const target = this.#parts.globals.attribute.get(expanded);
    if (target === undefined) throw new XsdError(`Unknown global attribute "${reference}"`, node);
    const declared = this.global(expanded, target);
    const value = attributes.default ?? attributes.fixed;
    if (value === undefined) return declared;
    if (attributes.default !== undefined && attributes.fixed !== undefined)
      throw new XsdError("default and fixed cannot be combined", node);
    this.#parts.checkValue(declared.type, value, node);
    const type = this.#parts.typeAt(declared.type);
    if (declared.fixed !== undefined) {
      const simple = type.kind === "simple" ? new SimpleType(type) : undefined;
      if (attributes.fixed === undefined || !simple?.equal(simple.normalize(declared.fixed), simple.normalize(value)))
        throw new XsdError("The referenced attribute has another fixed value", node);
    }
    const { name, type: index } = declared;
    return attributes.fixed !== undefined
      ? { name, type: index, fixed: attributes.fixed }
      : { name, type: index, default: value };
  }
}
