import { fileURLToPath } from "node:url";
import { runBatchConformance } from "../../../src/conformance/batch/run-batch.ts";
import type { ConformanceReport } from "../../../src/conformance/result.ts";

/** What each mutant of test/support/partners/batch-generator.ts is told by: cases that are made for it, and the rule. */
export const batchMutants: readonly (readonly [name: string, only: string, rule: string])[] = [
  ["fails", "BLOCK-1", "ends-well"],
  ["escapes-nothing", "CUST-6", "valid-file"],
  ["leaves-files-open", "BLOCK-1", "valid-file"],
  ["customer-first", "CUST-1", "valid-file"],
  ["loses-leading-zeros", "VAL-1", "valid-file"],
  ["first-series-only", "VAL-2", "series-kept"],
  ["keeps-empty-customers", "CUST-4", "no-empty-customer"],
  ["type-code-alone", "CUST-2", "identity"],
  ["prefers-alternate-ids", "CUST-3", "precedence"],
  ["forgets-type-codes", "CUST-2", "type-code"],
  ["one-type-code", "CUST-5", "type-code"],
  ["alternate-id-as-customer-id", "CUST-2", "each-card-once"],
  ["rounds-amounts", "VAL-3", "amounts-kept"],
  ["forgets-the-last-card", "BLOCK-2", "each-card-once"],
  ["first-card-twice", "BLOCK-1", "each-card-once"],
  ["at-most-500-cards", "BLOCK-3", "each-card-once"],
  ["mixes-series", "BLOCK-4", "one-series-a-file"],
  ["resubmits-all", "SEND-1", "resubmits-only-failed"],
  ["resubmits-twice", "SEND-1", "resubmits-only-failed"],
  ["resubmits-one-file", "SEND-4", "resubmits-failed"],
  ["never-resubmits", "SEND-3", "resubmits-failed"],
];

/** Rules that a mutant breaks in other cases than those that are made for it, besides its own. */
export const alsoBroken: { readonly [name: string]: readonly string[] } = {
  "prefers-alternate-ids": ["each-card-once"],
  "type-code-alone": ["each-card-once"],
};

const generator = fileURLToPath(new URL("batch-generator.ts", import.meta.url));

/** Runs the kit for batch files against the generator of the tests. */
export function runGenerator(mutant = "", only: readonly string[] = []): Promise<ConformanceReport> {
  return runBatchConformance({ command: ["/usr/bin/env", `MUTANT=${mutant}`, process.execPath, generator], only });
}
