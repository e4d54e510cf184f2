import type { CaseResult, ConformanceReport, Verdict } from "../result.ts";
import { allStatements } from "../rules.ts";

/** Counts what came out, and which sentences of the source were exercised. */
export function makeReport({
  cases,
  startedAt,
  seed,
  strict,
}: {
  readonly cases: readonly CaseResult[];
  readonly startedAt: Date;
  readonly seed: number;
  readonly strict: boolean;
}): ConformanceReport {
  const counts: { [verdict in Verdict]: number } = { pass: 0, fail: 0, warn: 0, skip: 0, omit: 0, error: 0 };
  for (const { verdict } of cases) counts[verdict]++;
  const bad: readonly Verdict[] = strict ? ["fail", "error", "skip", "warn"] : ["fail", "error", "skip"];
  const unexpectedPasses = cases.filter((one) => one.isExpectedToFail && one.verdict === "pass").map(({ id }) => id);
  return {
    version: 1,
    startedAt: startedAt.toISOString(),
    seconds: (Date.now() - startedAt.getTime()) / 1000,
    seed,
    counts,
    cases,
    coverage: allStatements.map(({ id, section, quote, binds, notTestable }) => ({
      id,
      section,
      quote,
      binds,
      scenarios: cases
        .filter(({ checks }) => checks.some(({ statements }) => statements.some((statement) => statement.id === id)))
        .map((one) => one.id),
      ...(notTestable !== undefined && { notTestable }),
    })),
    unexpectedPasses,
    conforms:
      unexpectedPasses.length === 0 &&
      cases.every((one) => !bad.includes(one.verdict) || one.isExpectedToFail === true),
  };
}
