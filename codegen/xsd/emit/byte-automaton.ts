import { emitClass } from "../compile/pattern/emit-pattern.ts";
import type { CharacterClass, Pattern } from "../compile/pattern/pattern.ts";

/** A state of an automaton over ASCII: whether it accepts, then `from, to, next` for each range of bytes. */
export type ByteState = readonly number[];

const firstByte = 0x20;
const lastByte = 0x7e;
const maxStates = 200;
const maxSilentStates = 20_000;

/**
 * Builds one automaton for texts that match all the given patterns. It accepts only ASCII without the characters that
 * may start markup, and with `collapse` only text that collapsing white space would not change: a recogniser may
 * decline others.
 *
 * Returns `undefined` if the automaton would be large.
 */
export function byteAutomaton(patterns: readonly Pattern[], collapse: boolean): ByteState[] | undefined {
  const machines = patterns.map((pattern) => new Machine(pattern));
  if (machines.some(({ isTooLarge }) => isTooLarge)) return undefined;
  const numbers = new Map<string, number>();
  const found: Configuration[] = [];
  const number = (configuration: Configuration): number => {
    const key = JSON.stringify(configuration);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, found.length);
    found.push(configuration);
    return found.length - 1;
  };
  number({ states: machines.map((machine) => machine.start), last: "start" });
  const moves: number[][] = [];
  const accepts: boolean[] = [];
  for (let at = 0; at < found.length; at++) {
    if (at > maxStates * 2) return undefined;
    const { states, last } = found[at] ?? { states: [], last: "start" };
    accepts.push((!collapse || last !== "space") && states.every((set, i) => machines[i]?.accepts(set)));
    const row: number[] = [];
    for (let byte = firstByte; byte <= lastByte; byte++) {
      const isSpace = byte === 0x20;
      const isOut = '<&]"'.includes(String.fromCharCode(byte)) || (collapse && isSpace && last !== "text");
      const next = isOut ? [] : states.map((set, i) => machines[i]?.move(set, byte) ?? []);
      row[byte] =
        isOut || next.some((set) => set.length === 0) ? -1 : number({ states: next, last: isSpace ? "space" : "text" });
    }
    moves.push(row);
  }
  return renumber(moves, accepts);
}

interface Configuration {
  readonly states: readonly (readonly number[])[];
  readonly last: "start" | "space" | "text";
}

/** Removes states from which no text is accepted, and writes the others as ranges. */
function renumber(moves: readonly (readonly number[])[], accepts: readonly boolean[]): ByteState[] | undefined {
  const alive = [...accepts];
  for (let changed = true; changed; ) {
    changed = false;
    moves.forEach((row, state) => {
      if (alive[state] !== true && row.some((next) => alive[next] === true)) {
        alive[state] = true;
        changed = true;
      }
    });
  }
  const kept = moves.map((_, state) => state).filter((state) => alive[state] === true);
  if (kept.length > maxStates || alive[0] !== true) return undefined;
  return kept.map((state) => {
    const row = moves[state] ?? [];
    const ranges: number[] = [];
    for (let byte = firstByte; byte <= lastByte; byte++) {
      const next = kept.indexOf(row[byte] ?? -1);
      if (next < 0) continue;
      if (ranges.at(-1) === next && ranges.at(-2) === byte - 1) ranges[ranges.length - 2] = byte;
      else ranges.push(byte, byte, next);
    }
    return [accepts[state] === true ? 1 : 0, ...ranges];
  });
}

/** A pattern as a non-deterministic automaton; silent moves read no byte. */
class Machine {
  readonly #silent: number[][] = [];
  readonly #moves: { readonly bytes: ReadonlySet<number>; readonly to: number }[][] = [];
  readonly start: readonly number[];
  readonly #end: number;
  readonly isTooLarge: boolean;

  constructor(pattern: Pattern) {
    const first = this.#state();
    this.#end = this.#add(pattern, first);
    this.isTooLarge = this.#silent.length > maxSilentStates;
    this.start = this.#closure([first]);
  }

  accepts(states: readonly number[]): boolean {
    return states.includes(this.#end);
  }

  move(states: readonly number[], byte: number): readonly number[] {
    const next = states.flatMap((state) =>
      (this.#moves[state] ?? []).filter(({ bytes }) => bytes.has(byte)).map(({ to }) => to),
    );
    return this.#closure(next);
  }

  #state(): number {
    this.#silent.push([]);
    this.#moves.push([]);
    return this.#silent.length - 1;
  }

  #add(pattern: Pattern, from: number): number {
    if (this.#silent.length > maxSilentStates) return from;
    switch (pattern.kind) {
      case "sequence":
        return pattern.items.reduce((at, item) => this.#add(item, at), from);
      case "choice": {
        const end = this.#state();
        for (const option of pattern.options) this.#silent[this.#add(option, from)]?.push(end);
        return end;
      }
      case "class": {
        const to = this.#state();
        this.#moves[from]?.push({ bytes: bytesOf(pattern.class), to });
        return to;
      }
      case "repeat":
        return this.#repeat(pattern.item, pattern.min, pattern.max, from);
      default:
        return pattern satisfies never;
    }
  }

  #repeat(item: Pattern, min: number, max: number, from: number): number {
    let at = from;
    for (let i = 0; i < min && this.#silent.length <= maxSilentStates; i++) at = this.#add(item, at);
    // A separate state, because the item before may repeat as well.
    const loop = this.#state();
    this.#silent[at]?.push(loop);
    if (max === Number.POSITIVE_INFINITY) {
      this.#silent[this.#add(item, loop)]?.push(loop);
      return loop;
    }
    const end = this.#state();
    this.#silent[loop]?.push(end);
    at = loop;
    for (let i = min; i < max && this.#silent.length <= maxSilentStates; i++) {
      at = this.#add(item, at);
      this.#silent[at]?.push(end);
    }
    return end;
  }

  #closure(states: readonly number[]): readonly number[] {
    const reached = new Set(states);
    for (const state of reached) for (const next of this.#silent[state] ?? []) reached.add(next);
    return [...reached].sort((a, b) => a - b);
  }
}

/** Returns the printable ASCII characters of a class. */
export function bytesOf(set: CharacterClass): Set<number> {
  const test = new RegExp(`^${emitClass(set)}$`, "v");
  const bytes = new Set<number>();
  for (let byte = firstByte; byte <= lastByte; byte++) if (test.test(String.fromCharCode(byte))) bytes.add(byte);
  return bytes;
}
