import { type CaseResult, type ConformanceReport, type Verdict, verdicts } from "../result.ts";
import type { Statement } from "../rules.ts";

/** Counts what came out, and which sentences of the source were exercised. */
export function makeReport({
  cases,
  startedAt,
  seed,
  strict,
  about,
  statements,
}: {
  readonly cases: readonly CaseResult[];
  readonly startedAt: Date;
  readonly seed: number;
  readonly strict: boolean;
  readonly about: ConformanceReport["about"];
  /** The sentences of the source that are counted. */
  readonly statements: readonly Statement[];
}): ConformanceReport {
  const count = (wanted: Verdict): number => cases.filter(({ verdict }) => verdict === wanted).length;
  // Each verdict is in the list.
  const counts = Object.fromEntries(
    verdicts.map((verdict) => [verdict, count(verdict)]),
  ) as ConformanceReport["counts"];
  const bad: readonly Verdict[] = ["fail", "error", "skip", "waiting", ...(strict ? ["warn" as const] : [])];
  const unexpectedPasses = cases.filter((one) => one.isExpectedToFail && one.verdict === "pass").map(({ id }) => id);
  return {
    version: 1,
    about,
    startedAt: startedAt.toISOString(),
    seconds: (Date.now() - startedAt.getTime()) / 1000,
    seed,
    counts,
    cases,
    coverage: statements.map(({ id, section, quote, binds, notTestable }) => ({
      id,
      section,
      quote,
      binds,
      scenarios: cases
        .filter(({ checks }) => checks.some((check) => check.statements.some((statement) => statement.id === id)))
        .map((one) => one.id),
      ...(notTestable !== undefined && { notTestable }),
    })),
    unexpectedPasses,
    conforms:
      unexpectedPasses.length === 0 &&
      cases.every((one) => !bad.includes(one.verdict) || one.isExpectedToFail === true),
  };
}
