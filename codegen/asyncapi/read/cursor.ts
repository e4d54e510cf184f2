import { type Problem, SpecError } from "../../problem.ts";
import type { Json } from "../model/json.ts";
import type { Place } from "../model/schema.ts";
import type { DocumentSet, SpecDocument } from "./document.ts";
import { pointerTo, pointerTokens } from "./pointer.ts";

/** A place in a specification together with the value there: what the readers walk with. */
export class Cursor {
  readonly documents: DocumentSet;
  readonly document: SpecDocument;
  readonly pointer: string;
  readonly value: Json | undefined;

  constructor(documents: DocumentSet, document: SpecDocument, pointer: string, value: Json | undefined) {
    this.documents = documents;
    this.document = document;
    this.pointer = pointer;
    this.value = value;
  }

  /** File, pointer and line of this place. */
  get place(): Place {
    return this.document.locate(this.pointer);
  }

  /** Identifies the place: equal for two cursors that arrived by different references. */
  get key(): string {
    return `${this.document.path}#${this.pointer}`;
  }

  get isObject(): boolean {
    return typeof this.value === "object" && this.value !== null && !Array.isArray(this.value);
  }

  /** The last token of the pointer: the key under which the value stands. */
  get name(): string {
    return pointerTokens(this.pointer).at(-1) ?? "";
  }

  /** Goes down to a member; its value is undefined when there is none. */
  at(...tokens: readonly (string | number)[]): Cursor {
    let value = this.value;
    for (const token of tokens) {
      value =
        typeof value === "object" && value !== null && Object.hasOwn(value, token)
          ? (value as { readonly [key: string]: Json })[token]
          : undefined;
    }
    return new Cursor(this.documents, this.document, pointerTo(this.pointer, ...tokens), value);
  }

  /** The members of an object, in document order; none when it is no object. */
  members(): readonly (readonly [string, Cursor])[] {
    return this.isObject ? Object.keys(this.value as object).map((key) => [key, this.at(key)] as const) : [];
  }

  /** The items of an array; none when it is no array. */
  items(): readonly Cursor[] {
    return Array.isArray(this.value) ? this.value.map((_, index) => this.at(index)) : [];
  }

  /** The text here, or undefined when it is something else or nothing. */
  text(): string | undefined {
    return typeof this.value === "string" ? this.value : undefined;
  }

  /** The target of a `$ref` here, or undefined when there is none. */
  get reference(): string | undefined {
    return this.isObject ? this.at("$ref").text() : undefined;
  }

  /** Follows `$ref`s, also into other local files, until a value stands there. */
  resolve(): Cursor {
    const seen = new Set<string>();
    let here: Cursor = this;
    for (let target = here.reference; target !== undefined; target = here.reference) {
      if (seen.has(here.key))
        here.refuse(
          `The reference ${target} leads back to itself.`,
          "Let one of the references in the circle be the value itself.",
        );
      seen.add(here.key);
      here = here.#follow(target);
    }
    return here;
  }

  #follow(target: string): Cursor {
    if (/^[a-z][a-z\d+.-]+:/i.test(target)) {
      this.refuse(
        `The reference ${target} leads to the network.`,
        "Save the file beside this one and refer to it by its relative path.",
      );
    }
    const [file = "", fragment = ""] = target.split("#", 2);
    if (fragment !== "" && !fragment.startsWith("/")) {
      this.refuse(`The reference ${target} uses an anchor.`, "Refer by a JSON pointer: #/components/schemas/NAME.");
    }
    const document = this.documents.open(this.document, this.#decoded(file));
    if (document === undefined)
      return this.refuse(`The file of ${target} cannot be read.`, "Correct the path, or put the file there.");
    const root = new Cursor(this.documents, document, "", document.value);
    const found = root.at(...pointerTokens(this.#decoded(fragment)));
    if (found.value === undefined)
      this.refuse(`Nothing stands at ${target}.`, "Correct the reference, or add what it names.");
    return found;
  }

  #decoded(part: string): string {
    try {
      return decodeURIComponent(part);
    } catch {
      return this.refuse(`The reference ${this.reference} is no valid URI.`, "Write %25 for a percent sign.");
    }
  }

  /** Refuses the specification because of what stands here. */
  refuse(message: string, remedy: string): never {
    throw new SpecError([this.problem(message, remedy)]);
  }

  problem(message: string, remedy: string): Problem {
    return { ...this.place, message, remedy };
  }
}
