import type { ValidationIssue } from "../errors/validation-issue.ts";
import { anyChild, FollowingChildren } from "./following-children.ts";
import type { Schema } from "./schema.ts";
import { allowsNamespace, contentStates, localName, namespaceOf, type TypeIndex } from "./schema-model.ts";

/** A child beside the records, as it is written. */
export interface WrittenChild {
  /** Expanded name. */
  readonly name: string;
  /** Whether only a wildcard allows it. */
  readonly isWild: boolean;
  readonly text: string;
}

/** Which children come where in the element that holds the records. */
export class ListContent {
  readonly schema: Schema;
  readonly type: TypeIndex;
  readonly #following: FollowingChildren;
  readonly #records: readonly string[];

  constructor(schema: Schema, type: TypeIndex, records: readonly string[]) {
    this.schema = schema;
    this.type = type;
    this.#records = records;
    this.#following = new FollowingChildren(schema.model, contentStates(schema.typeAt(type)));
  }

  /** Whether a child comes before records of a kind, when both are there. */
  isBefore(child: WrittenChild, record: string): boolean {
    return this.#following.mayFollow(child.isWild ? anyChild : child.name, record);
  }

  /** Whether a child comes before all records. */
  isFirst(child: WrittenChild): boolean {
    const name = child.isWild ? anyChild : child.name;
    return !this.#records.some((record) => this.#following.mayFollow(record, name));
  }

  /** Returns the state after a child; `undefined` when it is not allowed. */
  step(state: number | undefined, { name, isWild }: Pick<WrittenChild, "name" | "isWild">): number | undefined {
    const at = this.schema.use(this.type).transitions[state ?? -1];
    return isWild
      ? at?.any.find(([{ namespaces }]) => allowsNamespace(namespaces, namespaceOf(name)))?.[1]
      : at?.byName.get(name)?.[1];
  }

  /** Whether the element may end in a state. */
  mayEnd(state: number | undefined): boolean {
    const definition = this.schema.typeAt(this.type);
    if (definition.kind !== "complex" || definition.content.kind !== "elements") return true;
    return definition.content.states[state ?? -1]?.accepts === true;
  }

  /** Says which records may come in a state. */
  describe(state: number): string {
    const { byName } = this.schema.use(this.type).transitions[state] ?? {};
    const names = this.#records.filter((record) => byName?.has(record) === true);
    return [...names.map((name) => `<${localName(name)}>`), "the end of the records"].join(" or ");
  }
}

/** Follows the records of one document that is written: whether one may come next, and what else is written before it. */
export class WrittenList {
  readonly #content: ListContent;
  readonly #children: readonly WrittenChild[];
  #state = 0;
  /** How many of the other children have been written. */
  #written: number;

  /** The first of the children are already written. */
  constructor(content: ListContent, children: readonly WrittenChild[], written: number) {
    this.#content = content;
    this.#children = children;
    this.#written = written;
    for (const child of children.slice(0, written)) this.#state = content.step(this.#state, child) ?? this.#state;
  }

  /** Returns what is written before a record with this name, or why it may not come here. */
  next(name: string): string | readonly ValidationIssue[] {
    const content = this.#content;
    let between = "";
    let state: number | undefined = this.#state;
    let written = this.#written;
    for (; written < this.#children.length; written++) {
      const child = this.#children[written];
      if (child === undefined || !content.isBefore(child, name)) break;
      state = content.step(state, child);
      between += child.text;
    }
    const to = content.step(state, { name, isWild: false });
    if (to === undefined) return placeIssues(`<${localName(name)}>`, content.describe(state ?? this.#state));
    this.#state = to;
    this.#written = written;
    return between;
  }

  /** Returns what is written after the last record, or why it may not be the last one. */
  end(): string | readonly ValidationIssue[] {
    const rest = this.#children.slice(this.#written);
    let state: number | undefined = this.#state;
    for (const child of rest) state = this.#content.step(state, child);
    if (!this.#content.mayEnd(state)) return placeIssues("the end of the records", "more or other records");
    return rest.map(({ text }) => text).join("");
  }
}

function placeIssues(what: string, expected: string): readonly ValidationIssue[] {
  return [{ path: "", keyword: "content", expected, message: `${what} may not come here: expected ${expected}` }];
}
