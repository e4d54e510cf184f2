import type { ConformanceReport, Verdict } from "../result.ts";

interface Change {
  readonly id: string;
  readonly title: string;
  readonly before: Verdict | "absent";
  readonly after: Verdict | "absent";
}

/** What differs between two runs. */
export interface Comparison {
  readonly worse: readonly Change[];
  readonly better: readonly Change[];
  readonly other: readonly Change[];
}

const rank = {
  pass: 0,
  warn: 1,
  fail: 2,
  error: 2,
  skip: undefined,
  omit: undefined,
  waiting: undefined,
  absent: undefined,
} as const;

/** Compares two runs case by case. */
export function compareReports(before: ConformanceReport, after: ConformanceReport): Comparison {
  const ids = [...new Set([...before.cases, ...after.cases].map(({ id }) => id))];
  const changes = ids.flatMap((id): Change[] => {
    const [old, now] = [before, after].map(({ cases }) => cases.find((one) => one.id === id));
    const change = {
      id,
      title: now?.title ?? old?.title ?? "",
      before: old?.verdict ?? "absent",
      after: now?.verdict ?? "absent",
    } as const;
    return change.before === change.after ? [] : [change];
  });
  const step = ({ before: from, after: to }: Change): number => (rank[to] ?? Number.NaN) - (rank[from] ?? Number.NaN);
  return {
    worse: changes.filter((change) => step(change) > 0),
    better: changes.filter((change) => step(change) < 0),
    other: changes.filter((change) => Number.isNaN(step(change)) || step(change) === 0),
  };
}

/** The comparison for people, worst first. */
export function comparisonText({ worse, better, other }: Comparison): string {
  const list = (name: string, changes: readonly Change[]): readonly string[] =>
    changes.map(({ id, title, before, after }) => `${name} ${id.padEnd(8)} ${before} → ${after}  ${title}`);
  const lines = [...list("worse ", worse), ...list("better", better), ...list("other ", other)];
  return lines.length === 0 ? "No scenario came out differently" : lines.join("\n");
}
