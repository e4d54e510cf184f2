import type { ElementIndex, TypeDefinition } from "../../../src/xml/schema-model.ts";

/** Returns the elements that a type may contain directly. */
export function childElements(type: TypeDefinition): readonly ElementIndex[] {
  if (type.kind !== "complex") return [];
  if (type.content.kind === "elements")
    return type.content.states.flatMap(({ next }) => next.map(([element]) => element));
  if (type.content.kind !== "all") return [];
  return type.content.members.flatMap(({ element, substitutes = [] }) => [element, ...substitutes]);
}
