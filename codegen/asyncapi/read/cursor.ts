import { type Omission, type Problem, SpecError } from "../../problem.ts";
import type { Json } from "../model/json.ts";
import type { Place } from "../model/schema.ts";
import { type DocumentSet, isUrl, type SpecDocument } from "./document.ts";
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

  /** Goes up to the object or array that the value stands in. */
  up(): Cursor {
    const root = new Cursor(this.documents, this.document, "", this.document.value);
    return root.at(...pointerTokens(this.pointer).slice(0, -1));
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
          `The reference ${target} leads back to itself`,
          "Let one of the references in the circle be the value itself.",
        );
      seen.add(here.key);
      here = here.#follow(target);
    }
    return here;
  }

  #follow(target: string): Cursor {
    const [file = "", fragment = ""] = target.split("#", 2);
    if (fragment !== "" && !fragment.startsWith("/")) {
      this.refuse(`The reference ${target} uses an anchor`, "Refer by a JSON pointer: #/components/schemas/NAME.");
    }
    if (isUrl(file)) this.documents.requested.add(target);
    const decoded = isUrl(file) ? file : this.#decoded(file);
    const document = this.documents.open(this.document, decoded);
    if (document === undefined && isUrl(file)) {
      this.at("$ref").refuse(
        `The reference ${target} leads to the network`,
        `Save the file and name it with --ref ${file}=FILE, or refer to it by its relative path.`,
      );
    }
    if (document === undefined) {
      return this.refuse(
        `The file of ${target} cannot be read`,
        `Correct the path, put the file there, or name another with --ref ${file}=FILE.`,
      );
    }
    const root = new Cursor(this.documents, document, "", document.value);
    const found = root.at(...pointerTokens(this.#decoded(fragment)));
    if (found.value === undefined)
      this.refuse(`Nothing stands at ${target}`, "Correct the reference, or add what it names.");
    this.documents.visited.add(found.key);
    return found;
  }

  #decoded(part: string): string {
    try {
      return decodeURIComponent(part);
    } catch {
      return this.refuse(`The reference ${this.reference} is no valid URI`, "Write %25 for a percent sign.");
    }
  }

  /** Refuses the specification because of what stands here; `what` can be left out to go on. */
  refuse(message: string, remedy: string, what?: Omission["what"]): never {
    throw new SpecError([this.problem(message, remedy, what)]);
  }

  /** Notes what a reader of the specification should know. */
  warn(message: string, remedy: string, group?: string): void {
    this.documents.findings.warn(this.problem(message, remedy), group);
  }

  problem(message: string, remedy: string, what?: Omission["what"]): Problem {
    return { ...this.place, message, remedy, ...(what !== undefined && { omission: this.omission(what) }) };
  }

  /** What stands here, as something to leave out. */
  omission(what: Omission["what"]): Omission {
    const { path: file } = this.document;
    const accept = file === this.documents.root.path ? this.pointer : `${file}#${this.pointer}`;
    return { accept, file, pointer: this.pointer, what };
  }
}
