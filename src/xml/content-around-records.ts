import type { ContentState, ElementIndex } from "./schema-model.ts";

/** Returns the content model of the element that holds the records as it is without them: what may come beside some records. */
export function contentAroundRecords(
  states: readonly ContentState[],
  isRecord: (element: ElementIndex) => boolean,
): readonly ContentState[] {
  const sets: ReadonlySet<number>[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (from: Iterable<number>): number => {
    const set = new Set(from);
    for (const state of set) for (const [element, to] of states[state]?.next ?? []) if (isRecord(element)) set.add(to);
    const key = [...set].sort((a, b) => a - b).join();
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, sets.length);
    return sets.push(set) - 1;
  };
  numberOf([0]);
  const around: ContentState[] = [];
  // It grows while it is walked through.
  for (const set of sets) {
    const here = [...set].flatMap((state) => states[state] ?? []);
    const next = new Map<ElementIndex, number[]>();
    for (const [element, to] of here.flatMap((state) => state.next))
      if (!isRecord(element)) next.set(element, [...(next.get(element) ?? []), to]);
    const any = here.flatMap((state) => state.any ?? []);
    around.push({
      ...(here.some(({ accepts }) => accepts === true) && { accepts: true }),
      next: [...next].map(([element, to]) => [element, numberOf(to)] as const),
      ...(any.length > 0 && { any: any.map(([wildcard, to]) => [wildcard, numberOf([to])] as const) }),
    });
  }
  return around;
}
