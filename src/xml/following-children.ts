import { type ContentState, elementAt, type SchemaModel } from "./schema-model.ts";

/** Stands for what a wildcard allows. */
export const anyChild = "*";

/** Tells which children of an element may come somewhere after which others, by their names. */
export class FollowingChildren {
  readonly #after = new Map<string, ReadonlySet<string>>();

  constructor(model: SchemaModel, states: readonly ContentState[]) {
    const edges = states.map(({ next, any = [] }) => [
      // No document has an abstract element.
      ...next.flatMap(([element, to]) => {
        const { name, abstract } = elementAt(model, element);
        return abstract === true ? [] : [{ name, to }];
      }),
      ...any.map(([, to]) => ({ name: anyChild, to })),
    ]);
    const targets = new Map<string, Set<number>>();
    for (const { name, to } of edges.flat()) targets.set(name, (targets.get(name) ?? new Set()).add(to));
    for (const [name, reached] of targets) {
      const after = new Set<string>();
      for (const state of reached)
        for (const edge of edges[state] ?? []) {
          after.add(edge.name);
          reached.add(edge.to);
        }
      this.#after.set(name, after);
    }
  }

  /** Whether a document may have the second one anywhere after the first. */
  mayFollow(first: string, second: string): boolean {
    return this.#after.get(first)?.has(second) === true;
  }

  /** Whether two may come in either order. */
  isFree(one: string, other: string): boolean {
    return this.mayFollow(one, other) && this.mayFollow(other, one);
  }
}
