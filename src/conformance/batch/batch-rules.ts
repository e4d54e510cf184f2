import statements from "../../../spec/card-series-statements.json" with { type: "json" };
import type { CheckResult } from "../result.ts";
import type { Rule, Statement } from "../rules.ts";
import type { RuleProvenance } from "../scenario.ts";

/** The numbered sentences of ORCE's guide that bind whoever writes a batch file. */
export const batchStatements: readonly Statement[] = statements.statements;

/** The name of a rule for batch files. */
export type BatchRule =
  | "ends-well"
  | "valid-file"
  | "one-series-a-file"
  | "each-card-once"
  | "no-empty-customer"
  | "identity"
  | "type-code"
  | "precedence"
  | "series-kept"
  | "amounts-kept"
  | "resubmits-failed"
  | "resubmits-only-failed";

const rule = (provenance: RuleProvenance, says: string, ...from: readonly string[]): Rule => ({
  says,
  level: provenance === "assumed" ? "SHOULD" : "MUST",
  provenance,
  statements: from,
});

/** What a generator of batch files is held to. */
/** All rules for batch files by name. */
export const batchRules: { readonly [id in BatchRule]: Rule } = {
  "ends-well": rule("assumed", "The generator ends with exit code 0 in the time it is given"),
  "valid-file": rule(
    "inferred",
    "Each file is well-formed and has the elements that the guide lists, where its sample has them",
    "CS-02",
    "CS-13",
  ),
  "one-series-a-file": rule("seen", "All blocks of a file have the same CardPrefix and CardSeriesSequence", "CS-08"),
  "each-card-once": rule("inferred", "Each card that is asked for has one block, and no other block is there", "CS-07"),
  "no-empty-customer": rule("seen", "A card without a customer has no Customer block", "CS-03"),
  identity: rule("seen", "A customer is named by its CustomerID, or by its AlternateID", "CS-04"),
  "type-code": rule("seen", "An AlternateID comes with the TypeCode of its customer", "CS-05"),
  precedence: rule("seen", "Where both are known, the CustomerID that takes precedence is the right one", "CS-06"),
  "series-kept": rule(
    "seen",
    "CardPrefix and CardSeriesSequence are written with all their digits",
    "CS-09",
    "CS-10",
    "CS-01",
  ),
  "amounts-kept": rule("inferred", "Amounts have the value that was asked for", "CS-11"),
  "resubmits-failed": rule("inferred", "Each block that failed is sent again, with the same content", "CS-12"),
  "resubmits-only-failed": rule("inferred", "No block that succeeded is sent again, and none twice", "CS-12"),
};

/** Makes the result of a rule; `got` is what came instead, `undefined` when it was kept. */
export function batchCheck(id: BatchRule, got: string | undefined): CheckResult {
  const { says, level, provenance, statements: from } = batchRules[id];
  return {
    ...{ rule: id, level, provenance, expected: says, passed: got === undefined },
    ...(got !== undefined && { got }),
    statements: batchStatements
      .filter((one) => from.includes(one.id))
      .map(({ id: number, quote }) => ({ id: number, quote })),
  };
}
