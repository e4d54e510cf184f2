import type { ValidationIssue } from "../errors/validation-issue.ts";
import type { Check } from "./check.ts";
import { issuesOf } from "./issues.ts";

/** The outcome of a validation: the typed value, or every issue found. */
export type Validation<T> =
  | { readonly valid: true; readonly value: T }
  | { readonly valid: false; readonly issues: readonly ValidationIssue[] };

/**
 * Checks a value parsed from JSON against the contract. The value is returned unchanged: nothing is copied or converted,
 * and nothing dropped but by the validator of a received message, which leaves out what breaks a guess about its kind.
 *
 * With `firstIssueOnly` (default `false`), an invalid value has one issue instead of all.
 */
export type Validator<T> = (value: unknown, options?: { readonly firstIssueOnly?: boolean }) => Validation<T>;

/** Makes a typed validator of a compiled check. */
export function validator<T>(check: Check): Validator<T> {
  return (value, options) => {
    // The check accepts exactly the values of T: both are generated from one schema.
    if (check(value)) return { valid: true, value: value as T };
    return { valid: false, issues: issuesOf(check.errors ?? [], options?.firstIssueOnly ? 1 : Infinity) };
  };
}
