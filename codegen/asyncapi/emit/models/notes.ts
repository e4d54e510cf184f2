/** What a note is about; the README has a section for each. */
export type NoteTopic =
  | "alternatives"
  | "rules"
  | "open values"
  | "other values"
  | "constants"
  | "further fields"
  | "keys"
  | "tuples"
  | "null"
  | "recursion"
  | "names";

/** Something that the contract says and the models of a language do not, or say in another way. */
export interface ModelNote {
  readonly topic: NoteTopic;
  /** The class, or `Class.field` with the field's name in JSON. */
  readonly where: string;
  readonly message: string;
}

/** Collects notes, each once. */
export class Notes {
  readonly #notes = new Map<string, ModelNote>();

  add(topic: NoteTopic, where: string, message: string): void {
    this.#notes.set(JSON.stringify([topic, where, message]), { topic, where, message });
  }

  get all(): readonly ModelNote[] {
    return [...this.#notes.values()];
  }
}
