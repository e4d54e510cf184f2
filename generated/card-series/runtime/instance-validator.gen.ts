// Copied from codegen/xsd/runtime/instance-validator.ts.
// Do not edit: change the source and run `npm run generate`.

import type { ValidationIssue } from "../../runtime/issues.gen.ts";
import type { Schema, TypeUse } from "./schema.gen.ts";
import {
  type AttributeUse,
  type ComplexTypeDefinition,
  type ElementDeclaration,
  expandedName,
  localName,
} from "./schema-model.gen.ts";
import type { SimpleType } from "./simple-type.gen.ts";
import { isWhiteSpace } from "./white-space.gen.ts";
import type { TextPosition, XmlStartTag } from "./xml-parser.gen.ts";

/** An issue in a document: what is wrong and where its element starts. */
export interface XmlIssue extends ValidationIssue, TextPosition {}

/** An open element: what it may still contain, and what it has contained. */
interface Frame extends Spot {
  readonly declaration: ElementDeclaration | undefined;
  readonly type: TypeUse;
  readonly nil: boolean;
  /** Set inside an element that has no declaration and whose content is therefore not looked at. */
  readonly unknown: boolean;
  state: number;
  /** Set when a child did not fit: what the content lacks can no longer be told. */
  isBroken: boolean;
  seenAll: Set<number> | undefined;
  text: string;
  children: number;
  childCounts: Map<string, number> | undefined;
}

/** An element's place in the document and in the value; its path is put together only when there is something to say of it. */
interface Spot {
  readonly start: TextPosition;
  readonly name: string;
  /** How many elements of the name came before it in its parent; counted only where several may come. */
  readonly index: number;
  /** Absent for an element that is a value of its own. */
  readonly parent: Spot | undefined;
}

const XSI = "http://www.w3.org/2001/XMLSchema-instance";

/** Listens to a validator: gets each element's values as they are found valid. */
export interface ValueListener {
  startElement(declaration: ElementDeclaration | undefined, type: number): void;
  attribute(name: string, value: string): void;
  /** `text` is the normalized text of an element with simple content. */
  endElement(text: string | undefined): void;
}

/** Validates a document against a schema while it is parsed, element by element, in memory that only its depth decides. */
export class InstanceValidator {
  readonly #schema: Schema;
  readonly #report: (issue: XmlIssue) => void;
  readonly #listener: ValueListener | undefined;
  readonly #frames: Frame[] = [];

  constructor(schema: Schema, report: (issue: XmlIssue) => void, listener?: ValueListener) {
    this.#schema = schema;
    this.#report = report;
    this.#listener = listener;
  }

  /** Takes a child as read and valid without having seen it. Tells whether it is allowed here. */
  skipChild(name: string): boolean {
    const frame = this.#frames.at(-1);
    return frame !== undefined && this.#acceptChild(frame, name) !== undefined;
  }

  /** `isValue` starts the path of an element that stands for a value of its own, such as a record. */
  startElement(tag: XmlStartTag, start: TextPosition, isValue = false): void {
    const parent = this.#frames.at(-1);
    const name = expandedName(tag.namespace, tag.local);
    const spot: Spot = { start, name, index: this.#countChild(parent, name), parent: isValue ? undefined : parent };
    const found = this.#findDeclaration(parent, spot);
    const hasAttributes = tag.attributes.length > 0;
    const named = hasAttributes ? this.#typeByAttribute(tag, found?.type, spot) : undefined;
    const typeIndex = named ?? found?.type;
    const type = this.#schema.use(typeIndex ?? 0);
    const { definition } = type;
    if (parent === undefined && typeIndex === undefined)
      this.#issue(spot, "element", this.#rootNames(), `<${tag.local}> is not the root of such a document`);
    // Nothing is known of an element that no declaration allows, so its inside is not reported on as well.
    const unknown = parent?.unknown === true || (typeIndex === undefined && !isLax(parent));
    if (!unknown && (found?.abstract === true || (definition.kind === "complex" && definition.abstract === true)))
      this.#issue(spot, "abstract", "a concrete type", `<${tag.local}> is abstract`);
    const frame: Frame = {
      start,
      name,
      index: spot.index,
      parent: spot.parent,
      declaration: found,
      type,
      nil: hasAttributes && !unknown && this.#isNil(tag, found, spot),
      unknown,
      state: 0,
      isBroken: false,
      seenAll: undefined,
      text: "",
      children: 0,
      childCounts: undefined,
    };
    this.#frames.push(frame);
    this.#listener?.startElement(found, typeIndex ?? 0);
    if (!unknown) this.#checkAttributes(frame, tag);
  }

  text(text: string): void {
    const frame = this.#frames.at(-1);
    if (frame === undefined || frame.unknown || text === "") return;
    if (frame.type.text !== undefined || frame.nil) {
      frame.text += text;
      return;
    }
    const { definition } = frame.type;
    if (definition.kind === "simple") return;
    if (definition.content.kind === "empty") frame.text += text;
    else if (!("mixed" in definition.content)) {
      if (frame.text !== "" || isWhiteSpace(text)) return;
      frame.text = " ";
      this.#issue(frame, "text", "no text between child elements", `text is not allowed ${between(frame)}`);
    } else if (frame.declaration?.fixed !== undefined || frame.declaration?.default !== undefined) frame.text += text;
  }

  endElement(): void {
    const frame = this.#frames.pop();
    if (frame === undefined) return;
    const text = frame.unknown ? undefined : this.#checkContent(frame);
    this.#listener?.endElement(text);
  }

  #findDeclaration(parent: Frame | undefined, spot: Spot): ElementDeclaration | undefined {
    if (parent?.unknown === true) return undefined;
    if (parent === undefined || isLax(parent)) {
      const root = this.#schema.roots.get(spot.name);
      return root === undefined ? undefined : this.#schema.element(root);
    }
    parent.children++;
    const type = parent.type.definition;
    if (type.kind === "simple" || type.content.kind === "simple" || type.content.kind === "empty" || parent.nil) {
      this.#issue(spot, "element", "no child elements", `${subject(spot)} is not allowed ${within(parent)}`);
      return undefined;
    }
    const element = this.#acceptChild(parent, spot.name);
    if (element !== undefined) return element;
    parent.isBroken = true;
    const expected = this.#expected(parent);
    this.#issue(spot, "element", expected, `${subject(spot)} is not allowed here: expected ${expected}`);
    return undefined;
  }

  /** Moves a frame's content model over a child; `undefined` when the child is not allowed. */
  #acceptChild(frame: Frame, name: string): ElementDeclaration | undefined {
    const { definition, transitions } = frame.type;
    const edge = transitions[frame.state]?.get(name);
    if (edge !== undefined) {
      frame.state = edge[1];
      return this.#schema.element(edge[0]);
    }
    if (definition.kind === "simple" || definition.content.kind !== "all") return undefined;
    const member = definition.content.members.find(({ element }) => this.#schema.element(element).name === name);
    frame.seenAll ??= new Set();
    if (member === undefined || frame.seenAll.has(member.element)) return undefined;
    frame.seenAll.add(member.element);
    return this.#schema.element(member.element);
  }

  #expected(frame: Frame): string {
    const type = frame.type.definition;
    const names: string[] = [];
    if (type.kind === "complex" && type.content.kind === "elements") {
      const state = type.content.states[frame.state];
      for (const [element] of state?.next ?? []) names.push(`<${localName(this.#schema.element(element).name)}>`);
      if (state?.accepts === true) names.push(endOf(frame));
    } else if (type.kind === "complex" && type.content.kind === "all") {
      for (const { element } of type.content.members)
        if (!frame.seenAll?.has(element)) names.push(`<${localName(this.#schema.element(element).name)}>`);
      names.push(endOf(frame));
    }
    return names.length === 0 ? "nothing" : names.join(" or ");
  }

  #rootNames(): string {
    return [...this.#schema.roots.keys()].map((name) => `<${localName(name)}>`).join(" or ");
  }

  #typeByAttribute(tag: XmlStartTag, declared: number | undefined, at: Spot): number | undefined {
    const attribute = tag.attributes.find(({ namespace, local }) => namespace === XSI && local === "type");
    if (attribute === undefined) return undefined;
    const match = /^(?:([^:\s]+):)?([^:\s]+)$/.exec(attribute.value.replace(/^[ \t\n\r]+|[ \t\n\r]+$/g, ""));
    const namespace =
      match === null ? undefined : (tag.resolve(match[1] ?? "") ?? (match[1] === undefined ? "" : undefined));
    const named =
      namespace === undefined ? undefined : this.#schema.typeNames.get(expandedName(namespace, match?.[2] ?? ""));
    if (named === undefined) {
      this.#issue(at, "xsi:type", "a type of the schema", "xsi:type names no type of the schema");
      return undefined;
    }
    if (declared !== undefined && !this.#schema.isDerived(named, declared)) {
      this.#issue(
        at,
        "xsi:type",
        "a type derived from the element's",
        "xsi:type is not derived from the element's type",
      );
      return undefined;
    }
    return named;
  }

  #isNil(tag: XmlStartTag, declaration: ElementDeclaration | undefined, at: Spot): boolean {
    const attribute = tag.attributes.find(({ namespace, local }) => namespace === XSI && local === "nil");
    if (attribute === undefined) return false;
    const value = attribute.value.replace(/^[ \t\n\r]+|[ \t\n\r]+$/g, "");
    if (!/^(?:true|false|1|0)$/.test(value))
      this.#issue(at, "xsi:nil", "true or false", "xsi:nil must be true or false");
    else if (declaration !== undefined && declaration.nillable !== true)
      this.#issue(at, "xsi:nil", "no xsi:nil", `<${tag.local}> is not nillable`);
    const nil = value === "true" || value === "1";
    if (nil && declaration?.fixed !== undefined)
      this.#issue(at, "xsi:nil", "no xsi:nil", `<${tag.local}> has a fixed value and cannot be nil`);
    return nil;
  }

  #checkAttributes(frame: Frame, tag: XmlStartTag): void {
    const { definition, attributes: uses } = frame.type;
    if (uses.length === 0 && tag.attributes.length === 0) return;
    const lax = definition.kind === "complex" && definition.content.kind === "any";
    const present = new Set<string>();
    for (const { namespace, local, value } of tag.attributes) {
      if (namespace === XSI && XSI_ATTRIBUTES.has(local)) continue;
      const name = expandedName(namespace, local);
      present.add(name);
      const use = uses.find((one) => one.name === name) ?? (lax ? this.#schema.attributes.get(name) : undefined);
      if (use !== undefined) this.#checkAttribute(frame, use, value);
      else if (!lax) {
        const expected =
          uses.length === 0 ? "no attributes" : `only ${uses.map((one) => localName(one.name)).join(", ")}`;
        this.#issue(frame, "attribute", expected, `the attribute "${local}" is not allowed ${within(frame)}`);
      }
    }
    for (const use of uses) {
      if (present.has(use.name)) continue;
      const value = use.default ?? use.fixed;
      if (use.required === true) {
        const name = localName(use.name);
        this.#issue(
          frame,
          "required",
          `the attribute "${name}"`,
          `the attribute "${name}" is missing ${within(frame)}`,
        );
      } else if (value !== undefined) {
        this.#listener?.attribute(use.name, this.#schema.simpleType(use.type).normalize(value));
      }
    }
  }

  #checkAttribute(frame: Frame, use: AttributeUse, value: string): void {
    const type = this.#schema.simpleType(use.type);
    const normalized = type.normalize(value);
    const local = localName(use.name);
    const at: Spot = { start: frame.start, name: use.name, index: 0, parent: frame };
    const broken = type.check(normalized);
    if (broken !== undefined)
      this.#issue(
        at,
        broken.keyword,
        broken.expected,
        `the attribute "${local}" is wrong: expected ${broken.expected}`,
      );
    else if (use.fixed !== undefined && !type.equal(normalized, type.normalize(use.fixed)))
      this.#issue(at, "fixed", use.fixed, `the attribute "${local}" must be ${use.fixed}`);
    else this.#listener?.attribute(use.name, normalized);
  }

  /** Checks an element at its end and gives its text when its content is simple and valid. */
  #checkContent(frame: Frame): string | undefined {
    const { declaration } = frame;
    const type = frame.type.definition;
    if (frame.nil) {
      if (frame.text !== "" || frame.children > 0)
        this.#issue(frame, "xsi:nil", "no content", `${subject(frame)} is nil and must be empty`);
      return undefined;
    }
    if (frame.type.text !== undefined) return this.#checkText(frame, frame.type.text);
    if (type.kind === "simple") return undefined;
    if (type.content.kind === "empty") {
      if (frame.text !== "")
        this.#issue(frame, "text", "nothing, not even white space", `${subject(frame)} must be empty`);
      return undefined;
    }
    if (!frame.isBroken && this.#isIncomplete(frame, type)) {
      const expected = this.#expected(frame);
      this.#issue(frame, "required", expected, `${subject(frame)} is incomplete: expected ${expected}`);
    }
    if (declaration?.fixed !== undefined && (frame.text !== "" || frame.children > 0)) {
      if (frame.children > 0 || frame.text !== declaration.fixed)
        this.#issue(frame, "fixed", declaration.fixed, `${subject(frame)} must be ${declaration.fixed}`);
    }
    return undefined;
  }

  #checkText(frame: Frame, type: SimpleType): string | undefined {
    const { declaration } = frame;
    const given = declaration?.default ?? declaration?.fixed;
    const text = type.normalize(frame.text === "" && given !== undefined ? given : frame.text);
    const broken = type.check(text);
    if (broken !== undefined) {
      this.#issue(frame, broken.keyword, broken.expected, `${subject(frame)} is wrong: expected ${broken.expected}`);
      return undefined;
    }
    if (declaration?.fixed !== undefined && !type.equal(text, type.normalize(declaration.fixed))) {
      this.#issue(frame, "fixed", declaration.fixed, `${subject(frame)} must be ${declaration.fixed}`);
      return undefined;
    }
    return text;
  }

  #isIncomplete(frame: Frame, { content }: ComplexTypeDefinition): boolean {
    if (content.kind === "elements") return content.states[frame.state]?.accepts !== true;
    if (content.kind !== "all" || (content.optional === true && frame.seenAll === undefined)) return false;
    return content.members.some(({ element, required }) => required === true && !frame.seenAll?.has(element));
  }

  #countChild(parent: Frame | undefined, name: string): number {
    if (parent === undefined || !parent.type.mayRepeat) return 0;
    parent.childCounts ??= new Map();
    const count = parent.childCounts.get(name) ?? 0;
    parent.childCounts.set(name, count + 1);
    return count;
  }

  #issue(at: Spot, keyword: string, expected: string, message: string): void {
    this.#report({ path: pathOf(at), keyword, expected, message, line: at.start.line, column: at.start.column });
  }
}

const XSI_ATTRIBUTES = new Set(["type", "nil", "schemaLocation", "noNamespaceSchemaLocation"]);

/** Tells whether children without a declaration are let pass. */
function isLax(frame: Frame | undefined): boolean {
  return (
    frame !== undefined && frame.type.definition.kind === "complex" && frame.type.definition.content.kind === "any"
  );
}

function subject({ name }: Spot): string {
  return `<${localName(name)}>`;
}

function within(frame: Spot): string {
  return `in ${subject(frame)}`;
}

function between(frame: Spot): string {
  return `between the elements of ${subject(frame)}`;
}

function endOf(frame: Spot): string {
  return `the end of ${subject(frame)}`;
}

/** A JSON pointer from the value's own element, or from the document's root, to a place inside it. */
function pathOf({ name, index, parent }: Spot): string {
  if (parent === undefined) return "";
  const step = localName(name).replaceAll("~", "~0").replaceAll("/", "~1");
  return `${pathOf(parent)}/${step}${index === 0 ? "" : `/${index}`}`;
}
