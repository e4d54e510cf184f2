import type { NamespaceConstraint, Wildcard } from "../../../src/xml/schema-model.ts";
import { checkAttributes, checkChildren } from "../read/schema-syntax.ts";
import type { XmlElement } from "../read/xml-tree.ts";
import { allowedChildren } from "./schema-children.ts";

/** Reads `xs:any` or `xs:anyAttribute`. */
export function readWildcard(node: XmlElement): Wildcard {
  const attributes = checkAttributes(node, {
    namespace: "namespaces",
    processContents: "process",
    ...(node.local === "any" && { minOccurs: "count", maxOccurs: "countOrUnbounded" }),
  });
  checkChildren(node, allowedChildren.annotated);
  const { targetNamespace } = node.scope;
  const text = attributes.namespace ?? "##any";
  const namespaces: NamespaceConstraint =
    text === "##any"
      ? "any"
      : text === "##other"
        ? { not: targetNamespace }
        : [
            ...new Set(
              text
                .split(" ")
                .filter((one) => one !== "")
                .map((one) => (one === "##targetNamespace" ? targetNamespace : one === "##local" ? "" : one)),
            ),
          ];
  return { namespaces, process: (attributes.processContents ?? "strict") as Wildcard["process"] };
}

function isList(one: NamespaceConstraint): one is readonly string[] {
  return Array.isArray(one);
}

/** Returns whether everything that a constraint allows is allowed by another one ("Wildcard Subset"). */
export function isSubset(sub: NamespaceConstraint, of: NamespaceConstraint): boolean {
  if (of === "any") return true;
  if (sub === "any") return false;
  if (isList(sub))
    return isList(of) ? sub.every((one) => of.includes(one)) : sub.every((one) => one !== "" && one !== of.not);
  return !isList(of) && sub.not === of.not;
}

/** Returns whether a namespace exists that both constraints allow. */
export function overlaps(a: NamespaceConstraint, b: NamespaceConstraint): boolean {
  if (a === "any") return !isList(b) || b.length > 0;
  if (b === "any") return overlaps(b, a);
  if (isList(a)) return a.some((one) => (isList(b) ? b.includes(one) : one !== "" && one !== b.not));
  return isList(b) ? overlaps(b, a) : true;
}

/** Returns what both constraints allow; `undefined` when no constraint expresses that. */
export function intersection(a: NamespaceConstraint, b: NamespaceConstraint): NamespaceConstraint | undefined {
  if (a === "any") return b;
  if (b === "any") return a;
  if (isList(a)) return a.filter((one) => (isList(b) ? b.includes(one) : one !== "" && one !== b.not));
  if (isList(b)) return intersection(b, a);
  if (a.not === b.not) return a;
  return a.not === "" ? b : b.not === "" ? a : undefined;
}

/** Returns what one of the constraints allows; `undefined` when no constraint expresses that. */
export function union(a: NamespaceConstraint, b: NamespaceConstraint): NamespaceConstraint | undefined {
  if (a === "any" || b === "any") return "any";
  if (isList(a) && isList(b)) return [...new Set([...a, ...b])];
  if (!isList(a) && !isList(b)) return a.not === b.not ? a : { not: "" };
  const list = isList(a) ? a : isList(b) ? b : [];
  const negated = isList(a) ? (isList(b) ? "" : b.not) : a.not;
  const hasAbsent = list.includes("");
  const hasNegated = list.includes(negated);
  if (negated === "") return hasAbsent ? "any" : { not: "" };
  if (hasNegated && hasAbsent) return "any";
  if (hasNegated) return { not: "" };
  return hasAbsent ? undefined : { not: negated };
}
