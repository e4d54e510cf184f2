import type { ValidationIssue } from "../../errors/validation-issue.ts";
import type { BatchContract, RequestPart } from "../contract/batch-contract.ts";
import { builtInBatchContract } from "../contract/built-in.ts";
import type { CardRequest } from "../contract/read-request.ts";
import { type CardSeriesRuleOptions, CardSeriesRules } from "./rules.ts";

/** The rules of ORCE's guide for the blocks of a contract: issues name the places where its blocks have the values. */
export class BlockRules {
  readonly #contract: BatchContract;
  readonly #rules: CardSeriesRules;

  constructor(contract: BatchContract, options?: CardSeriesRuleOptions) {
    this.#contract = contract;
    this.#rules = new CardSeriesRules(options);
  }

  /** Returns what must be corrected in the next request of a file. */
  check(request: CardRequest): readonly ValidationIssue[] {
    const { issues } = this.#rules.check(request);
    if (issues.length === 0 || this.#contract === builtInBatchContract) return issues;
    return issues.map((issue) => {
      // The rules name a part of a request, or its last step.
      const path = this.#contract.pathOf(issue.path.slice(issue.path.lastIndexOf("/") + 1) as RequestPart);
      return { ...issue, path, message: `${path}: expected ${issue.expected}` };
    });
  }
}
