import { endOf, type OpenElement } from "./open-element.ts";
import type { Schema } from "./schema.ts";
import {
  allowsNamespace,
  type ComplexTypeDefinition,
  type ElementDeclaration,
  type ElementIndex,
  localName,
  namespaceOf,
  type Wildcard,
} from "./schema-model.ts";

/**
 * Advances an element's content model over a child. Returns the declaration or the wildcard that allows it; `undefined` if
 * the child is not allowed.
 */
export function acceptChild(
  schema: Schema,
  parent: OpenElement,
  name: string,
): ElementDeclaration | Wildcard | undefined {
  const { definition, transitions } = parent.type;
  const transition = transitions[parent.state];
  // Most children are the first allowed one; comparing one name costs less than a lookup.
  const edge = transition?.first?.name === name ? transition.first.edge : transition?.byName.get(name);
  if (edge !== undefined) {
    parent.state = edge[1];
    return schema.elementAt(edge[0]);
  }
  const any = transition?.any.find(([{ namespaces }]) => allowsNamespace(namespaces, namespaceOf(name)));
  if (any !== undefined) {
    parent.state = any[1];
    return any[0];
  }
  if (definition.kind === "simple" || definition.content.kind !== "all") return undefined;
  let found: ElementIndex | undefined;
  const member = definition.content.members.find(({ element, substitutes = [] }) => {
    found = [element, ...substitutes].find((one) => schema.elementAt(one).name === name);
    return found !== undefined;
  });
  parent.seenAll ??= new Set();
  if (member === undefined || parent.seenAll.has(member.element)) return undefined;
  parent.seenAll.add(member.element);
  return schema.elementAt(found ?? member.element);
}

/** Describes what may come next in an element. */
export function expectedNext(schema: Schema, parent: OpenElement): string {
  const { definition } = parent.type;
  const names: string[] = [];
  if (definition.kind === "complex" && definition.content.kind === "elements") {
    const state = definition.content.states[parent.state];
    for (const [element] of state?.next ?? []) names.push(`<${localName(schema.elementAt(element).name)}>`);
    if (state?.any !== undefined) names.push("an element of another schema");
    if (state?.accepts === true) names.push(endOf(parent));
  } else if (definition.kind === "complex" && definition.content.kind === "all") {
    for (const { element } of definition.content.members)
      if (!parent.seenAll?.has(element)) names.push(`<${localName(schema.elementAt(element).name)}>`);
    names.push(endOf(parent));
  }
  return names.length === 0 ? "nothing" : names.join(" or ");
}

/** Returns whether required children would be missing if an element ended here. */
export function isIncomplete({ type: { definition }, state, seenAll }: OpenElement): boolean {
  if (definition.kind === "simple") return false;
  const { content } = definition;
  if (content.kind === "elements") return content.states[state]?.accepts !== true;
  if (content.kind !== "all" || (content.optional === true && seenAll === undefined)) return false;
  return content.members.some(({ element, required }) => required === true && !seenAll?.has(element));
}

/** Returns whether an element of a type may contain only text, and so have a default or fixed value. */
export function isEmptiableMixed({ content }: ComplexTypeDefinition): boolean {
  if (!("mixed" in content)) return false;
  if (content.kind === "elements") return content.states[0]?.accepts === true;
  return content.kind === "any" || content.optional === true || content.members.every(({ required }) => !required);
}
