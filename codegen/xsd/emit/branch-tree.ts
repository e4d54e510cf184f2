/** What to do at a place where certain bytes are. */
export interface Branch {
  /** Where the bytes are, as an expression, and what they are; a test that includes this comparison. */
  readonly at: string;
  readonly text: string;
  readonly test: string;
  /** They end with `continue`, `break` or `return`. */
  readonly lines: readonly string[];
}

/** Up to so many are compared one after the other. */
const maxChain = 6;

/**
 * Writes the comparison with many texts: the first four bytes of a text, as a number, lead to the few that begin with them. A longer
 * text comes before one that it starts with.
 */
export function emitBranches(branches: readonly Branch[]): string[] {
  const places = new Set(branches.map(({ at }) => at));
  return [...places].flatMap((at) => {
    const here = branches.filter((branch) => branch.at === at);
    if (here.length <= maxChain) return chain(here);
    const long = here.filter(({ text }) => Buffer.byteLength(text) >= 4);
    const short = here.filter((branch) => !long.includes(branch));
    const groups = new Map<number, Branch[]>();
    for (const branch of long) {
      const key = Buffer.from(branch.text).readInt32LE(0);
      groups.set(key, [...(groups.get(key) ?? []), branch]);
    }
    const key = `key${at.replace(/[^a-z0-9]/gi, "")}`;
    const sorted = [...groups].sort(([a], [b]) => a - b);
    const guard = at === "at" ? "" : `${at} < 0 ? 0 : `;
    return [`const ${key} = ${guard}view.getInt32(${at}, true);`, ...tree(key, sorted), ...chain(short)];
  });
}

function tree(key: string, groups: readonly (readonly [number, readonly Branch[]])[]): string[] {
  const size = groups.reduce((sum, [, branches]) => sum + branches.length, 0);
  const middle = Math.ceil(groups.length / 2);
  const pivot = groups[middle];
  if (size <= maxChain || pivot === undefined) return chain(groups.flatMap(([, branches]) => branches));
  return [
    `if (${key} < ${pivot[0]}) {`,
    ...tree(key, groups.slice(0, middle)).map(indent),
    "} else {",
    ...tree(key, groups.slice(middle)).map(indent),
    "}",
  ];
}

function chain(branches: readonly Branch[]): string[] {
  return [...branches]
    .sort((a, b) => b.text.length - a.text.length)
    .flatMap(({ test, lines }) => [`if (${test}) {`, ...lines.map(indent), "}"]);
}

function indent(line: string): string {
  return `  ${line}`;
}
