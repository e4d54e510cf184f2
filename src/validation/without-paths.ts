/** The members to leave out of a value, by name; a nested tree leaves out parts of the member instead. */
type Cuts = Map<string, Cuts | true>;

/** Returns a copy of a JSON value without the members and items at these JSON pointers. The value itself stays as it is. */
export function withoutPaths(value: unknown, paths: readonly string[]): unknown {
  const cuts: Cuts = new Map();
  for (const path of paths) {
    const tokens = tokensOf(path);
    const last = tokens.pop();
    if (last === undefined) continue;
    let at: Cuts | undefined = cuts;
    for (const token of tokens) {
      const inner: Cuts | true = at.get(token) ?? new Map();
      at.set(token, inner);
      at = inner === true ? undefined : inner;
      if (at === undefined) break;
    }
    at?.set(last, true);
  }
  return cut(value, cuts);
}

/** Returns what stands at a JSON pointer, or undefined when there is nothing. */
export function valueAt(value: unknown, path: string): unknown {
  return tokensOf(path).reduce((at, token) => {
    return typeof at === "object" && at !== null && Object.hasOwn(at, token) ? Reflect.get(at, token) : undefined;
  }, value);
}

function cut(value: unknown, cuts: Cuts): unknown {
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).flatMap(([name, member]): [string, unknown][] => {
    const inner = cuts.get(name);
    return inner === true ? [] : [[name, inner === undefined ? member : cut(member, inner)]];
  });
  // Object.fromEntries also copies a member called __proto__ as a member.
  return Array.isArray(value) ? kept.map(([, item]) => item) : Object.fromEntries(kept);
}

function tokensOf(path: string): string[] {
  return path
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}
