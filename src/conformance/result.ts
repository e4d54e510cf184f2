import type { BatchGroup } from "./batch/batch-scenarios.ts";
import type { WireEntry } from "./case-log.ts";
import type { Group, Level, RuleProvenance } from "./scenario.ts";

/**
 * How a case ended: `pass`; `fail` when a MUST was broken; `warn` when a SHOULD or an assumed rule was; `skip` when what it
 * stands on failed before; `omit` when the profile excludes it; `waiting` when nobody did what a person has to do; `error`
 * when the kit itself failed.
 */
export type Verdict = (typeof verdicts)[number];

/** All verdicts, in the order in which they are counted. */
export const verdicts = ["pass", "fail", "warn", "skip", "omit", "waiting", "error"] as const;

/** One rule, held against what happened. */
export interface CheckResult {
  readonly rule: string;
  readonly level: Level;
  readonly provenance: RuleProvenance;
  readonly passed: boolean;
  /** What was expected, in words. */
  readonly expected: string;
  /** What came instead. */
  readonly got?: string;
  /** The sentences of the source. */
  readonly statements: readonly { readonly id: string; readonly quote: string }[];
}

/** How one scenario ended. */
export interface CaseResult {
  readonly id: string;
  readonly title: string;
  readonly group: Group | BatchGroup;
  readonly verdict: Verdict;
  /** Why it was skipped or omitted, what it waits for, or how the kit failed. */
  readonly reason?: string;
  readonly seconds: number;
  readonly checks: readonly CheckResult[];
  readonly wire: readonly WireEntry[];
  /** The command that runs this case alone, with the same seed. */
  readonly repeat: string;
  /** Whether a file of expected failures names it. */
  readonly isExpectedToFail?: boolean;
}

/** A whole run. */
export interface ConformanceReport {
  readonly version: 1;
  /** What was tested: a partner application, or a generator of batch files. */
  readonly about: "partner" | "batch";
  readonly startedAt: string;
  readonly seconds: number;
  readonly seed: number;
  readonly counts: { readonly [verdict in Verdict]: number };
  readonly cases: readonly CaseResult[];
  /** Which sentences of the source were exercised. */
  readonly coverage: readonly {
    readonly id: string;
    readonly section: string;
    readonly quote: string;
    readonly binds: string;
    readonly scenarios: readonly string[];
    readonly notTestable?: string;
  }[];
  /** Cases that were expected to fail and did not. */
  readonly unexpectedPasses: readonly string[];
  /** Whether nothing failed that was not expected to; with `--strict`, nothing warned either. */
  readonly conforms: boolean;
}
