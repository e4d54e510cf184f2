import type { Spot } from "./open-element.ts";

/** The names that elements have in a document, and the references to them. */
export class Identities {
  readonly #defined = new Set<string>();
  /** The first reference to each name that has not been defined yet. */
  readonly #missing = new Map<string, Spot>();

  /** Gives an element a name. Returns whether no other element has it. */
  define(name: string): boolean {
    if (this.#defined.has(name)) return false;
    this.#defined.add(name);
    this.#missing.delete(name);
    return true;
  }

  refer(name: string, spot: Spot): void {
    if (!this.#defined.has(name) && !this.#missing.has(name)) this.#missing.set(name, spot);
  }

  /** The references to names that no element has. */
  unresolved(): { readonly spot: Spot; readonly name: string }[] {
    return [...this.#missing].map(([name, spot]) => ({ spot, name }));
  }
}
