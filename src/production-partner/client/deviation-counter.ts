import type { ProblemListener } from "./problem.ts";

// Beyond this many, deviations of a type are counted together: a hostile sender can invent any number of paths.
const maxPlaces = 1_000;

/**
 * Reports where messages differ from the contract: at the first message, and then when ten, a hundred, a thousand have, as
 * one property that the contract does not have deviates in every message.
 */
export class DeviationCounter {
  readonly #onProblem: ProblemListener;
  readonly #measure: ((type: string, path: string) => void) | undefined;
  readonly #counts = new Map<string, number>();

  /** @param measure told of every deviation */
  constructor(onProblem: ProblemListener, measure?: (type: string, path: string) => void) {
    this.#onProblem = onProblem;
    this.#measure = measure;
  }

  /** Counts the deviations of one message. */
  count(type: string, deviations: readonly { readonly path: string }[]): void {
    // Usually there are none.
    if (deviations.length === 0) return;
    for (const path of new Set(deviations.map(({ path }) => withoutIndexes(path)))) this.#countOne(type, path);
  }

  #countOne(type: string, place: string): void {
    const isKnown = this.#counts.has(keyOf(type, place));
    const path = isKnown || this.#counts.size < maxPlaces ? place : "*";
    const key = keyOf(type, path);
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    this.#measure?.(type, path);
    if (Number.isInteger(Math.log10(count))) this.#onProblem({ kind: "deviation", type, path, count });
  }
}

function keyOf(type: string, path: string): string {
  return JSON.stringify([type, path]);
}

/** A path with `*` for each index of an array. */
function withoutIndexes(path: string): string {
  return path.replaceAll(/\/\d+(?=\/|$)/g, "/*");
}
