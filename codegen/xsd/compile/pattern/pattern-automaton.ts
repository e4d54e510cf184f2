import type { PatternAutomaton } from "../../../../src/xml/linear-pattern.ts";
import { emitClass } from "./emit-pattern.ts";
import { type Pattern, PatternTooLarge } from "./pattern.ts";

const maxPositions = 4000;
const maxMoves = 100_000;

/**
 * Returns the automaton of a pattern on which a backtracking engine could take more than linear time; `undefined` where each
 * character leaves only one way to go on, so that JavaScript's own engine never goes back far.
 *
 * @throws PatternTooLarge
 */
export function patternAutomaton(pattern: Pattern): PatternAutomaton | undefined {
  // More than a few repetitions add no other kind of choice.
  if (isDeterministic(new Positions(clamped(pattern)))) return undefined;
  const { classes, positions, whole, follow } = new Positions(pattern);
  return {
    classes,
    positions,
    first: whole.first,
    follow: follow.map((set) => [...set].sort((a, b) => a - b)),
    last: whole.last,
    ...(whole.empty && { empty: true as const }),
  };
}

/** The same choices with few repetitions. */
function clamped(pattern: Pattern): Pattern {
  switch (pattern.kind) {
    case "choice":
      return { kind: "choice", options: pattern.options.map(clamped) };
    case "sequence":
      return { kind: "sequence", items: pattern.items.map(clamped) };
    case "repeat": {
      const min = Math.min(pattern.min, 2);
      const isOpen = pattern.max === Number.POSITIVE_INFINITY;
      const max = isOpen ? pattern.max : min + Math.min(pattern.max - pattern.min, 2);
      return { kind: "repeat", item: clamped(pattern.item), min, max };
    }
    case "class":
      return pattern;
    default:
      return pattern satisfies never;
  }
}

interface Part {
  readonly first: readonly number[];
  readonly last: readonly number[];
  readonly empty: boolean;
}

/** The positions of a pattern, one for each character, and which may follow which (Glushkov's construction). */
class Positions {
  readonly classes: string[] = [];
  readonly positions: number[] = [];
  readonly follow: Set<number>[] = [];
  readonly whole: Part;
  /** Whether one position follows another in two ways, as in `(a*)*`. */
  isAmbiguous = false;
  #moves = 0;

  constructor(pattern: Pattern) {
    this.whole = this.#add(pattern);
  }

  #add(pattern: Pattern): Part {
    switch (pattern.kind) {
      case "class": {
        if (this.positions.length >= maxPositions) throw new PatternTooLarge();
        const source = emitClass(pattern.class);
        let index = this.classes.indexOf(source);
        if (index < 0) index = this.classes.push(source) - 1;
        const position = this.positions.push(index) - 1;
        this.follow.push(new Set());
        return { first: [position], last: [position], empty: false };
      }
      case "choice": {
        const parts = pattern.options.map((option) => this.#add(option));
        return {
          first: parts.flatMap(({ first }) => first),
          last: parts.flatMap(({ last }) => last),
          empty: parts.some(({ empty }) => empty),
        };
      }
      case "sequence":
        return pattern.items.reduce<Part>((before, item) => this.#join(before, this.#add(item)), nothing);
      case "repeat":
        return this.#repeat(pattern.item, pattern.min, pattern.max);
      default:
        return pattern satisfies never;
    }
  }

  #repeat(item: Pattern, min: number, max: number): Part {
    let whole = nothing;
    for (let i = 0; i < min; i++) {
      const before = this.positions.length;
      whole = this.#join(whole, this.#add(item));
      // What has no characters need not be repeated.
      if (this.positions.length === before) break;
    }
    if (max === Number.POSITIVE_INFINITY) {
      const loop = this.#add(item);
      this.#link(loop.last, loop.first);
      return this.#join(whole, { ...loop, empty: true });
    }
    // Nested, so that a later repetition follows only an earlier one: (x(x(x)?)?)?
    let rest = nothing;
    for (let i = min; i < max; i++) {
      const before = this.positions.length;
      const one = this.#add(item);
      if (this.positions.length === before) break;
      rest = { ...this.#join(one, rest), empty: true };
    }
    return this.#join(whole, rest);
  }

  #join(before: Part, after: Part): Part {
    this.#link(before.last, after.first);
    return {
      first: before.empty ? [...before.first, ...after.first] : before.first,
      last: after.empty ? [...before.last, ...after.last] : after.last,
      empty: before.empty && after.empty,
    };
  }

  #link(from: readonly number[], to: readonly number[]): void {
    this.#moves += from.length * to.length;
    if (this.#moves > maxMoves) throw new PatternTooLarge();
    for (const position of from)
      for (const next of to) {
        const follow = this.follow[position];
        if (follow?.has(next) === true) this.isAmbiguous = true;
        follow?.add(next);
      }
  }
}

const nothing: Part = { first: [], last: [], empty: true };

/** Whether a character never leaves two ways to go on. */
function isDeterministic({ classes, positions, follow, whole, isAmbiguous }: Positions): boolean {
  if (isAmbiguous) return false;
  return [new Set(whole.first), ...follow].every((set) => {
    const all = [...set];
    return all.every((one, i) =>
      all
        .slice(i + 1)
        .every((other) => !overlap(classes[positions[one] ?? 0] ?? "", classes[positions[other] ?? 0] ?? "")),
    );
  });
}

/** What is known of pairs of classes. */
const known = new Map<string, boolean>();
const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)).join("");
let everything: string | undefined;

/** Whether some character is in two classes, given by their sources. */
function overlap(a: string, b: string): boolean {
  if (a === b) return true;
  const key = a < b ? `${a} ${b}` : `${b} ${a}`;
  const answer = known.get(key);
  if (answer !== undefined) return answer;
  const both = new RegExp(`[${a}&&${b}]`, "v");
  const isPlain = /^(?:[A-Za-z0-9]|\[[A-Za-z0-9-]*\])$/.test(a) || /^(?:[A-Za-z0-9]|\[[A-Za-z0-9-]*\])$/.test(b);
  let found = both.test(ascii);
  if (!found && !isPlain) {
    everything ??= Array.from({ length: 0x110000 - 128 }, (_, i) => i + 128)
      .filter((code) => code < 0xd800 || code > 0xdfff)
      .map((code) => String.fromCodePoint(code))
      .join("");
    found = both.test(everything);
  }
  known.set(key, found);
  return found;
}
