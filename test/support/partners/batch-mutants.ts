import { fileURLToPath } from "node:url";
import { runBatchConformance } from "../../../src/conformance/batch/run-batch.ts";
import type { ConformanceReport } from "../../../src/conformance/result.ts";

/** What each mutant of test/support/partners/batch-generator.ts is told by; the first rule has to be among what is broken. */
export const batchMutants: { readonly [name: string]: readonly string[] } = {
  fails: ["ends-well"],
  "escapes-nothing": ["valid-file"],
  "leaves-files-open": ["valid-file"],
  "customer-first": ["valid-file"],
  "loses-leading-zeros": ["valid-file"],
  "keeps-empty-customers": ["no-empty-customer"],
  "prefers-alternate-ids": ["precedence", "each-card-once"],
  "forgets-type-codes": ["type-code"],
  "one-type-code": ["type-code"],
  "alternate-id-as-customer-id": ["each-card-once"],
  "rounds-amounts": ["amounts-kept"],
  "forgets-the-last-card": ["each-card-once"],
  "first-card-twice": ["each-card-once"],
  "at-most-500-cards": ["each-card-once"],
  "mixes-series": ["one-series-a-file"],
  "resubmits-all": ["resubmits-only-failed"],
  "resubmits-twice": ["resubmits-only-failed"],
  "resubmits-one-file": ["resubmits-failed"],
  "never-resubmits": ["resubmits-failed"],
};

const generator = fileURLToPath(new URL("batch-generator.ts", import.meta.url));

/** Runs the kit for batch files against the generator of the tests. */
export function runGenerator(mutant = "", only: readonly string[] = []): Promise<ConformanceReport> {
  return runBatchConformance({ command: ["/usr/bin/env", `MUTANT=${mutant}`, process.execPath, generator], only });
}
