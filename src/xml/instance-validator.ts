import type { ValidationIssue } from "../errors/validation-issue.ts";
import { acceptChild, expectedNext, isEmptiableMixed, isIncomplete } from "./content-progress.ts";
import { Identities } from "./identities.ts";
import { type FieldValue, KeyChecker } from "./key-checker.ts";
import { between, type OpenElement, pathOf, resolvePrefix, type Spot, subject, within } from "./open-element.ts";
import type { Schema } from "./schema.ts";
import {
  type AttributeUse,
  allowsNamespace,
  anyTypeIndex,
  type ElementDeclaration,
  expandedName,
  localName,
  type TypeIndex,
  type Wildcard,
} from "./schema-model.ts";
import type { SimpleType } from "./simple-type.ts";
import { isWhiteSpace } from "./white-space.ts";
import type { TextPosition, XmlStartTag } from "./xml-handler.ts";
import { isXsiAttribute, type XsiFault, xsiNil, xsiType } from "./xsi-attributes.ts";

/** An issue in a document, with the start of its element. */
export interface XmlIssue extends ValidationIssue, TextPosition {}

/** Receives the values of elements from a validator, as soon as they are found valid. */
export interface ValueListener {
  /** `isWild` says that a wildcard allows the element. */
  startElement(type: TypeIndex, tag: XmlStartTag, element: OpenElement, isWild: boolean): void;
  attribute(name: string, value: string): void;
  /** Whether it wants to be told of texts. */
  readonly wantsText: boolean;
  /** `isMixed` says that the text stands between the children of an element. */
  text(text: string, isMixed: boolean): void;
  /** `name` is the declared one; `text` is the normalized text of an element with simple content. */
  endElement(type: TypeIndex, name: string | undefined, text: string | undefined, isNil: boolean): void;
}

/**
 * Validates a document against a schema while it is parsed. The memory it needs depends only on the depth of elements.
 */
export class InstanceValidator {
  readonly #schema: Schema;
  readonly #report: (issue: XmlIssue) => void;
  #listener: ValueListener | undefined;
  readonly #open: OpenElement[] = [];
  readonly #keys: KeyChecker | undefined;
  #identities: Identities | undefined;

  constructor(schema: Schema, report: (issue: XmlIssue) => void, listener?: ValueListener) {
    this.#schema = schema;
    this.#report = report;
    this.#listener = listener;
    if (schema.hasConstraints)
      this.#keys = new KeyChecker((spot, keyword, expected, message) => this.#issue(spot, keyword, expected, message));
  }

  /** Tells another listener from now on. */
  listen(listener: ValueListener | undefined): void {
    this.#listener = listener;
  }

  /** Counts a child as read and valid without having seen it. Returns whether it is allowed here. */
  skipChild(name: string): boolean {
    const parent = this.#open.at(-1);
    return parent !== undefined && acceptChild(this.#schema, parent, name) !== undefined;
  }

  /** `isValue` makes the element, such as a record, the start of the paths of issues. */
  startElement(tag: XmlStartTag, start: TextPosition, isValue = false): void {
    const parent = this.#open.at(-1);
    const name = tag.expanded;
    const element: OpenElement = {
      start,
      name,
      index: countChild(parent, name),
      parent: isValue ? undefined : parent,
      declaration: undefined,
      type: this.#schema.use(anyTypeIndex),
      nil: false,
      unknown: false,
      state: 0,
      isBroken: false,
      seenAll: undefined,
      text: "",
      hasChildren: false,
      hasText: false,
      childCounts: undefined,
      lax: false,
      prefixes: tag.prefixes,
      outer: parent,
    };
    const found = this.#findDeclaration(parent, element);
    const wildcard = found !== undefined && "process" in found ? found : undefined;
    const declaration = found !== undefined && "process" in found ? this.#wildcardDeclaration(found, name) : found;
    element.declaration = declaration;
    const hasAttributes = tag.attributes.length > 0;
    const named = hasAttributes ? this.#xsiType(parent, tag, declaration, wildcard) : undefined;
    if (typeof named === "object") this.#issue(element, named.keyword, named.expected, named.message);
    const type = typeof named === "number" ? named : declaration?.type;
    if (type !== undefined) element.type = this.#schema.use(type);
    else if (wildcard?.process === "strict")
      this.#issue(element, "element", "an element that some schema declares", `<${tag.local}> is not declared`);
    else if (parent === undefined)
      this.#issue(element, "element", this.#rootNames(), `<${tag.local}> is not the root of such a document`);
    // Nothing is known about an element without a declaration, so its content is not validated.
    element.unknown =
      parent?.unknown === true ||
      wildcard?.process === "skip" ||
      (type === undefined && wildcard?.process !== "lax" && !isLax(parent));
    element.lax = type === undefined && !element.unknown;
    if (!element.unknown) {
      if (declaration?.abstract === true || element.type.abstract)
        this.#issue(element, "abstract", "a concrete type", `<${tag.local}> is abstract`);
      if (hasAttributes) {
        const { nil, faults } = xsiNil(tag, declaration);
        for (const { keyword, expected, message } of faults) this.#issue(element, keyword, expected, message);
        element.nil = nil;
      }
    }
    this.#open.push(element);
    this.#listener?.startElement(element.type.index, tag, element, wildcard !== undefined);
    this.#keys?.start(element, name, element.unknown ? undefined : declaration?.constraints);
    if (!element.unknown) this.#checkAttributes(element, tag);
  }

  /** Ends the document: what refers to something must have found it. */
  end(): void {
    for (const { spot, name } of this.#identities?.unresolved() ?? [])
      this.#issue(spot, "IDREF", "the ID of an element", `there is no element with the ID "${name}"`);
  }

  #xsiType(
    parent: OpenElement | undefined,
    tag: XmlStartTag,
    declaration: ElementDeclaration | undefined,
    wildcard: Wildcard | undefined,
  ): TypeIndex | XsiFault | undefined {
    if (parent?.unknown === true || wildcard?.process === "skip") return undefined;
    return xsiType(this.#schema, tag, declaration);
  }

  #wildcardDeclaration({ process }: Wildcard, name: string): ElementDeclaration | undefined {
    const root = process === "skip" ? undefined : this.#schema.roots.get(name);
    return root === undefined ? undefined : this.#schema.elementAt(root);
  }

  /**
   * `isSection` marks a CDATA section. Content that allows only elements, or nothing, allows no CDATA section, not even
   * an empty one: the specification counts only its characters, but Xerces-C and libxml2 both refuse it.
   */
  text(text: string, isSection: boolean): void {
    const element = this.#open.at(-1);
    if (element !== undefined && this.#listener?.wantsText === true)
      this.#listener.text(text, element.type.text === undefined);
    if (element === undefined || element.unknown || (text === "" && !isSection)) return;
    if (text !== "") element.hasText = true;
    if (element.type.text !== undefined || element.nil) {
      element.text += text;
      return;
    }
    const { definition } = element.type;
    if (definition.kind === "simple") return;
    if (definition.content.kind === "empty") element.text += isSection ? `${text} ` : text;
    else if (!("mixed" in definition.content)) {
      if (element.text !== "" || (isWhiteSpace(text) && !isSection)) return;
      element.text = " ";
      this.#issue(element, "text", "no text between child elements", `text is not allowed ${between(element)}`);
    } else if (element.declaration?.fixed !== undefined || element.declaration?.default !== undefined)
      element.text += text;
  }

  endElement(): void {
    const element = this.#open.pop();
    if (element === undefined) return;
    const text = element.unknown ? undefined : this.#checkContent(element);
    this.#keys?.end(() => fieldValue(element, text));
    this.#listener?.endElement(element.type.index, element.declaration?.name, text, element.nil);
  }

  #findDeclaration(parent: OpenElement | undefined, spot: Spot): ElementDeclaration | Wildcard | undefined {
    if (parent?.unknown === true) return undefined;
    if (parent !== undefined) parent.hasChildren = true;
    if (parent === undefined || isLax(parent)) {
      const root = this.#schema.roots.get(spot.name);
      return root === undefined ? undefined : this.#schema.elementAt(root);
    }
    const type = parent.type.definition;
    if (type.kind === "simple" || type.content.kind === "simple" || type.content.kind === "empty" || parent.nil) {
      this.#issue(spot, "element", "no child elements", `${subject(spot)} is not allowed ${within(parent)}`);
      return undefined;
    }
    const element = acceptChild(this.#schema, parent, spot.name);
    if (element !== undefined) return element;
    parent.isBroken = true;
    const expected = expectedNext(this.#schema, parent);
    this.#issue(spot, "element", expected, `${subject(spot)} is not allowed here: expected ${expected}`);
    return undefined;
  }

  #rootNames(): string {
    return [...this.#schema.roots.keys()].map((name) => `<${localName(name)}>`).join(" or ");
  }

  #checkAttributes(element: OpenElement, tag: XmlStartTag): void {
    const { attributes: uses, wildcard } = element.type;
    const lax = isLax(element);
    if (uses.length === 0 && tag.attributes.length === 0) return;
    const present: string[] = [];
    for (const attribute of tag.attributes) {
      if (isXsiAttribute(attribute)) continue;
      const { namespace, local, value } = attribute;
      const name = expandedName(namespace, local);
      present.push(name);
      const use = uses.find((one) => one.name === name) ?? (lax ? this.#schema.attributes.get(name) : undefined);
      if (use !== undefined) this.#checkAttribute(element, use, value);
      else if (wildcard !== undefined && allowsNamespace(wildcard.namespaces, namespace))
        this.#checkWildAttribute(element, wildcard, { name, value });
      else if (!lax) {
        const expected =
          uses.length === 0 ? "no attributes" : `only ${uses.map((one) => localName(one.name)).join(", ")}`;
        this.#issue(element, "attribute", expected, `the attribute "${local}" is not allowed ${within(element)}`);
      }
    }
    for (const use of uses) {
      if (present.includes(use.name)) continue;
      const value = use.default ?? use.fixed;
      if (use.required === true) {
        const name = localName(use.name);
        this.#issue(
          element,
          "required",
          `the attribute "${name}"`,
          `the attribute "${name}" is missing ${within(element)}`,
        );
      } else if (value !== undefined) {
        const type = this.#schema.simpleType(use.type);
        const text = type.normalize(value);
        this.#keys?.attribute(
          use.name,
          type.key(text, (prefix) => resolvePrefix(element, prefix)),
        );
        this.#listener?.attribute(use.name, text);
      }
    }
  }

  #checkWildAttribute(
    element: OpenElement,
    { process }: Wildcard,
    { name, value }: { readonly name: string; readonly value: string },
  ): void {
    const declaration = process === "skip" ? undefined : this.#schema.attributes.get(name);
    if (declaration !== undefined) this.#checkAttribute(element, declaration, value);
    else if (process === "strict")
      this.#issue(
        element,
        "attribute",
        "an attribute that some schema declares",
        `the attribute "${localName(name)}" is not declared`,
      );
    else this.#listener?.attribute(name, value);
  }

  #checkAttribute(element: OpenElement, use: AttributeUse, value: string): void {
    const type = this.#schema.simpleType(use.type);
    const normalized = type.normalize(value);
    const local = localName(use.name);
    const at: Spot = { start: element.start, name: use.name, index: 0, parent: element };
    const resolve = type.usesPrefixes ? (prefix: string) => resolvePrefix(element, prefix) : undefined;
    const broken = type.check(normalized, resolve);
    if (broken !== undefined)
      this.#issue(
        at,
        broken.keyword,
        broken.expected,
        `the attribute "${local}" is wrong: expected ${broken.expected}`,
      );
    else if (use.fixed !== undefined && !type.equal(normalized, type.normalize(use.fixed)))
      this.#issue(at, "fixed", use.fixed, `the attribute "${local}" must be ${use.fixed}`);
    else {
      if (type.hasIdentity) this.#visitIdentities(type, normalized, at);
      this.#keys?.attribute(
        use.name,
        type.key(normalized, (prefix) => resolvePrefix(element, prefix)),
      );
      this.#listener?.attribute(use.name, normalized);
    }
  }

  #visitIdentities(type: SimpleType, text: string, at: Spot): void {
    this.#identities ??= new Identities();
    const identities = this.#identities;
    type.visitIdentities(text, (kind, name) => {
      if (kind === "ENTITY")
        this.#issue(at, "ENTITY", "an entity that the document type declares", `there is no entity "${name}"`);
      else if (kind === "IDREF") identities.refer(name, at);
      else if (!identities.define(name))
        this.#issue(at, "ID", "an ID that no other element has", `the ID "${name}" is used twice`);
    });
  }

  /** Checks an element at its end, and returns its text if it has valid simple content. */
  #checkContent(element: OpenElement): string | undefined {
    const { declaration } = element;
    if (element.nil) {
      if (element.hasText || element.hasChildren)
        this.#issue(element, "xsi:nil", "no content", `${subject(element)} is nil and must be empty`);
      return undefined;
    }
    if (element.type.text !== undefined) return this.#checkText(element, element.type.text);
    const type = element.type.definition;
    if (type.kind === "simple") return undefined;
    const given = declaration?.default ?? declaration?.fixed;
    if (given !== undefined && !element.hasText && !element.hasChildren && !isEmptiableMixed(type))
      this.#issue(element, "default", given, `${subject(element)} is empty, and its type does not let it be ${given}`);
    if (type.content.kind === "empty") {
      if (element.text !== "")
        this.#issue(element, "text", "nothing, not even white space", `${subject(element)} must be empty`);
      return undefined;
    }
    if (!element.isBroken && isIncomplete(element)) {
      const expected = expectedNext(this.#schema, element);
      this.#issue(element, "required", expected, `${subject(element)} is incomplete: expected ${expected}`);
    }
    if (declaration?.fixed !== undefined && (element.text !== "" || element.hasChildren)) {
      if (element.hasChildren || element.text !== declaration.fixed)
        this.#issue(element, "fixed", declaration.fixed, `${subject(element)} must be ${declaration.fixed}`);
    }
    return undefined;
  }

  #checkText(element: OpenElement, type: SimpleType): string | undefined {
    const { declaration } = element;
    const given = declaration?.default ?? declaration?.fixed;
    const text = type.normalize(element.text === "" && given !== undefined ? given : element.text);
    const resolve = type.usesPrefixes ? (prefix: string) => resolvePrefix(element, prefix) : undefined;
    const broken = type.check(text, resolve);
    if (broken !== undefined) {
      this.#issue(
        element,
        broken.keyword,
        broken.expected,
        `${subject(element)} is wrong: expected ${broken.expected}`,
      );
      return undefined;
    }
    if (declaration?.fixed !== undefined && !type.equal(text, type.normalize(declaration.fixed))) {
      this.#issue(element, "fixed", declaration.fixed, `${subject(element)} must be ${declaration.fixed}`);
      return undefined;
    }
    if (type.hasIdentity) this.#visitIdentities(type, text, element);
    return text;
  }

  #issue(at: Spot, keyword: string, expected: string, message: string): void {
    this.#report({ path: pathOf(at), keyword, expected, message, line: at.start.line, column: at.start.column });
  }
}

/** What a field of a key finds in an element that ends with a text. */
function fieldValue(element: OpenElement, text: string | undefined): FieldValue {
  const type = element.type.text;
  return {
    key:
      type === undefined || text === undefined ? undefined : type.key(text, (prefix) => resolvePrefix(element, prefix)),
    isSimple: type !== undefined || element.unknown,
    isNillable: element.declaration?.nillable === true,
  };
}

/** Whether children and attributes that have no declaration are accepted in an element. */
function isLax(element: OpenElement | undefined): boolean {
  return element !== undefined && (element.lax || element.type.lax);
}

/** Returns how many children of a name a parent has had so far, and counts one more. */
function countChild(parent: OpenElement | undefined, name: string): number {
  if (parent === undefined || !parent.type.mayRepeat) return 0;
  parent.childCounts ??= new Map();
  const count = parent.childCounts.get(name) ?? 0;
  parent.childCounts.set(name, count + 1);
  return count;
}
