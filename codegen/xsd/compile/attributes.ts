import { type AttributeDeclaration, type AttributeUse, expandedName } from "../../../src/xml/schema-model.ts";
import { SimpleType } from "../../../src/xml/simple-type.ts";
import { type CheckedAttributes, checkAttributes, checkChildren, documentation } from "../read/schema-syntax.ts";
import type { XmlElement } from "../read/xml-tree.ts";
import { XsdError } from "../read/xsd-error.ts";
import type { SchemaComponents, TypeSource } from "./components.ts";
import { CHILDREN } from "./schema-children.ts";

const XSI_NAMESPACE = "http://www.w3.org/2001/XMLSchema-instance";

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

  /** The uses among the attribute elements of a complex type, after the ones its base has. */
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
        throw new XsdError("an attribute with a default must be optional", node);
      // A prohibited attribute is no use at all: outside restrictions it says nothing.
      if (attributes.use === "prohibited") continue;
      if (uses.some(({ name }) => name === declaration.name))
        throw new XsdError(`the attribute "${declaration.name}" is declared twice`, node);
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
    if (name === "xmlns") throw new XsdError('an attribute cannot be named "xmlns"', node);
    if (name.startsWith(`{${XSI_NAMESPACE}}`))
      throw new XsdError("attributes of the schema instance namespace cannot be declared", node);
    const [inline] = checkChildren(node, CHILDREN.attribute);
    if (inline !== undefined && attributes.type !== undefined)
      throw new XsdError("an attribute has either a type attribute or a type inside", node);
    if (attributes.default !== undefined && attributes.fixed !== undefined)
      throw new XsdError("default and fixed exclude each other", node);
    const type =
      inline !== undefined
        ? this.#typeSource.anonymous(inline)
        : attributes.type !== undefined
          ? this.#typeSource.reference(attributes.type, node)
          : this.#parts.builtin("anySimpleType");
    if (this.#parts.types[type]?.kind !== "simple") throw new XsdError("an attribute's type must be simple", node);
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
      throw new XsdError("an attribute has either a name or a ref", node);
    if (attributes.name !== undefined) {
      const qualified =
        attributes.form === undefined ? this.#parts.qualified.attribute : attributes.form === "qualified";
      return this.#declare(
        expandedName(qualified ? this.#parts.targetNamespace : "", attributes.name),
        node,
        attributes,
      );
    }
    const [inline] = checkChildren(node, CHILDREN.attribute);
    if (inline !== undefined || attributes.type !== undefined || attributes.form !== undefined)
      throw new XsdError("an attribute with a ref has no type or form of its own", node);
    const reference = attributes.ref ?? "";
    const { expanded } = this.#parts.resolveName(reference, node);
    const target = this.#parts.globals.attribute.get(expanded);
    if (target === undefined) throw new XsdError(`there is no global attribute "${reference}"`, node);
    const declared = this.global(expanded, target);
    const value = attributes.default ?? attributes.fixed;
    if (value === undefined) return declared;
    if (attributes.default !== undefined && attributes.fixed !== undefined)
      throw new XsdError("default and fixed exclude each other", node);
    this.#parts.checkValue(declared.type, value, node);
    const type = this.#parts.types[declared.type];
    if (declared.fixed !== undefined) {
      const simple = type?.kind === "simple" ? new SimpleType(type) : undefined;
      if (attributes.fixed === undefined || !simple?.equal(simple.normalize(declared.fixed), simple.normalize(value)))
        throw new XsdError("the referenced attribute fixes another value", node);
    }
    const { name, type: index } = declared;
    return attributes.fixed !== undefined
      ? { name, type: index, fixed: attributes.fixed }
      : { name, type: index, default: value };
  }
}
