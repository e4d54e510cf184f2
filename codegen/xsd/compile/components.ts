import { parseDecimal } from "../../../src/xml/decimal.ts";
import {
  type AttributeDeclaration,
  type ElementDeclaration,
  expandedName,
  type Primitive,
  type TypeDefinition,
} from "../../../src/xml/schema-model.ts";
import { SimpleType } from "../../../src/xml/simple-type.ts";
import { BUILTIN_TYPES, XSD_NAMESPACE } from "../read/builtin-types.ts";
import { checkAttributes, checkLanguage, refuseIfSet } from "../read/schema-syntax.ts";
import type { XmlElement } from "../read/xml-tree.ts";
import { XsdError, XsdRefusal } from "../read/xsd-error.ts";
import { builtinSimpleTypes, type CompiledSimpleType } from "./simple-types.ts";

/** What is known of a schema while it is compiled: its global parts by name, and the types and elements found so far. */
export class SchemaComponents {
  readonly targetNamespace: string;
  readonly qualified: { readonly element: boolean; readonly attribute: boolean };
  /** The elements of the schema document that declare its global parts, by expanded name. */
  readonly globals: { readonly [K in "element" | "attribute" | "type"]: Map<string, XmlElement> } = {
    element: new Map(),
    attribute: new Map(),
    type: new Map(),
  };
  readonly types: TypeDefinition[] = [];
  readonly simpleTypes: Map<number, CompiledSimpleType> = new Map();
  readonly typeNames: Map<string, number> = new Map();
  readonly elements: ElementDeclaration[] = [];
  readonly globalElements: Map<string, number> = new Map();
  readonly globalAttributes: Map<string, AttributeDeclaration> = new Map();
  readonly documentation: SchemaDocumentation = { elements: new Map(), types: new Map(), attributes: new Map() };
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
    // The ur-type first: an element without a type has it.
    this.addType({
      kind: "complex",
      name: `{${XSD_NAMESPACE}}anyType`,
      attributes: [],
      content: { kind: "any", mixed: true },
    });
    const first = this.types.length;
    const indexOf = (name: string): number => first + BUILTIN_TYPES.findIndex((type) => type.name === name);
    for (const type of builtinSimpleTypes(indexOf)) this.addSimpleType(type);
    this.types.forEach(({ name }, index) => {
      if (name !== undefined) this.typeNames.set(name, index);
    });
  }

  /** Notes a global part of the schema. */
  collect(node: XmlElement): void {
    const kind = node.local === "simpleType" || node.local === "complexType" ? "type" : node.local;
    if (kind !== "type" && kind !== "element" && kind !== "attribute") throw new XsdRefusal(`xs:${node.local}`, node);
    const name = node.attributes.find(({ namespace, local }) => namespace === "" && local === "name")?.value.trim();
    if (name === undefined) throw new XsdError(`a global <${node.local}> needs a name`, node);
    const expanded = expandedName(this.targetNamespace, name);
    if (this.globals[kind].has(expanded)) throw new XsdError(`"${name}" is declared twice`, node);
    this.globals[kind].set(expanded, node);
  }

  addType(type: TypeDefinition): number {
    this.types.push(type);
    return this.types.length - 1;
  }

  addSimpleType(type: CompiledSimpleType): number {
    const index = this.addType(type.definition);
    this.simpleTypes.set(index, type);
    return index;
  }

  /** Makes a place for an element whose type may contain it. */
  reserveElement(): number {
    this.elements.push({ name: "", type: 0 });
    return this.elements.length - 1;
  }

  builtin(name: string): number {
    return this.typeNames.get(`{${XSD_NAMESPACE}}${name}`) ?? 0;
  }

  /** Expands a name that stands in the schema, by the namespaces of its place. */
  resolveName(
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

  /** Checks that a text is a value of a simple type. */
  checkValue(type: number, value: string, node: XmlElement): void {
    const definition = this.types[type];
    if (definition?.kind !== "simple") return;
    const simple = new SimpleType(definition);
    const text = simple.normalize(value);
    const broken = simple.check(text) ?? simple.check(this.#canonicalText(type, definition.primitive, text));
    if (broken !== undefined)
      throw new XsdError(`"${value}" is not a value of the type: expected ${broken.expected}`, node);
  }

  /** The canonical form of a boolean or decimal, which a default or fixed value must have patterns for as well (part 1, e-props-correct). */
  #canonicalText(type: number, primitive: Primitive, text: string): string {
    if (primitive === "boolean") return text === "1" ? "true" : text === "0" ? "false" : text;
    const decimal = primitive === "decimal" ? parseDecimal(text) : undefined;
    if (decimal === undefined) return text;
    const { negative, integer, fraction } = decimal;
    const whole = `${negative ? "-" : ""}${integer || "0"}`;
    return this.#isDerived(type, this.builtin("integer")) ? whole : `${whole}.${fraction || "0"}`;
  }

  #isDerived(type: number, from: number): boolean {
    for (let at: number | undefined = type; at !== undefined; at = this.types[at]?.base) if (at === from) return true;
    return false;
  }

  /** Keeps a check for when every type is known. */
  defer(check: () => void): void {
    this.#deferred.push(check);
  }

  runDeferred(): void {
    for (const check of this.#deferred) check();
  }
}

/** The texts of annotations. */
export interface SchemaDocumentation {
  readonly elements: Map<number, string>;
  readonly types: Map<number, string>;
  readonly attributes: Map<AttributeDeclaration, string>;
}

/** Gives types by what an element or attribute says of its type. Types contain elements and elements have types, so this is what breaks the circle. */
export interface TypeSource {
  /** The type of a name. */
  reference(qName: string, place: XmlElement): number;
  /** The type that stands inside an element. */
  anonymous(node: XmlElement): number;
}
