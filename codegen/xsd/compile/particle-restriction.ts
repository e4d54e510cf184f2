import {
  allowsNamespace,
  type ElementIndex,
  type NamespaceConstraint,
  namespaceOf,
} from "../../../src/xml/schema-model.ts";
import type { Particle } from "./content-automaton.ts";
import { isSubset } from "./wildcards.ts";

/** What the check of a restriction must know about elements. */
export interface RestrictionTypes {
  /** Returns why one element declaration is no restriction of another one of the same name. */
  elementProblem(derived: ElementIndex, base: ElementIndex): string | undefined;
  /** Returns what stands in for an element, with its name. */
  substitutesOf(element: ElementIndex): readonly { readonly element: ElementIndex; readonly name: string }[];
}

type Group = Extract<Particle, { readonly particles: readonly Particle[] }>;
type ElementParticle = Extract<Particle, { readonly kind: "element" }>;
type AnyParticle = Extract<Particle, { readonly kind: "any" }>;

/** Returns why a content model is no valid restriction of another one (part 1, section 3.9.6). */
export function restrictionProblem(
  types: RestrictionTypes,
  derived: Particle | undefined,
  base: Particle | undefined,
): string | undefined {
  if (derived === undefined)
    return base === undefined || range(base).min === 0 ? undefined : "the base requires elements";
  if (base === undefined) return "the base has no elements";
  return restricts(types, simplified(derived), simplified(base)) ? undefined : "see XML Schema part 1, section 3.9.6";
}

function isGroup(particle: Particle): particle is Group {
  return "particles" in particle;
}

/** Takes away groups that change nothing. */
function simplified(particle: Particle): Particle {
  if (!isGroup(particle)) return particle;
  const children = particle.particles
    .filter(({ max }) => max > 0)
    .map(simplified)
    .filter((child) => !(isGroup(child) && child.particles.length === 0 && child.kind !== "choice"))
    .flatMap((child) =>
      isGroup(child) && child.kind === particle.kind && child.min === 1 && child.max === 1 && child.kind !== "all"
        ? child.particles
        : [child],
    );
  const [only] = children;
  if (only !== undefined && children.length === 1 && isOnce(particle)) return only;
  return { ...particle, particles: children };
}

function isOnce({ min, max }: Particle): boolean {
  return min === 1 && max === 1;
}

/** "Effective Total Range". */
function range(particle: Particle): { readonly min: number; readonly max: number } {
  if (!isGroup(particle)) return particle;
  const children = particle.particles.map(range);
  const mins = children.map(({ min }) => min);
  const maxes = children.map(({ max }) => max);
  const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
  const isChoice = particle.kind === "choice";
  const min = isChoice ? (mins.length === 0 ? 0 : Math.min(...mins)) : sum(mins);
  const max = isChoice ? Math.max(0, ...maxes) : sum(maxes);
  return { min: particle.min * min, max: max === 0 ? 0 : particle.max * max };
}

function isWithin(derived: { min: number; max: number }, base: { min: number; max: number }): boolean {
  return derived.min >= base.min && derived.max <= base.max;
}

function restricts(types: RestrictionTypes, derived: Particle, base: Particle): boolean {
  if (range(derived).max === 0) return range(base).min === 0;
  if (base.kind === "element") {
    const substitutes = types.substitutesOf(base.element);
    if (derived.kind === "element" && derived.name === base.name) return restrictsElement(types, derived, base);
    if (substitutes.length === 0) return false;
    const options: ElementParticle[] = [{ element: base.element, name: base.name }, ...substitutes].map((one) => ({
      min: 1,
      max: 1,
      kind: "element",
      ...one,
    }));
    if (derived.kind === "element")
      return (
        isWithin(derived, base) &&
        options.some(
          (option) =>
            option.name === derived.name && types.elementProblem(derived.element, option.element) === undefined,
        )
      );
    return restricts(types, derived, {
      min: base.min,
      max: base.max,
      kind: "choice",
      particles: options,
      hadParticles: true,
    });
  }
  if (base.kind === "any") {
    if (derived.kind === "element")
      return isWithin(derived, base) && allowsNamespace(base.wildcard.namespaces, namespaceOf(derived.name));
    if (derived.kind === "any") return restrictsAny(derived, base);
    return (
      isWithin(range(derived), base) &&
      derived.particles.every((one) => isBelow(types, one, base.wildcard.namespaces, base))
    );
  }
  if (derived.kind === "element")
    return restricts(types, { min: 1, max: 1, kind: base.kind, particles: [derived], hadParticles: true }, base);
  if (derived.kind === "any") return false;
  if (derived.kind === "all")
    return base.kind === "all" && isWithin(derived, base) && inOrder(types, derived, base, true);
  if (derived.kind === "choice")
    return base.kind === "choice" && isWithin(derived, base) && inOrder(types, derived, base, false);
  if (base.kind === "sequence") return isWithin(derived, base) && inOrder(types, derived, base, true);
  if (base.kind === "all") return isWithin(derived, base) && inAnyOrder(types, derived, base);
  const count = derived.particles.length;
  const total = { min: derived.min * count, max: count === 0 ? 0 : derived.max * count };
  return (
    isWithin(total, base) &&
    derived.particles.every((one) => base.particles.some((option) => restricts(types, one, option)))
  );
}

function restrictsElement(types: RestrictionTypes, derived: ElementParticle, base: ElementParticle): boolean {
  return isWithin(derived, base) && types.elementProblem(derived.element, base.element) === undefined;
}

const strictness = { skip: 0, lax: 1, strict: 2 } as const;

function restrictsAny(derived: AnyParticle, base: AnyParticle): boolean {
  const isAnyContent = base.wildcard.namespaces === "any" && base.wildcard.process === "lax";
  return (
    isWithin(derived, base) &&
    isSubset(derived.wildcard.namespaces, base.wildcard.namespaces) &&
    (isAnyContent || strictness[derived.wildcard.process] >= strictness[base.wildcard.process])
  );
}

/** Whether a wildcard allows everything in a particle, however often ("NSRecurseCheckCardinality"). */
function isBelow(
  types: RestrictionTypes,
  particle: Particle,
  namespaces: NamespaceConstraint,
  base: AnyParticle,
): boolean {
  if (particle.max === 0) return true;
  if (particle.kind === "element") return allowsNamespace(namespaces, namespaceOf(particle.name));
  if (particle.kind === "any") return restrictsAny({ ...particle, min: base.min, max: base.max }, base);
  return particle.particles.every((one) => isBelow(types, one, namespaces, base));
}

/** "Recurse", and "RecurseLax" without `skipsNeedEmptiable`. */
function inOrder(types: RestrictionTypes, derived: Group, base: Group, skipsNeedEmptiable: boolean): boolean {
  let at = 0;
  const mayBeSkipped = (particle: Particle): boolean => !skipsNeedEmptiable || range(particle).min === 0;
  for (const one of derived.particles) {
    for (;;) {
      const option = base.particles[at];
      if (option === undefined) return false;
      at++;
      if (restricts(types, one, option)) break;
      if (!mayBeSkipped(option)) return false;
    }
  }
  return base.particles.slice(at).every(mayBeSkipped);
}

/** "RecurseUnordered". */
function inAnyOrder(types: RestrictionTypes, derived: Group, base: Group): boolean {
  const used = new Set<Particle>();
  for (const one of derived.particles) {
    const option = base.particles.find((candidate) => !used.has(candidate) && restricts(types, one, candidate));
    if (option === undefined) return false;
    used.add(option);
  }
  return base.particles.every((option) => used.has(option) || range(option).min === 0);
}
