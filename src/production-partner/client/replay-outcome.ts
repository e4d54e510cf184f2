import type { ValidationIssue } from "../../errors/validation-issue.ts";
import type { Refusal } from "../orders/index.ts";

/**
 * What became of a replayed message. Unless it is `handled`, it stays in the quarantine and may be replayed again.
 *
 * - `handled`: its handler has finished, now or in an earlier replay
 * - `rejected`: its handler rejected it again
 * - `refused`: an order rule still forbids it
 * - `invalid`: the contract in use still cannot read it
 * - `failed`: its handler failed; replay it again to call it once more
 * - `busy`: another worker is handling it
 */
export type ReplayOutcome =
  | { readonly kind: "handled" }
  | { readonly kind: "rejected"; readonly errorCode: string }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  | { readonly kind: "invalid"; readonly issues: readonly ValidationIssue[] }
  | { readonly kind: "failed"; readonly error: unknown; readonly isTold?: boolean }
  | { readonly kind: "busy" };
