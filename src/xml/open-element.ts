import type { TypeUse } from "./schema.ts";
import { type ElementDeclaration, localName } from "./schema-model.ts";
import type { TextPosition } from "./xml-parser.ts";

/** A place in the document and in the value; its path is put together only when there is something to say of it. */
export interface Spot {
  readonly start: TextPosition;
  /** Expanded name of the element or attribute. */
  readonly name: string;
  /** How many elements of the name came before it in its parent; counted only where several may come. */
  readonly index: number;
  /** Absent for an element that is a value of its own. */
  readonly parent: Spot | undefined;
}

/** An element that is being validated: what it may still contain, and what it has contained. */
export interface OpenElement extends Spot {
  declaration: ElementDeclaration | undefined;
  type: TypeUse;
  nil: boolean;
  /** Set inside an element that has no declaration and whose content is therefore not looked at. */
  unknown: boolean;
  /** State of the content model. */
  state: number;
  /** Set when a child did not fit: what the content lacks can no longer be told. */
  isBroken: boolean;
  seenAll: Set<number> | undefined;
  text: string;
  hasChildren: boolean;
  /** Whether it has any text, even white space. */
  hasText: boolean;
  childCounts: Map<string, number> | undefined;
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
