/**
 * A pattern as an automaton, for patterns on which a backtracking engine could take very long. Each position stands for one
 * character of a matching text.
 */
export interface PatternAutomaton {
  /** Sources of JavaScript classes for the `v` flag. */
  readonly classes: readonly string[];
  /** The class of each position. */
  readonly positions: readonly number[];
  /** The positions with which a text may begin. */
  readonly first: readonly number[];
  /** The positions that may follow each. */
  readonly follow: readonly (readonly number[])[];
  /** The positions with which a text may end. */
  readonly last: readonly number[];
  /** Present when the empty text matches. */
  readonly empty?: true;
}

/** So many sets of positions are remembered; then remembering starts again. */
const maxKnownSets = 500;

/** A set of positions that a text can have reached. */
interface Reached {
  readonly positions: readonly number[];
  readonly accepts: boolean;
  /** The next set by the classes that a character is in. */
  readonly next: Map<string, Reached>;
}

/** Matches whole texts in time linear in their length: it follows all ways through a pattern at once. */
export class LinearPattern {
  readonly #automaton: PatternAutomaton;
  readonly #classes: readonly RegExp[];
  readonly #last: ReadonlySet<number>;
  /** The classes of a character, one digit each. */
  readonly #kinds = new Map<string, string>();
  readonly #sets = new Map<string, Reached>();

  constructor(automaton: PatternAutomaton) {
    this.#automaton = automaton;
    this.#classes = automaton.classes.map((source) => new RegExp(`^${source}$`, "v"));
    this.#last = new Set(automaton.last);
  }

  test(text: string): boolean {
    if (text === "") return this.#automaton.empty === true;
    let reached: Reached | undefined;
    for (const character of text) {
      const kind = this.#kindOf(character);
      const known = reached?.next.get(kind);
      if (known !== undefined) {
        reached = known;
        continue;
      }
      const next: Reached = this.#move(reached, kind);
      reached?.next.set(kind, next);
      reached = next;
      if (reached.positions.length === 0) return false;
    }
    return reached?.accepts === true;
  }

  #move(from: Reached | undefined, kind: string): Reached {
    const { first, follow, positions } = this.#automaton;
    const next = new Set<number>();
    const add = (position: number): void => {
      if (kind.charAt(positions[position] ?? -1) === "1") next.add(position);
    };
    if (from === undefined) for (const position of first) add(position);
    else for (const position of from.positions) for (const one of follow[position] ?? []) add(one);
    const sorted = [...next].sort((a, b) => a - b);
    const key = sorted.join();
    const known = this.#sets.get(key);
    if (known !== undefined) return known;
    if (this.#sets.size >= maxKnownSets) this.#sets.clear();
    const reached = { positions: sorted, accepts: sorted.some((one) => this.#last.has(one)), next: new Map() };
    this.#sets.set(key, reached);
    return reached;
  }

  #kindOf(character: string): string {
    const known = this.#kinds.get(character);
    if (known !== undefined) return known;
    const kind = this.#classes.map((one) => (one.test(character) ? "1" : "0")).join("");
    if (this.#kinds.size < 10_000) this.#kinds.set(character, kind);
    return kind;
  }
}
