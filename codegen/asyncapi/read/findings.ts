import { type Problem, SpecError } from "../../problem.ts";

/**
 * What a run finds: why the document is refused, and what its reader should know.
 *
 * A part that is refused does not end the run: all that is wrong is told at once.
 */
export class Findings {
  /** By place and message: what several messages refer to is told once. */
  readonly #problems = new Map<string, Problem>();
  readonly #warnings = new Map<string, Problem>();
  /** The places of each group of warnings; the first is the one that is told. */
  readonly #groups = new Map<string, Set<string>>();

  /** Reads one part of a document. A refusal is noted, and the run goes on with `fallback`. */
  attempt<T>(part: () => T, fallback: T): T {
    try {
      return part();
    } catch (error) {
      if (!(error instanceof SpecError)) throw error;
      this.add(error.problems);
      return fallback;
    }
  }

  /** Reads a part that nothing depends on: what would be refused there is a warning. */
  attemptOptional<T>(part: () => T, fallback: T): T {
    try {
      return part();
    } catch (error) {
      if (!(error instanceof SpecError)) throw error;
      for (const { omission, ...problem } of error.problems) this.warn(problem);
      return fallback;
    }
  }

  add(problems: readonly Problem[]): void {
    for (const problem of problems) this.#problems.set(keyOf(problem), problem);
  }

  /** Notes a warning. Those of one group are told once, with the first place and the number of the others. */
  warn(warning: Problem, group?: string): void {
    const key = keyOf(warning);
    const places = group === undefined ? undefined : this.#groups.get(group);
    if (places === undefined) this.#warnings.set(key, warning);
    else places.add(key);
    if (group !== undefined && places === undefined) this.#groups.set(group, new Set([key]));
  }

  get problems(): readonly Problem[] {
    return [...this.#problems.values()];
  }

  get warnings(): readonly Problem[] {
    const others = new Map([...this.#groups.values()].map((places) => [[...places][0], places.size - 1]));
    return [...this.#warnings].map(([key, warning]) => {
      const count = others.get(key) ?? 0;
      if (count === 0) return warning;
      return { ...warning, message: `${warning.message} (and in ${count} other ${count === 1 ? "place" : "places"})` };
    });
  }
}

function keyOf({ file, pointer, message }: Problem): string {
  return JSON.stringify([file, pointer, message]);
}
