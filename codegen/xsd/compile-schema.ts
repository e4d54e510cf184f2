import { BUILTIN_TYPES, OTHER_BUILTIN_TYPES, XSD_NAMESPACE } from "./builtin-types.ts";
import { AmbiguousContent, ContentTooLarge, compileContent, type Particle } from "./content-automaton.ts";
import type { Pattern } from "./pattern/pattern.ts";
import {
  type AttributeDeclaration,
  type AttributeUse,
  type ComplexTypeDefinition,
  type ContentModel,
  type ElementDeclaration,
  expandedName,
  type SchemaModel,
  type TypeDefinition,
} from "./runtime/schema-model.ts";
import { SimpleType } from "./runtime/simple-type.ts";
import { type CheckedAttributes, checkAttributes, checkChildren, checkIds, documentation } from "./schema-syntax.ts";
import { builtinSimpleTypes, type CompiledSimpleType, FACET_NAMES, restrictSimpleType } from "./simple-types.ts";
import { parseXmlTree, type XmlElement } from "./xml-tree.ts";
import { XsdError, XsdRefusal } from "./xsd-error.ts";

/** A compiled schema and what the emitters want beside it: the documentation of elements, attributes and types. */
export interface CompiledSchema {
  readonly model: SchemaModel;
  readonly documentation: SchemaDocumentation;
  /** The pattern trees of simple types by index: one of each inner list must match, for every inner list. */
  readonly patterns: ReadonlyMap<number, readonly (readonly Pattern[])[]>;
}

interface SchemaDocumentation {
  readonly elements: ReadonlyMap<number, string>;
  readonly types: ReadonlyMap<number, string>;
  readonly attributes: ReadonlyMap<AttributeDeclaration, string>;
}

/**
 * Compiles the text of an XSD 1.0 schema document.
 *
 * @throws XsdRefusal when it uses a construct that is not implemented, XsdError when it is no valid schema; both name the line.
 */
export function compileSchema(text: string): CompiledSchema {
  const root = parseXmlTree(text);
  if (root.namespace !== XSD_NAMESPACE || root.local !== "schema")
    throw new XsdError("the document is no schema: its root must be xs:schema", root);
  checkIds(root);
  return new SchemaCompiler(root).compile();
}

const FACETS = FACET_NAMES.join(" |");
const ATTRIBUTES = "(?:attribute |attributeGroup )*(?:anyAttribute )?";
const CHILDREN = {
  schema:
    /^(?:(?:include|import|redefine|annotation) )*(?:(?:simpleType|complexType|group|attributeGroup|element|attribute|notation) (?:annotation )*)*$/,
  element: /^(?:annotation )?(?:(?:simpleType|complexType) )?(?:(?:unique|key|keyref) )*$/,
  attribute: /^(?:annotation )?(?:simpleType )?$/,
  simpleType: /^(?:annotation )?(?:restriction|list|union) $/,
  restriction: new RegExp(`^(?:annotation )?(?:simpleType )?(?:${FACETS} )*$`),
  facet: /^(?:annotation )?$/,
  complexType: new RegExp(
    `^(?:annotation )?(?:simpleContent |complexContent |(?:(?:group|all|choice|sequence) )?${ATTRIBUTES})$`,
  ),
  simpleContent: /^(?:annotation )?(?:restriction|extension) $/,
  extension: new RegExp(`^(?:annotation )?${ATTRIBUTES}$`),
  group: /^(?:annotation )?(?:(?:element|group|choice|sequence|any) )*$/,
  all: /^(?:annotation )?(?:element )*$/,
} as const;

const XSI_NAMESPACE = "http://www.w3.org/2001/XMLSchema-instance";

class SchemaCompiler {
  readonly #root: XmlElement;
  readonly #targetNamespace: string;
  readonly #qualified: { readonly element: boolean; readonly attribute: boolean };
  readonly #globals: { readonly [K in "element" | "attribute" | "type"]: Map<string, XmlElement> } = {
    element: new Map(),
    attribute: new Map(),
    type: new Map(),
  };
  readonly #types: TypeDefinition[] = [];
  readonly #simpleTypes = new Map<number, CompiledSimpleType>();
  readonly #typeNames = new Map<string, number>();
  readonly #elements: ElementDeclaration[] = [];
  readonly #globalElements = new Map<string, number>();
  readonly #globalAttributes = new Map<string, AttributeDeclaration>();
  readonly #documentation = {
    elements: new Map<number, string>(),
    types: new Map<number, string>(),
    attributes: new Map<AttributeDeclaration, string>(),
  };

  /** Types whose base is being compiled; meeting one again is a circle. */
  readonly #pending = new Set<string>();
  /** What can only be checked when every type is known. */
  readonly #deferred: (() => void)[] = [];

  constructor(root: XmlElement) {
    this.#root = root;
    const attributes = checkAttributes(root, {
      targetNamespace: "any",
      elementFormDefault: "form",
      attributeFormDefault: "form",
      blockDefault: "blockSet",
      finalDefault: "fullDerivationSet",
      version: "any",
    });
    for (const name of ["blockDefault", "finalDefault"] as const) refuseIfSet(root, name, attributes[name]);
    if (attributes.targetNamespace === "") throw new XsdError("targetNamespace cannot be empty; leave it out", root);
    this.#targetNamespace = attributes.targetNamespace ?? "";
    this.#qualified = {
      element: attributes.elementFormDefault === "qualified",
      attribute: attributes.attributeFormDefault === "qualified",
    };
  }

  compile(): CompiledSchema {
    this.#addBuiltins();
    const components = checkChildren(this.#root, CHILDREN.schema);
    for (const node of components) this.#collect(node);
    for (const [name, node] of this.#globals.type) this.#namedType(name, node);
    for (const [name, node] of this.#globals.attribute) this.#globalAttribute(name, node);
    for (const [name, node] of this.#globals.element) this.#globalElement(name, node);
    for (const check of this.#deferred) check();
    return {
      model: {
        targetNamespace: this.#targetNamespace,
        roots: [...this.#globalElements],
        attributes: [...this.#globalAttributes],
        typeNames: [...this.#typeNames],
        elements: this.#elements,
        types: this.#types,
      },
      documentation: this.#documentation,
      patterns: new Map([...this.#simpleTypes].map(([index, { patterns }]) => [index, patterns])),
    };
  }

  #addBuiltins(): void {
    // The ur-type first: an element without a type has it.
    this.#addType({
      kind: "complex",
      name: `{${XSD_NAMESPACE}}anyType`,
      attributes: [],
      content: { kind: "any", mixed: true },
    });
    const first = this.#types.length;
    const indexOf = (name: string): number => first + BUILTIN_TYPES.findIndex((type) => type.name === name);
    for (const type of builtinSimpleTypes(indexOf)) this.#addSimpleType(type);
    this.#types.forEach(({ name }, index) => {
      if (name !== undefined) this.#typeNames.set(name, index);
    });
  }

  #addType(type: TypeDefinition): number {
    this.#types.push(type);
    return this.#types.length - 1;
  }

  #addSimpleType(type: CompiledSimpleType): number {
    const index = this.#addType(type.definition);
    this.#simpleTypes.set(index, type);
    return index;
  }

  #collect(node: XmlElement): void {
    const kind = node.local === "simpleType" || node.local === "complexType" ? "type" : node.local;
    if (kind !== "type" && kind !== "element" && kind !== "attribute") throw new XsdRefusal(`xs:${node.local}`, node);
    const name = node.attributes.find(({ namespace, local }) => namespace === "" && local === "name")?.value.trim();
    if (name === undefined) throw new XsdError(`a global <${node.local}> needs a name`, node);
    const expanded = expandedName(this.#targetNamespace, name);
    if (this.#globals[kind].has(expanded)) throw new XsdError(`"${name}" is declared twice`, node);
    this.#globals[kind].set(expanded, node);
  }

  // References

  #resolveName(
    qName: string,
    place: XmlElement,
  ): { readonly expanded: string; readonly namespace: string; readonly local: string } {
    const [first = "", second] = qName.split(":");
    const namespace = place.resolve(second === undefined ? "" : first);
    if (namespace === undefined && second !== undefined)
      throw new XsdError(`the prefix "${first}" is not declared`, place);
    const local = second ?? first;
    return { expanded: expandedName(namespace ?? "", local), namespace: namespace ?? "", local };
  }

  #typeReference(qName: string, place: XmlElement): number {
    const { expanded, namespace, local } = this.#resolveName(qName, place);
    const known = this.#typeNames.get(expanded);
    if (known !== undefined) return known;
    if (namespace === XSD_NAMESPACE && OTHER_BUILTIN_TYPES.has(local)) throw new XsdRefusal(`xs:${local}`, place);
    const node = this.#globals.type.get(expanded);
    if (node === undefined) throw new XsdError(`there is no type "${qName}"`, place);
    return this.#namedType(expanded, node);
  }

  #globalElement(name: string, node: XmlElement): number {
    const known = this.#globalElements.get(name);
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
    const index = this.#reserveElement();
    this.#globalElements.set(name, index);
    this.#declareElement(index, name, node, attributes, isTrue(attributes.abstract));
    return index;
  }

  #reserveElement(): number {
    this.#elements.push({ name: "", type: 0 });
    return this.#elements.length - 1;
  }

  #declareElement(
    index: number,
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
    const [inline] = checkChildren(node, CHILDREN.element);
    if (inline !== undefined && attributes.type !== undefined)
      throw new XsdError("an element has either a type attribute or a type inside", node);
    if (attributes.default !== undefined && attributes.fixed !== undefined)
      throw new XsdError("default and fixed exclude each other", node);
    const type =
      inline !== undefined
        ? this.#anonymousType(inline)
        : attributes.type !== undefined
          ? this.#typeReference(attributes.type, node)
          : 0;
    this.#elements[index] = {
      name,
      type,
      ...(isTrue(attributes.nillable) && { nillable: true }),
      ...(abstract && { abstract: true }),
      ...(attributes.default !== undefined && { default: attributes.default }),
      ...(attributes.fixed !== undefined && { fixed: attributes.fixed }),
    };
    this.#documentation.elements.set(index, documentation(node));
    const value = attributes.default ?? attributes.fixed;
    if (value !== undefined) this.#deferred.push(() => this.#checkElementValue(type, value, node));
  }

  #checkElementValue(type: number, value: string, node: XmlElement): void {
    const definition = this.#types[type];
    if (definition?.kind === "simple") this.#checkValue(type, value, node);
    else if (definition?.content.kind === "simple") this.#checkValue(definition.content.type, value, node);
    else if (!this.#isEmptiableMixed(definition))
      throw new XsdError("an element with child elements cannot have a default or fixed value", node);
  }

  #isEmptiableMixed(type: ComplexTypeDefinition | undefined): boolean {
    const content = type?.content;
    if (content === undefined || !("mixed" in content)) return false;
    if (content.kind === "elements") return content.states[0]?.accepts === true;
    return content.kind === "any" || content.optional === true || content.members.every(({ required }) => !required);
  }

  #checkValue(type: number, value: string, node: XmlElement): void {
    const definition = this.#types[type];
    if (definition?.kind !== "simple") return;
    const simple = new SimpleType(definition);
    const broken = simple.check(simple.normalize(value));
    if (broken !== undefined)
      throw new XsdError(`"${value}" is not a value of the type: expected ${broken.expected}`, node);
  }

  // Attributes

  #globalAttribute(name: string, node: XmlElement): AttributeDeclaration {
    const known = this.#globalAttributes.get(name);
    if (known !== undefined) return known;
    const attributes = checkAttributes(node, { name: "ncName", type: "qName", default: "any", fixed: "any" });
    const declaration = this.#declareAttribute(name, node, attributes);
    this.#globalAttributes.set(name, declaration);
    return declaration;
  }

  #declareAttribute(
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
        ? this.#anonymousType(inline)
        : attributes.type !== undefined
          ? this.#typeReference(attributes.type, node)
          : this.#builtin("anySimpleType");
    if (this.#types[type]?.kind !== "simple") throw new XsdError("an attribute's type must be simple", node);
    const value = attributes.default ?? attributes.fixed;
    if (value !== undefined) this.#checkValue(type, value, node);
    const declaration: AttributeDeclaration = {
      name,
      type,
      ...(attributes.default !== undefined && { default: attributes.default }),
      ...(attributes.fixed !== undefined && { fixed: attributes.fixed }),
    };
    this.#documentation.attributes.set(declaration, documentation(node));
    return declaration;
  }

  /** The uses among the attribute elements of a complex type, after the ones its base has. */
  #attributeUses(nodes: readonly XmlElement[], inherited: readonly AttributeUse[]): AttributeUse[] {
    const uses = [...inherited];
    const prohibited = new Set<string>();
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
      const declaration = this.#localAttribute(node, attributes);
      if (attributes.default !== undefined && (attributes.use ?? "optional") !== "optional")
        throw new XsdError("an attribute with a default must be optional", node);
      if (uses.some(({ name }) => name === declaration.name) || prohibited.has(declaration.name))
        throw new XsdError(`the attribute "${declaration.name}" is declared twice`, node);
      if (attributes.use === "prohibited") {
        prohibited.add(declaration.name);
        continue;
      }
      const use: AttributeUse = { ...declaration, ...(attributes.use === "required" && { required: true }) };
      this.#documentation.attributes.set(use, documentation(node));
      uses.push(use);
    }
    return uses;
  }

  #localAttribute(
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
      const qualified = attributes.form === undefined ? this.#qualified.attribute : attributes.form === "qualified";
      return this.#declareAttribute(
        expandedName(qualified ? this.#targetNamespace : "", attributes.name),
        node,
        attributes,
      );
    }
    const [inline] = checkChildren(node, CHILDREN.attribute);
    if (inline !== undefined || attributes.type !== undefined || attributes.form !== undefined)
      throw new XsdError("an attribute with a ref has no type or form of its own", node);
    const reference = attributes.ref ?? "";
    const { expanded } = this.#resolveName(reference, node);
    const target = this.#globals.attribute.get(expanded);
    if (target === undefined) throw new XsdError(`there is no global attribute "${reference}"`, node);
    const declared = this.#globalAttribute(expanded, target);
    const value = attributes.default ?? attributes.fixed;
    if (value === undefined) return declared;
    if (attributes.default !== undefined && attributes.fixed !== undefined)
      throw new XsdError("default and fixed exclude each other", node);
    this.#checkValue(declared.type, value, node);
    const type = this.#types[declared.type];
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

  // Types

  #builtin(name: string): number {
    return this.#typeNames.get(`{${XSD_NAMESPACE}}${name}`) ?? 0;
  }

  #namedType(name: string, node: XmlElement): number {
    const known = this.#typeNames.get(name);
    if (known !== undefined) return known;
    if (this.#pending.has(name)) throw new XsdError("the type is derived from itself", node);
    this.#pending.add(name);
    const index = node.local === "simpleType" ? this.#simpleType(node, name) : this.#complexType(node, name);
    this.#typeNames.set(name, index);
    this.#pending.delete(name);
    return index;
  }

  #anonymousType(node: XmlElement): number {
    if (node.attributes.some(({ namespace, local }) => namespace === "" && local === "name"))
      throw new XsdError(`a <${node.local}> inside another element has no name`, node);
    return node.local === "simpleType" ? this.#simpleType(node, undefined) : this.#complexType(node, undefined);
  }

  #simpleType(node: XmlElement, name: string | undefined): number {
    if (name === undefined) checkAttributes(node, {});
    else refuseIfSet(node, "final", checkAttributes(node, { name: "ncName", final: "simpleDerivationSet" }).final);
    const [restriction] = checkChildren(node, CHILDREN.simpleType);
    if (restriction === undefined) throw new XsdError("a simple type needs a restriction", node);
    const { base } = checkAttributes(restriction, { base: "qName" });
    const children = checkChildren(restriction, CHILDREN.restriction);
    const inline = children.find(({ local }) => local === "simpleType");
    if ((base === undefined) === (inline === undefined))
      throw new XsdError("a restriction has either a base attribute or a simpleType inside", restriction);
    const baseIndex = inline === undefined ? this.#typeReference(base ?? "", restriction) : this.#anonymousType(inline);
    const compiled = this.#simpleTypes.get(baseIndex);
    if (compiled === undefined) throw new XsdError("the base of a simple type must be simple", restriction);
    if (compiled.definition.primitive === "any")
      throw new XsdError("xs:anySimpleType cannot be restricted", restriction);
    const facets = children.filter((child) => child !== inline);
    for (const facet of facets) checkChildren(facet, CHILDREN.facet);
    const index = this.#addSimpleType(restrictSimpleType(compiled, baseIndex, facets, name));
    this.#documentation.types.set(index, documentation(node));
    return index;
  }

  #complexType(node: XmlElement, name: string | undefined): number {
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
    const children = checkChildren(node, CHILDREN.complexType);
    const [first] = children;
    const head = {
      kind: "complex" as const,
      ...(name !== undefined && { name }),
      ...(isTrue(attributes.abstract) && { abstract: true as const }),
    };
    const simpleContent = first?.local === "simpleContent" ? this.#simpleContent(first) : undefined;
    const index = this.#addType({
      ...head,
      base: simpleContent?.base ?? 0,
      attributes: simpleContent?.attributes ?? [],
      content: simpleContent?.content ?? { kind: "empty" },
    });
    this.#documentation.types.set(index, documentation(node));
    if (simpleContent !== undefined) return index;
    // A type may contain itself through its elements, so its name must be known before its content is compiled.
    if (name !== undefined) this.#typeNames.set(name, index);
    const group = children.find(({ local }) => local !== "attribute");
    this.#types[index] = {
      ...head,
      base: 0,
      attributes: this.#attributeUses(
        children.filter(({ local }) => local === "attribute"),
        [],
      ),
      content: this.#content(group, isTrue(attributes.mixed)),
    };
    return index;
  }

  #simpleContent(node: XmlElement): Pick<ComplexTypeDefinition, "attributes" | "content"> & { readonly base: number } {
    checkAttributes(node, {});
    const [derivation] = checkChildren(node, CHILDREN.simpleContent);
    if (derivation?.local !== "extension") throw new XsdRefusal("restriction of simple content", derivation ?? node);
    const { base: baseName } = checkAttributes(derivation, { base: "qName" });
    if (baseName === undefined) throw new XsdError("an extension needs a base", derivation);
    const children = checkChildren(derivation, CHILDREN.extension);
    const base = this.#typeReference(baseName, derivation);
    const type = this.#types[base];
    if (type?.kind === "complex" && type.content.kind !== "simple")
      throw new XsdError("the base of simple content must have simple content", derivation);
    const inherited = type?.kind === "complex" ? type.attributes : [];
    return {
      base,
      attributes: this.#attributeUses(children, inherited),
      content: type?.kind === "complex" ? type.content : { kind: "simple", type: base },
    };
  }

  // Content models

  #content(group: XmlElement | undefined, mixed: boolean): ContentModel {
    const mark = mixed ? ({ mixed: true } as const) : {};
    if (group === undefined)
      return mixed ? { kind: "elements", mixed, states: [{ accepts: true, next: [] }] } : { kind: "empty" };
    if (group.local === "all") return this.#all(group, mark);
    const particle = this.#particle(group);
    const isNothing =
      particle.max === 0 ||
      (particle.kind !== "element" &&
        particle.particles.length === 0 &&
        group.children.every(({ local }) => local === "annotation") &&
        (particle.kind === "sequence" || particle.min === 0));
    if (isNothing && !mixed) return { kind: "empty" };
    this.#deferred.push(() => this.#checkConsistency(particle, group));
    try {
      return { kind: "elements", ...mark, states: compileContent(particle) };
    } catch (error) {
      if (error instanceof AmbiguousContent)
        throw new XsdError(`the content model is ambiguous: ${error.message} (unique particle attribution)`, group);
      if (error instanceof ContentTooLarge) throw new XsdRefusal("very large occurrence bounds", group);
      throw error;
    }
  }

  #all(group: XmlElement, mark: { readonly mixed?: true }): ContentModel {
    const { min } = occurrence(group, { minOccurs: "count", maxOccurs: "countOrUnbounded" });
    const bounds = checkAttributes(group, { minOccurs: "count", maxOccurs: "countOrUnbounded" });
    if (min > 1 || (bounds.maxOccurs !== undefined && Number(bounds.maxOccurs) !== 1))
      throw new XsdError("<all> comes at most once: minOccurs 0 or 1, maxOccurs 1", group);
    const members: { element: number; required?: true }[] = [];
    const names = new Set<string>();
    const particles = checkChildren(group, CHILDREN.all).map((node) => ({ node, particle: this.#particle(node) }));
    for (const { node, particle } of particles) {
      if (particle.kind !== "element") throw new XsdError("<all> contains only elements", node);
      if (particle.max > 1) throw new XsdError("an element inside <all> comes at most once", node);
      if (particle.max === 0) continue;
      if (names.has(particle.name))
        throw new XsdError(`the content model is ambiguous: two particles could both claim <${particle.name}>`, node);
      names.add(particle.name);
      members.push({ element: particle.element, ...(particle.min === 1 && { required: true }) });
    }
    if (particles.length === 0 && !("mixed" in mark)) return { kind: "empty" };
    return { kind: "all", ...mark, ...(min === 0 && { optional: true }), members };
  }

  #particle(node: XmlElement): Particle {
    if (node.local === "element") return this.#elementParticle(node);
    const bounds = occurrence(node, { minOccurs: "count", maxOccurs: "countOrUnbounded" });
    const kind = node.local === "choice" ? "choice" : "sequence";
    const particles = checkChildren(node, CHILDREN.group)
      .map((child) => this.#particle(child))
      .filter(({ max }) => max > 0);
    return { ...bounds, kind, particles };
  }

  #elementParticle(node: XmlElement): Particle {
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
      throw new XsdError("an element has either a name or a ref", node);
    if (attributes.ref !== undefined) {
      for (const name of ["type", "default", "fixed", "nillable", "block", "form"] as const)
        if (attributes[name] !== undefined) throw new XsdError(`an element with a ref cannot have "${name}"`, node);
      if (checkChildren(node, CHILDREN.element).length > 0)
        throw new XsdError("an element with a ref has no type of its own", node);
      const { expanded } = this.#resolveName(attributes.ref, node);
      const target = this.#globals.element.get(expanded);
      if (target === undefined) throw new XsdError(`there is no global element "${attributes.ref}"`, node);
      return { ...bounds, kind: "element", name: expanded, element: this.#globalElement(expanded, target) };
    }
    const qualified = attributes.form === undefined ? this.#qualified.element : attributes.form === "qualified";
    const name = expandedName(qualified ? this.#targetNamespace : "", attributes.name ?? "");
    const element = this.#reserveElement();
    this.#declareElement(element, name, node, attributes, false);
    return { ...bounds, kind: "element", name, element };
  }

  /** Elements of one name in one content model must have one type ("Element Declarations Consistent"). */
  #checkConsistency(particle: Particle, place: XmlElement): void {
    const types = new Map<string, number | undefined>();
    const visit = (one: Particle): void => {
      if (one.kind !== "element") {
        one.particles.forEach(visit);
        return;
      }
      const type = this.#elements[one.element]?.type;
      if (types.has(one.name) && types.get(one.name) !== type)
        throw new XsdError(`<${one.name}> has two different types in one content model`, place);
      types.set(one.name, type);
    };
    visit(particle);
  }
}

function occurrence(
  node: XmlElement,
  kinds: Parameters<typeof checkAttributes>[1],
): { readonly min: number; readonly max: number } {
  const { minOccurs, maxOccurs } = checkAttributes(node, kinds) as { minOccurs?: string; maxOccurs?: string };
  const min = Math.abs(Number(minOccurs ?? 1));
  const max = maxOccurs === "unbounded" ? Number.POSITIVE_INFINITY : Math.abs(Number(maxOccurs ?? 1));
  if (min > max) throw new XsdError("minOccurs is above maxOccurs", node);
  return { min, max };
}

function refuseIfSet(node: XmlElement, name: string, value: string | undefined): void {
  if (value !== undefined && value !== "") throw new XsdRefusal(name, node);
}

function isTrue(value: string | undefined): boolean {
  return value === "true" || value === "1";
}
