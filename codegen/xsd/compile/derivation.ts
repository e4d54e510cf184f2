import type { TypeIndex } from "../../../src/xml/schema-model.ts";
import type { SchemaComponents } from "./components.ts";

/**
 * Returns whether a type is the other one or validly derived from it ("Type Derivation OK"), with derivations that are not
 * allowed on the way.
 */
export function isDerivedFrom(
  parts: SchemaComponents,
  type: TypeIndex,
  from: TypeIndex,
  excluded: ReadonlySet<string> = new Set(),
): boolean {
  if (type === from) return true;
  const target = parts.typeAt(from);
  const definition = parts.typeAt(type);
  if (target.kind === "simple" && definition.kind === "simple" && target.members !== undefined)
    if (target.members.some((member) => isDerivedFrom(parts, type, member, excluded))) return true;
  if (definition.base === undefined) {
    // Simple types descend from xs:anyType, which their chain of bases does not name.
    return from === 0 && !excluded.has("restriction");
  }
  const method = definition.kind === "complex" ? (definition.derivation ?? "restriction") : "restriction";
  if (excluded.has(method)) return false;
  return isDerivedFrom(parts, definition.base, from, excluded);
}
