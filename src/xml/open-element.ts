import type { TypeUse } from "./schema.ts";
import { type ElementDeclaration, type ElementIndex, localName } from "./schema-model.ts";
import type { TextPosition } from "./xml-handler.ts";

/** A place in the document and in the value. Its path is only built when an issue is reported. */
export interface Spot {
  readonly start: TextPosition;
  /** Expanded name of the element or attribute. */
  readonly name: string;
  /** How many elements of this name precede it in its parent; counted only where the schema allows several. */
  readonly index: number;
  /** Absent for the element at which a value starts. */
  readonly parent: Spot | undefined;
}

/** An element that is being validated: what it may still contain and what it has contained so far. */
export interface OpenElement extends Spot {
  declaration: ElementDeclaration | undefined;
  type: TypeUse;
  nil: boolean;
  /** Set inside an element without a declaration, whose content is therefore not validated. */
  unknown: boolean;
  /** State of the content model. */
  state: number;
  /** Set after an unexpected child: from then on, missing children cannot be determined. */
  isBroken: boolean;
  seenAll: Set<ElementIndex> | undefined;
  text: string;
  hasChildren: boolean;
  /** Whether it has any text, even white space. */
  hasText: boolean;
  childCounts: Map<string, number> | undefined;
  /** Whether a child that has a declaration is validated, and any other is not: inside content that is only validated laxly. */
  lax: boolean;
  /** The prefixes that it declares itself, and the element around it, even around a record. */
  readonly prefixes: Readonly<Record<string, string>>;
  readonly outer: OpenElement | undefined;
}

/** Returns the namespace of a prefix in an element. */
export function resolvePrefix(element: OpenElement, prefix: string): string | undefined {
  if (prefix === "xml") return "http://www.w3.org/XML/1998/namespace";
  for (let at: OpenElement | undefined = element; at !== undefined; at = at.outer) {
    const namespace = at.prefixes[prefix];
    if (namespace !== undefined) return namespace === "" ? undefined : namespace;
  }
  return undefined;
}

export function subject({ name }: Spot): string {
  return `<${localName(name)}>`;
}

export function within(spot: Spot): string {
  return `in ${subject(spot)}`;
}

export function between(spot: Spot): string {
  return `between the elements of ${subject(spot)}`;
}

export function endOf(spot: Spot): string {
  return `the end of ${subject(spot)}`;
}

/** A JSON pointer from the value's own element, or from the document's root, to a place inside it. */
export function pathOf({ name, index, parent }: Spot): string {
  if (parent === undefined) return "";
  const step = localName(name).replaceAll("~", "~0").replaceAll("/", "~1");
  return `${pathOf(parent)}/${step}${index === 0 ? "" : `/${index}`}`;
}
