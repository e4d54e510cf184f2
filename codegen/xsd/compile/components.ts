import { parseDecimal } from "../../../src/xml/decimal.ts";
import {
  type AttributeDeclaration,
  anyTypeIndex,
  type ElementDeclaration,
  type ElementIndex,
  expandedName,
  type Primitive,
  type TypeDefinition,
  type TypeIndex,
} from "../../../src/xml/schema-model.ts";
import { SimpleType } from "../../../src/xml/simple-type.ts";
import { xsdNamespace } from "../read/builtin-types.ts";
import { checkAttributes, checkLanguage, refuseIfSet } from "../read/schema-syntax.ts";
import type { XmlElement } from "../read/xml-tree.ts";
import { XsdError, XsdRefusal } from "../read/xsd-error.ts";
import { addBuiltinTypes, type CompiledSimpleType } from "./simple-types.ts";

/**
 * The state of a schema while it is compiled: its global parts by name, and the types and elements compiled so far.
 *
 * This class alone makes indexes. Types contain elements and elements have types, so a part must be able to refer to
 * another one before that is complete: `reserve…` makes an index for a part that `replace…` fills in later.
 */
export class SchemaComponents {
  readonly targetNamespace: string;
  readonly qualified: { readonly element: boolean; readonly attribute: boolean };
  /** The elements of the schema document that declare its global parts, by expanded name. */
  readonly globals: { readonly [K in "element" | "attribute" | "type"]: Map<string, XmlElement> } = {
    element: new Map(),
    attribute: new Map(),
    type: new Map(),
  };
  readonly simpleTypes: Map<TypeIndex, CompiledSimpleType> = new Map();
  readonly typeNames: Map<string, TypeIndex> = new Map();
  readonly globalElements: Map<string, ElementIndex> = new Map();
  readonly globalAttributes: Map<string, AttributeDeclaration> = new Map();
  readonly documentation: SchemaDocumentation = { elements: new Map(), types: new Map(), attributes: new Map() };
  readonly #types: TypeDefinition[] = [];
  readonly #elements: ElementDeclaration[] = [];
  readonly #deferred: (() => void)[] = [];

  constructor(root: XmlElement) {
    const attributes = checkAttributes(root, {
      targetNamespace: "uri",
      elementFormDefault: "form",
      attributeFormDefault: "form",
      blockDefault: "blockSet",
      finalDefault: "fullDerivationSet",
      version: "any",
    });
    checkLanguage(root);
    for (const name of ["blockDefault", "finalDefault"] as const) refuseIfSet(root, name, attributes[name]);
    if (attributes.targetNamespace === "")
      throw new XsdRefusal("empty targetNamespace", root, "targetNamespace cannot be empty; leave it out");
    this.targetNamespace = attributes.targetNamespace ?? "";
    this.qualified = {
      element: attributes.elementFormDefault === "qualified",
      attribute: attributes.attributeFormDefault === "qualified",
    };
    this.#addBuiltins();
  }

  #addBuiltins(): void {
    const anyType = this.addType({
      kind: "complex",
      name: `{${xsdNamespace}}anyType`,
      attributes: [],
      content: { kind: "any", mixed: true },
    });
    if (anyType !== anyTypeIndex) throw new Error("xs:anyType must be the first type");
    this.typeNames.set(`{${xsdNamespace}}anyType`, anyType);
    addBuiltinTypes((name, type) => {
      const index = this.addSimpleType(type);
      this.typeNames.set(`{${xsdNamespace}}${name}`, index);
      return index;
    });
  }

  /** Registers a global part of the schema, to be compiled later. */
  collect(node: XmlElement): void {
    const kind = node.local === "simpleType" || node.local === "complexType" ? "type" : node.local;
    if (kind !== "type" && kind !== "element" && kind !== "attribute") throw new XsdRefusal(`xs:${node.local}`, node);
    const name = node.attributes.find(({ namespace, local }) => namespace === "" && local === "name")?.value.trim();
    if (name === undefined) throw new XsdError(`A global <${node.local}> needs a name`, node);
    const expanded = expandedName(this.targetNamespace, name);
    if (this.globals[kind].has(expanded)) throw new XsdError(`"${name}" is declared twice`, node);
    this.globals[kind].set(expanded, node);
  }

  get types(): readonly TypeDefinition[] {
    return this.#types;
  }

  get elements(): readonly ElementDeclaration[] {
    return this.#elements;
  }

  typeAt(index: TypeIndex): TypeDefinition {
    const type = this.#types[index];
    if (type === undefined) throw new Error(`type ${index} has not been compiled`);
    return type;
  }

  elementAt(index: ElementIndex): ElementDeclaration {
    const element = this.#elements[index];
    if (element === undefined) throw new Error(`element ${index} has not been compiled`);
    return element;
  }

  addType(type: TypeDefinition): TypeIndex {
    return (this.#types.push(type) - 1) as TypeIndex;
  }

  replaceType(index: TypeIndex, type: TypeDefinition): void {
    this.#types[index] = type;
  }

  addSimpleType(type: CompiledSimpleType): TypeIndex {
    const index = this.addType(type.definition);
    this.simpleTypes.set(index, type);
    return index;
  }

  /** Makes an index for an element, whose type may contain the element itself. */
  reserveElement(): ElementIndex {
    return (this.#elements.push({ name: "", type: anyTypeIndex }) - 1) as ElementIndex;
  }

  replaceElement(index: ElementIndex, element: ElementDeclaration): void {
    this.#elements[index] = element;
  }

  builtin(name: string): TypeIndex {
    const index = this.typeNames.get(`{${xsdNamespace}}${name}`);
    if (index === undefined) throw new Error(`xs:${name} is not a built-in type`);
    return index;
  }

  /** Expands a name in the schema, with the namespaces that are declared at its place. */
  resolveName(
    qName: string,
    place: XmlElement,
  ): { readonly expanded: string; readonly namespace: string; readonly local: string } {
    const [first = "", second] = qName.split(":");
    const namespace = place.resolve(second === undefined ? "" : first);
    if (namespace === undefined && second !== undefined)
      throw new XsdError(`The prefix "${first}" is not declared`, place);
    const local = second ?? first;
    return { expanded: expandedName(namespace ?? "", local), namespace: namespace ?? "", local };
  }

  /** Checks that a text is a value of a simple type. */
  checkValue(type: TypeIndex, value: string, node: XmlElement): void {
    const definition = this.typeAt(type);
    if (definition.kind !== "simple") return;
    const simple = new SimpleType(definition);
    const text = simple.normalize(value);
    const broken = simple.check(text) ?? simple.check(this.#canonicalText(type, definition.primitive, text));
    if (broken !== undefined)
      throw new XsdError(`"${value}" is not a value of the type: expected ${broken.expected}`, node);
  }

  /**
   * Returns the canonical form of a boolean or decimal: the patterns of the type must allow that form of a default or
   * fixed value too (part 1, e-props-correct).
   */
  #canonicalText(type: TypeIndex, primitive: Primitive, text: string): string {
    if (primitive === "boolean") return text === "1" ? "true" : text === "0" ? "false" : text;
    const decimal = primitive === "decimal" ? parseDecimal(text) : undefined;
    if (decimal === undefined) return text;
    const { negative, integer, fraction } = decimal;
    const whole = `${negative ? "-" : ""}${integer || "0"}`;
    return this.#isDerived(type, this.builtin("integer")) ? whole : `${whole}.${fraction || "0"}`;
  }

  #isDerived(type: TypeIndex, from: TypeIndex): boolean {
    for (let at: TypeIndex | undefined = type; at !== undefined; at = this.typeAt(at).base)
      if (at === from) return true;
    return false;
  }

  /** Keeps a check until every type is compiled. */
  defer(check: () => void): void {
    this.#deferred.push(check);
  }

  runDeferred(): void {
    for (const check of this.#deferred) check();
  }
}

/** The texts of annotations. */
export interface SchemaDocumentation {
  readonly elements: Map<ElementIndex, string>;
  readonly types: Map<TypeIndex, string>;
  readonly attributes: Map<AttributeDeclaration, string>;
}

/**
 * Compiles the types that elements and attributes refer to. Types contain elements and elements have types: the element
 * compiler knows only this interface, which breaks the circle between the two modules.
 */
export interface TypeSource {
  /** Returns the type with a name. */
  reference(qName: string, place: XmlElement): TypeIndex;
  /** Returns the type that an element declares inside itself. */
  anonymous(node: XmlElement): TypeIndex;
}
