import { parseDecimal } from "../../../src/xml/decimal.ts";
import {
  type AttributeDeclaration,
  anyTypeIndex,
  type ElementDeclaration,
  type ElementIndex,
  expandedName,
  type Primitive,
  type SimpleTypeDefinition,
  type TypeDefinition,
  type TypeIndex,
} from "../../../src/xml/schema-model.ts";
import { SimpleType } from "../../../src/xml/simple-type.ts";
import { xsdNamespace } from "../read/builtin-types.ts";
import type { Exclusion } from "../read/schema-scope.ts";
import type { XmlElement } from "../read/xml-tree.ts";
import { XsdError, XsdRefusal } from "../read/xsd-error.ts";
import type { Particle } from "./content-automaton.ts";
import { addBuiltinTypes, type CompiledSimpleType } from "./simple-types.ts";

/**
 * The state of a schema while it is compiled: its global parts by name, and the types and elements compiled so far.
 *
 * This class alone makes indexes. Types contain elements and elements have types, so a part must be able to refer to
 * another one before that is complete: `reserve…` makes an index for a part that `replace…` fills in later.
 */
export class SchemaComponents {
  /** The elements of the schema documents that declare its global parts, by expanded name. */
  readonly globals: { readonly [K in GlobalKind]: Map<string, XmlElement> } = {
    element: new Map(),
    attribute: new Map(),
    type: new Map(),
    group: new Map(),
    attributeGroup: new Map(),
  };
  readonly simpleTypes: Map<TypeIndex, CompiledSimpleType> = new Map();
  readonly complexTypes: Map<TypeIndex, ComplexParts> = new Map();
  readonly typeNames: Map<string, TypeIndex> = new Map();
  readonly globalElements: Map<string, ElementIndex> = new Map();
  readonly globalAttributes: Map<string, AttributeDeclaration> = new Map();
  readonly documentation: SchemaDocumentation = { elements: new Map(), types: new Map(), attributes: new Map() };
  /** What stands in for each head of a substitution group; filled in before content models become automata. */
  readonly substitutes: Map<ElementIndex, ElementIndex[]> = new Map();
  readonly #namespaces: ReadonlySet<string>;
  readonly #types: TypeDefinition[] = [];
  readonly #elements: ElementDeclaration[] = [];
  readonly #ready = new Map<TypeIndex, SimpleType>();
  readonly #deferred: { readonly [K in Phase]: (() => void)[] } = { completion: [], automata: [], checks: [] };

  constructor(namespaces: ReadonlySet<string>) {
    this.#namespaces = namespaces;
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
    const kind = (node.local === "simpleType" || node.local === "complexType" ? "type" : node.local) as GlobalKind;
    const name = node.attributes.find(({ namespace, local }) => namespace === "" && local === "name")?.value.trim();
    if (name === undefined) throw new XsdError(`A global <${node.local}> needs a name`, node);
    const expanded = expandedName(node.scope.targetNamespace, name);
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

  /**
   * Returns an attribute of the namespace of XML itself. These are known without a document, as the schema that the W3C
   * publishes declares them.
   */
  xmlAttribute(local: string): AttributeDeclaration | undefined {
    const name = `{${xmlNamespace}}${local}`;
    if (this.#namespaces.has(xmlNamespace)) return undefined;
    const known = this.globalAttributes.get(name);
    if (known !== undefined) return known;
    const type = this.#xmlType(local);
    if (type === undefined) return undefined;
    const declaration: AttributeDeclaration = { name, type };
    this.globalAttributes.set(name, declaration);
    return declaration;
  }

  #xmlType(local: string): TypeIndex | undefined {
    const add = (definition: Omit<SimpleTypeDefinition, "kind">): TypeIndex =>
      this.addSimpleType({ definition: { kind: "simple", ...definition }, fixed: new Set(), patterns: [] });
    if (local === "base") return this.builtin("anyURI");
    if (local === "id") return this.builtin("ID");
    if (local === "space") {
      const ncName = this.typeAt(this.builtin("NCName"));
      if (ncName.kind !== "simple") return undefined;
      const { kind: _, name: __, ...facets } = ncName;
      return add({ ...facets, base: this.builtin("NCName"), enumeration: ["default", "preserve"] });
    }
    if (local !== "lang") return undefined;
    const empty = add({
      base: this.builtin("string"),
      primitive: "string",
      whiteSpace: "preserve",
      enumeration: [""],
    });
    return add({
      base: this.builtin("anySimpleType"),
      primitive: "any",
      whiteSpace: "preserve",
      members: [this.builtin("language"), empty],
    });
  }

  /** Expands a name in the schema, with the namespaces that are declared at its place, which its document must import. */
  resolveName(
    qName: string,
    place: XmlElement,
  ): { readonly expanded: string; readonly namespace: string; readonly local: string } {
    const [first = "", second] = qName.split(":");
    const declared = place.resolve(second === undefined ? "" : first);
    if (declared === undefined && second !== undefined)
      throw new XsdError(`The prefix "${first}" is not declared`, place);
    const { targetNamespace, isChameleon, imports } = place.scope;
    const namespace = declared ?? "";
    const own = isChameleon && namespace === "" ? targetNamespace : namespace;
    if (own !== targetNamespace && own !== xsdNamespace && !imports.has(own))
      throw new XsdError(`"${qName}" is in the namespace "${own}", which the document does not import`, place);
    const local = second ?? first;
    return { expanded: expandedName(own, local), namespace: own, local };
  }

  /** Returns the declaration of a global part. */
  global(kind: GlobalKind, qName: string, place: XmlElement): { readonly expanded: string; readonly node: XmlElement } {
    const { expanded, namespace } = this.resolveName(qName, place);
    const node = this.globals[kind].get(expanded);
    if (node !== undefined) return { expanded, node };
    if (!this.#namespaces.has(namespace) && namespace !== xsdNamespace)
      throw new XsdRefusal(
        "import without its document",
        place,
        `"${qName}" is in the namespace "${namespace}", of which no document was given`,
      );
    throw new XsdError(`Unknown ${kind === "type" ? "" : "global "}${kind} "${qName}"`, place);
  }

  /** Returns a simple type, ready to check texts. */
  simpleType(index: TypeIndex): SimpleType {
    const known = this.#ready.get(index);
    if (known !== undefined) return known;
    const definition = this.typeAt(index);
    if (definition.kind !== "simple") throw new Error(`type ${index} is not simple`);
    const type = new SimpleType(definition, (part) => this.simpleType(part));
    this.#ready.set(index, type);
    return type;
  }

  /** Checks that a text is a value of a simple type. */
  checkValue(type: TypeIndex, value: string, node: XmlElement): void {
    const definition = this.typeAt(type);
    if (definition.kind !== "simple") return;
    if (this.#hasIdentity(type)) throw new XsdError("A value of the type ID cannot be a default or fixed value", node);
    const simple = this.simpleType(type);
    const text = simple.normalize(value);
    const broken =
      simple.check(text, node.resolve) ??
      simple.check(this.#canonicalText(type, definition.primitive, text), node.resolve);
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

  #hasIdentity(type: TypeIndex): boolean {
    const definition = this.typeAt(type);
    return definition.kind === "simple" && definition.identity === "ID";
  }

  #isDerived(type: TypeIndex, from: TypeIndex): boolean {
    for (let at: TypeIndex | undefined = type; at !== undefined; at = this.typeAt(at).base)
      if (at === from) return true;
    return false;
  }

  /** Keeps something until all global parts are known, all types complete, or all content models compiled. */
  defer(check: () => void, phase: Phase = "checks"): void {
    this.#deferred[phase].push(check);
  }

  /** Runs what was kept for a phase, also what is added meanwhile. */
  runDeferred(phase: Phase): void {
    for (const check of this.#deferred[phase]) check();
  }
}

const xmlNamespace = "http://www.w3.org/XML/1998/namespace";

/** The kinds of global parts. */
export type GlobalKind = "element" | "attribute" | "type" | "group" | "attributeGroup";

type Phase = "completion" | "automata" | "checks";

/** A complex type while it is compiled: what its derived types must know. */
export interface ComplexParts {
  readonly node: XmlElement | undefined;
  /** Of a type with child elements; `undefined` when there can be none. */
  particle: Particle | undefined;
  mixed: boolean;
  readonly final: ReadonlySet<Exclusion>;
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
