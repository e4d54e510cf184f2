import type { ElementIndex } from "../../../src/xml/schema-model.ts";
import { XsdError } from "../read/xsd-error.ts";
import type { SchemaComponents } from "./components.ts";
import { isDerivedFrom } from "./derivation.ts";
import type { ElementCompiler } from "./elements.ts";
import type { RestrictionTypes } from "./particle-restriction.ts";

/** Determines which elements stand in for each head of a substitution group, directly or through other heads. */
export function resolveSubstitutions(parts: SchemaComponents, elements: ElementCompiler): void {
  for (const [member, { head, node }] of elements.heads) {
    const type = parts.elementAt(member).type;
    const excluded = elements.final.get(head) ?? new Set();
    if (!isDerivedFrom(parts, type, parts.elementAt(head).type, excluded))
      throw new XsdError("The element's type is not derived from that of its substitution group's head", node);
    const seen = new Set([member]);
    for (let at: ElementIndex | undefined = head; at !== undefined; at = elements.heads.get(at)?.head) {
      if (seen.has(at)) throw new XsdError("The substitution group contains itself", node);
      seen.add(at);
      if (mayStandFor(parts, elements, member, at))
        parts.substitutes.set(at, [...(parts.substitutes.get(at) ?? []), member]);
    }
  }
}

/** "Substitution Group OK (Transitive)": what the head and its type block. */
function mayStandFor(
  parts: SchemaComponents,
  elements: ElementCompiler,
  member: ElementIndex,
  head: ElementIndex,
): boolean {
  if (elements.unsubstitutable.has(head)) return false;
  const { type, block = [] } = parts.elementAt(head);
  const definition = parts.typeAt(type);
  const blocked = new Set<string>([...block, ...(definition.kind === "complex" ? (definition.block ?? []) : [])]);
  for (let at = parts.elementAt(member).type; at !== type; ) {
    const one = parts.typeAt(at);
    const method = one.kind === "complex" ? (one.derivation ?? "restriction") : "restriction";
    if (blocked.has(method)) return false;
    // What the types on the way block counts as well.
    if (at !== parts.elementAt(member).type && one.kind === "complex")
      for (const way of one.block ?? []) blocked.add(way);
    if (one.base === undefined) break;
    at = one.base;
  }
  return true;
}

/** What the check of restrictions asks about elements. */
export function restrictionTypes(parts: SchemaComponents, elements: ElementCompiler): RestrictionTypes {
  const byRestriction = new Set(["extension", "list", "union"]);
  return {
    substitutesOf: (element) =>
      (parts.substitutes.get(element) ?? []).map((one) => ({ element: one, name: parts.elementAt(one).name })),
    elementProblem(derivedIndex, baseIndex) {
      if (derivedIndex === baseIndex) return undefined;
      const derived = parts.elementAt(derivedIndex);
      const base = parts.elementAt(baseIndex);
      if (derived.nillable === true && base.nillable !== true) return "it is nillable";
      if (base.fixed !== undefined) {
        const type = parts.typeAt(base.type);
        const text =
          type.kind === "simple" ? base.type : type.content.kind === "simple" ? type.content.type : undefined;
        const isSame =
          derived.fixed !== undefined &&
          (text === undefined
            ? derived.fixed === base.fixed
            : parts
                .simpleType(text)
                .equal(parts.simpleType(text).normalize(derived.fixed), parts.simpleType(text).normalize(base.fixed)));
        if (!isSame) return "its fixed value differs";
      }
      if ((base.block ?? []).some((one) => derived.block?.includes(one) !== true)) return "it blocks less";
      if (elements.unsubstitutable.has(baseIndex) && !elements.unsubstitutable.has(derivedIndex))
        return "it blocks less";
      const constraints = new Set((base.constraints ?? []).map(({ name }) => name));
      if ((derived.constraints ?? []).some(({ name }) => !constraints.has(name)))
        return "it has other identity constraints";
      return isDerivedFrom(parts, derived.type, base.type, byRestriction)
        ? undefined
        : "its type is not derived by restriction";
    },
  };
}
