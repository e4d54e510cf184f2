import type { ContentModel, ElementIndex, TypeIndex } from "../../../src/xml/schema-model.ts";
import { checkAttributes, checkChildren, occurrence } from "../read/schema-syntax.ts";
import type { XmlElement } from "../read/xml-tree.ts";
import { XsdError, XsdRefusal } from "../read/xsd-error.ts";
import type { SchemaComponents } from "./components.ts";
import { AmbiguousContent, ContentTooLarge, compileContent, type Particle } from "./content-automaton.ts";
import type { ElementCompiler } from "./elements.ts";
import { allowedChildren } from "./schema-children.ts";
import { readWildcard } from "./wildcards.ts";

const occurrences = { minOccurs: "count", maxOccurs: "countOrUnbounded" } as const;

/** Compiles the content models of complex types: first into particles, and these into automata when all types are known. */
export class ContentCompiler {
  readonly #parts: SchemaComponents;
  readonly #elementCompiler: ElementCompiler;
  readonly #groups = new Map<string, Particle>();
  readonly #openGroups = new Set<string>();

  constructor(parts: SchemaComponents, elementCompiler: ElementCompiler) {
    this.#parts = parts;
    this.#elementCompiler = elementCompiler;
  }

  /** Returns the particle of a content model; `undefined` for a content model without elements. */
  particleOf(group: XmlElement | undefined): Particle | undefined {
    if (group === undefined) return undefined;
    const particle = this.#particle(group, true);
    if (particle.max === 0) return undefined;
    if (particle.kind === "element" || particle.kind === "any") return particle;
    const isEmpty =
      particle.particles.length === 0 && !particle.hadParticles && (particle.kind !== "choice" || particle.min === 0);
    return isEmpty ? undefined : particle;
  }

  /** Returns a group that is defined by itself. */
  group(name: string, node: XmlElement): Particle {
    const known = this.#groups.get(name);
    if (known !== undefined) return known;
    if (this.#openGroups.has(name)) throw new XsdError("The group contains itself", node);
    this.#openGroups.add(name);
    checkAttributes(node, { name: "ncName" });
    const [model] = checkChildren(node, allowedChildren.groupDefinition);
    if (model === undefined) throw new XsdError("A group needs a content model", node);
    for (const bound of ["minOccurs", "maxOccurs"])
      if (model.attributes.some(({ namespace, local }) => namespace === "" && local === bound))
        throw new XsdError(`The content model of a group cannot have "${bound}"`, model);
    const particle = this.#particle(model, true);
    this.#openGroups.delete(name);
    this.#groups.set(name, particle);
    return particle;
  }

  /** Returns the content model of a particle. */
  compile(particle: Particle | undefined, mixed: boolean, place: XmlElement): ContentModel {
    const mark = mixed ? ({ mixed: true } as const) : {};
    if (particle === undefined)
      return mixed ? { kind: "elements", mixed, states: [{ accepts: true, next: [] }] } : { kind: "empty" };
    if (particle.kind === "all") return this.#all(particle, mark, place);
    this.#parts.defer(() => this.#checkConsistency(particle, place));
    try {
      return { kind: "elements", ...mark, states: compileContent(particle, this.#parts) };
    } catch (error) {
      if (error instanceof AmbiguousContent)
        throw new XsdError(`Ambiguous content model: ${error.message} (unique particle attribution)`, place);
      if (error instanceof ContentTooLarge) throw new XsdRefusal("very large occurrence bounds", place);
      throw error;
    }
  }

  #all(particle: Extract<Particle, { kind: "all" }>, mark: { readonly mixed?: true }, place: XmlElement): ContentModel {
    const members: { element: ElementIndex; required?: true; substitutes?: readonly ElementIndex[] }[] = [];
    const names = new Set<string>();
    for (const one of particle.particles) {
      if (one.kind !== "element" || one.max === 0) continue;
      const substitutes = this.#parts.substitutes.get(one.element) ?? [];
      for (const name of [one.name, ...substitutes.map((index) => this.#parts.elementAt(index).name)]) {
        if (names.has(name))
          throw new XsdError(`Ambiguous content model: two particles could both claim <${name}>`, place);
        names.add(name);
      }
      members.push({
        element: one.element,
        ...(one.min === 1 && { required: true }),
        ...(substitutes.length > 0 && { substitutes }),
      });
    }
    if (particle.particles.length === 0 && !("mixed" in mark)) return { kind: "empty" };
    return { kind: "all", ...mark, ...(particle.min === 0 && { optional: true }), members };
  }

  #particle(node: XmlElement, isTop = false): Particle {
    if (node.local === "element") return this.#elementCompiler.particle(node);
    if (node.local === "any")
      return {
        ...occurrence(node, { ...occurrences, namespace: "namespaces", processContents: "process" }),
        kind: "any",
        wildcard: readWildcard(node),
      };
    if (node.local === "group") return this.#groupReference(node, isTop);
    if (node.local === "all") return this.#allParticle(node);
    const bounds = occurrence(node, occurrences);
    const kind = node.local === "choice" ? "choice" : "sequence";
    const all = checkChildren(node, allowedChildren.group).map((child) => this.#particle(child));
    const particles = all.filter(({ max }) => max > 0);
    // By the specification no content matches it, not even none; other validators accept its absence.
    if (kind === "choice" && bounds.min > 0 && all.length > 0 && particles.length === 0)
      throw new XsdRefusal("choice without a possible element", node);
    return { ...bounds, kind, particles, hadParticles: all.length > 0 };
  }

  #groupReference(node: XmlElement, isTop: boolean): Particle {
    const { ref } = checkAttributes(node, { ref: "qName", ...occurrences });
    const bounds = occurrence(node, { ref: "qName", ...occurrences });
    checkChildren(node, allowedChildren.annotated);
    if (ref === undefined) throw new XsdError("A group inside a type needs a ref", node);
    const target = this.#parts.global("group", ref, node);
    const group = this.group(target.expanded, target.node);
    if (group.kind === "all") {
      if (!isTop || bounds.max > 1)
        throw new XsdError("A group of <all> must be the whole content model, and cannot repeat", node);
      return { ...group, min: Math.min(group.min, bounds.min), max: bounds.max };
    }
    return { ...group, ...bounds };
  }

  #allParticle(node: XmlElement): Particle {
    const { min } = occurrence(node, occurrences);
    const bounds = checkAttributes(node, occurrences);
    if (min > 1 || (bounds.maxOccurs !== undefined && Number(bounds.maxOccurs) !== 1))
      throw new XsdError("<all> can occur only once: minOccurs must be 0 or 1, and maxOccurs 1", node);
    const particles = checkChildren(node, allowedChildren.all).map((child) => {
      const particle = this.#particle(child);
      if (particle.max > 1) throw new XsdError("An element inside <all> can occur only once", child);
      return particle;
    });
    const names = new Set<string>();
    for (const [i, one] of particles.entries()) {
      if (one.kind !== "element" || one.max === 0) continue;
      if (names.has(one.name))
        throw new XsdError(
          `Ambiguous content model: two particles could both claim <${one.name}>`,
          node.children[i] ?? node,
        );
      names.add(one.name);
    }
    return { min, max: 1, kind: "all", particles, hadParticles: particles.length > 0 };
  }

  /** Elements with the same name in one content model must have the same type ("Element Declarations Consistent"). */
  #checkConsistency(particle: Particle, place: XmlElement): void {
    const types = new Map<string, TypeIndex>();
    const check = (element: ElementIndex): void => {
      const { name, type } = this.#parts.elementAt(element);
      if ((types.get(name) ?? type) !== type)
        throw new XsdError(`<${name}> has two different types in one content model`, place);
      types.set(name, type);
    };
    const visit = (one: Particle): void => {
      if (one.kind === "any") return;
      if (one.kind !== "element") {
        one.particles.forEach(visit);
        return;
      }
      check(one.element);
      for (const substitute of this.#parts.substitutes.get(one.element) ?? []) check(substitute);
    };
    visit(particle);
  }
}
