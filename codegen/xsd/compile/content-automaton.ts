import {
  allowsNamespace,
  type ContentState,
  type ElementIndex,
  namespaceOf,
  type Wildcard,
} from "../../../src/xml/schema-model.ts";
import { overlaps } from "./wildcards.ts";

/** A part of a content model: an element or a group, and how often it may occur. */
export type Particle = { readonly min: number; readonly max: number } & (
  | { readonly kind: "element"; readonly element: ElementIndex; readonly name: string }
  | { readonly kind: "any"; readonly wildcard: Wildcard }
  | ({ readonly kind: "sequence" | "choice" } & ParticleGroup)
  | ({ readonly kind: "all" } & ParticleGroup)
);

interface ParticleGroup {
  readonly particles: readonly Particle[];
  /** Whether it was written with particles, of which those that cannot occur are left out. */
  readonly hadParticles: boolean;
}

/** What an automaton must know about elements. */
export interface ElementTable {
  elementAt(index: ElementIndex): { readonly name: string };
  /** What stands in for each head of a substitution group. */
  readonly substitutes: ReadonlyMap<ElementIndex, readonly ElementIndex[]>;
}

/** Two particles could both claim the same element: the content model violates unique particle attribution. */
export class AmbiguousContent extends Error {
  readonly elementName: string;

  constructor(elementName: string) {
    super(`two particles could both claim <${elementName}>`);
    this.elementName = elementName;
  }
}

/** The occurrence bounds are too large to be unrolled into an automaton. */
export class ContentTooLarge extends Error {}

const maxStates = 5000;

interface Edge {
  readonly particle: Particle & { readonly kind: "element" | "any" };
  readonly to: number;
}

function isNothing(particle: Particle): boolean {
  if (particle.max === 0) return true;
  return particle.kind === "sequence" && particle.particles.every(isNothing);
}

/** A non-deterministic automaton with silent moves (Thompson's construction); repetition is unrolled. */
class Builder {
  readonly silent: number[][] = [];
  readonly edges: Edge[][] = [];

  state(): number {
    if (this.silent.length >= maxStates) throw new ContentTooLarge();
    this.silent.push([]);
    this.edges.push([]);
    return this.silent.length - 1;
  }

  link(from: number, to: number): void {
    this.silent[from]?.push(to);
  }

  /** Adds a particle with its repetitions after a state and returns the state after it. */
  repeat(particle: Particle, from: number): number {
    // A particle that makes no states never gets too large, so repeating it would not end.
    if (isNothing(particle)) return from;
    let at = from;
    for (let i = 0; i < particle.min; i++) at = this.#once(particle, at);
    if (particle.max === Number.POSITIVE_INFINITY) {
      const loop = this.state();
      this.link(at, loop);
      this.link(this.#once(particle, loop), loop);
      return loop;
    }
    if (particle.max === particle.min) return at;
    const end = this.state();
    this.link(at, end);
    for (let i = particle.min; i < particle.max; i++) {
      at = this.#once(particle, at);
      this.link(at, end);
    }
    return end;
  }

  #once(particle: Particle, from: number): number {
    switch (particle.kind) {
      case "any":
      case "element": {
        const to = this.state();
        this.edges[from]?.push({ particle, to });
        return to;
      }
      case "all":
        throw new Error("<all> has no automaton");
      case "sequence":
        return particle.particles.reduce((at, child) => this.repeat(child, at), from);
      case "choice": {
        const end = this.state();
        for (const child of particle.particles) {
          const start = this.state();
          this.link(from, start);
          this.link(this.repeat(child, start), end);
        }
        return end;
      }
      default:
        return particle satisfies never;
    }
  }

  /** Returns states with all states that silent moves reach from them. */
  closure(states: Iterable<number>): Set<number> {
    const reached = new Set(states);
    for (const state of reached) for (const next of this.silent[state] ?? []) reached.add(next);
    return reached;
  }
}

/**
 * Compiles a content model into a deterministic automaton; state 0 is the start.
 *
 * Unique particle attribution is checked on the result: after any valid beginning, the name of an element determines
 * its particle. Unrolled copies of a particle count as that particle.
 *
 * @throws AmbiguousContent or ContentTooLarge.
 */
export function compileContent(particle: Particle, table: ElementTable): ContentState[] {
  const builder = new Builder();
  const start = builder.state();
  const end = builder.repeat(particle, start);
  const numbers = new Map<string, number>();
  const sets: Set<number>[] = [];
  const number = (set: Set<number>): number => {
    const key = [...set].sort((a, b) => a - b).join();
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, sets.length);
    if (sets.length >= maxStates) throw new ContentTooLarge();
    sets.push(set);
    return sets.length - 1;
  };
  number(builder.closure([start]));
  const states: ContentState[] = [];
  for (const set of sets) {
    const next = new Map<
      string,
      { readonly particle: Particle; readonly element: ElementIndex; readonly to: number[] }
    >();
    const any = new Map<Particle, { readonly wildcard: Wildcard; readonly to: number[] }>();
    for (const { particle: claimant, to } of [...set]
      .sort((a, b) => a - b)
      .flatMap((state) => builder.edges[state] ?? [])) {
      if (claimant.kind === "any") {
        const known = any.get(claimant);
        if (known === undefined) any.set(claimant, { wildcard: claimant.wildcard, to: [to] });
        else known.to.push(to);
        continue;
      }
      for (const element of [claimant.element, ...(table.substitutes.get(claimant.element) ?? [])]) {
        const name = element === claimant.element ? claimant.name : table.elementAt(element).name;
        const known = next.get(name);
        if (known === undefined) next.set(name, { particle: claimant, element, to: [to] });
        else if (known.particle !== claimant) throw new AmbiguousContent(name);
        else known.to.push(to);
      }
    }
    const wildcards = [...any.values()];
    checkWildcards(
      wildcards.map(({ wildcard }) => wildcard),
      [...next.keys()],
    );
    states.push({
      ...(set.has(end) && { accepts: true }),
      next: [...next.values()].map(({ element, to }) => [element, number(builder.closure(to))] as const),
      ...(wildcards.length > 0 && {
        any: wildcards.map(({ wildcard, to }) => [wildcard, number(builder.closure(to))] as const),
      }),
    });
  }
  return states;
}

/** A wildcard claims every name of its namespaces, so neither an element nor another wildcard may claim one of them. */
function checkWildcards(wildcards: readonly Wildcard[], names: readonly string[]): void {
  for (const [i, { namespaces }] of wildcards.entries()) {
    const claimed = names.find((name) => allowsNamespace(namespaces, namespaceOf(name)));
    if (claimed !== undefined) throw new AmbiguousContent(claimed);
    if (wildcards.slice(i + 1).some((other) => overlaps(namespaces, other.namespaces)))
      throw new AmbiguousContent("any");
  }
}
