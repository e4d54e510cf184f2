import type { ContentModel, ElementIndex, TypeIndex } from "../../../src/xml/schema-model.ts";
import { checkAttributes, checkChildren, occurrence } from "../read/schema-syntax.ts";
import type { XmlElement } from "../read/xml-tree.ts";
import { XsdError, XsdRefusal } from "../read/xsd-error.ts";
import type { SchemaComponents } from "./components.ts";
import { AmbiguousContent, ContentTooLarge, compileContent, type Particle } from "./content-automaton.ts";
import type { ElementCompiler } from "./elements.ts";
import { allowedChildren } from "./schema-children.ts";

/** Compiles the content models of complex types. */
export class ContentCompiler {
  readonly #parts: SchemaComponents;
  readonly #elementCompiler: ElementCompiler;

  constructor(parts: SchemaComponents, elementCompiler: ElementCompiler) {
    this.#parts = parts;
    this.#elementCompiler = elementCompiler;
  }

  content(group: XmlElement | undefined, mixed: boolean): ContentModel {
    const mark = mixed ? ({ mixed: true } as const) : {};
    const nothing: ContentModel = mixed
      ? { kind: "elements", mixed, states: [{ accepts: true, next: [] }] }
      : { kind: "empty" };
    if (group === undefined) return nothing;
    if (group.local === "all") return this.#all(group, mark);
    const particle = this.#particle(group);
    if (particle.max === 0) return nothing;
    const isEmpty =
      particle.kind !== "element" &&
      particle.particles.length === 0 &&
      group.children.every(({ local }) => local === "annotation") &&
      (particle.kind === "sequence" || particle.min === 0);
    if (isEmpty) return nothing;
    this.#parts.defer(() => this.#checkConsistency(particle, group));
    try {
      return { kind: "elements", ...mark, states: compileContent(particle) };
    } catch (error) {
      if (error instanceof AmbiguousContent)
        throw new XsdError(`Ambiguous content model: ${error.message} (unique particle attribution)`, group);
      if (error instanceof ContentTooLarge) throw new XsdRefusal("very large occurrence bounds", group);
      throw error;
    }
  }

  #all(group: XmlElement, mark: { readonly mixed?: true }): ContentModel {
    const { min } = occurrence(group, { minOccurs: "count", maxOccurs: "countOrUnbounded" });
    const bounds = checkAttributes(group, { minOccurs: "count", maxOccurs: "countOrUnbounded" });
    if (min > 1 || (bounds.maxOccurs !== undefined && Number(bounds.maxOccurs) !== 1))
      throw new XsdError("<all> can occur only once: minOccurs must be 0 or 1, and maxOccurs 1", group);
    const members: { element: ElementIndex; required?: true }[] = [];
    const names = new Set<string>();
    const particles = checkChildren(group, allowedChildren.all).map((node) => ({
      node,
      particle: this.#particle(node),
    }));
    for (const { node, particle } of particles) {
      if (particle.kind !== "element") throw new XsdError("<all> contains only elements", node);
      if (particle.max > 1) throw new XsdError("An element inside <all> can occur only once", node);
      if (particle.max === 0) continue;
      if (names.has(particle.name))
        throw new XsdError(`Ambiguous content model: two particles could both claim <${particle.name}>`, node);
      names.add(particle.name);
      members.push({ element: particle.element, ...(particle.min === 1 && { required: true }) });
    }
    if (particles.length === 0 && !("mixed" in mark)) return { kind: "empty" };
    return { kind: "all", ...mark, ...(min === 0 && { optional: true }), members };
  }

  #particle(node: XmlElement): Particle {
    if (node.local === "element") return this.#elementCompiler.particle(node);
    const bounds = occurrence(node, { minOccurs: "count", maxOccurs: "countOrUnbounded" });
    const kind = node.local === "choice" ? "choice" : "sequence";
    const all = checkChildren(node, allowedChildren.group).map((child) => this.#particle(child));
    const particles = all.filter(({ max }) => max > 0);
    // By the specification no content matches it, not even none; other validators accept its absence.
    if (kind === "choice" && bounds.min > 0 && all.length > 0 && particles.length === 0)
      throw new XsdRefusal("choice without a possible element", node);
    return { ...bounds, kind, particles };
  }

  /** Elements with the same name in one content model must have the same type ("Element Declarations Consistent"). */
  #checkConsistency(particle: Particle, place: XmlElement): void {
    const types = new Map<string, TypeIndex>();
    const visit = (one: Particle): void => {
      if (one.kind !== "element") {
        one.particles.forEach(visit);
        return;
      }
      const { type } = this.#parts.elementAt(one.element);
      if ((types.get(one.name) ?? type) !== type)
        throw new XsdError(`<${one.name}> has two different types in one content model`, place);
      types.set(one.name, type);
    };
    visit(particle);
  }
}
