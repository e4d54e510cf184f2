import type { ValidationIssue } from "../errors/validation-issue.ts";
import type { CheckError } from "./check.ts";
import { expectation } from "./expectation.ts";

// Keywords whose own error comes after the errors of the alternatives that were tried.
const composite: ReadonlySet<string> = new Set(["anyOf", "oneOf", "contains", "propertyNames"]);

interface Cause {
  readonly error: CheckError;
  /** The errors of the alternatives that were tried, if none of them is the intended one. */
  readonly tried: readonly CheckError[];
}

/**
 * Turns a check's errors into issues, one per cause and at most `limit`: the branches of an `anyOf` become one issue.
 */
export function issuesOf(errors: readonly CheckError[], limit: number = Infinity): readonly ValidationIssue[] {
  const causes: Cause[] = [];
  for (const error of errors) {
    if (!composite.has(error.keyword)) {
      if (!isAgain(error, causes.at(-1)?.error)) causes.push({ error, tried: [] });
      continue;
    }
    let first = causes.length;
    for (let last = causes[first - 1]; last && isUnder(last.error, error); last = causes[first - 1]) first--;
    const tried = causes.splice(first);
    const meant = meantBranch(tried, error);
    if (meant.length === 0) causes.push({ error, tried: tried.map((cause) => cause.error) });
    else for (const cause of meant) causes.push(cause);
  }
  const ofAlternatives = causes.map((cause) => cause.error).filter(({ schemaPath }) => alternative.test(schemaPath));
  const issues: ValidationIssue[] = [];
  for (const { error, tried } of causes) {
    if (issues.length === limit) break;
    if (!isFollowUp(error, ofAlternatives)) issues.push(issueOf(error, tried));
  }
  return issues;
}

/** Whether a value is only not a listed one because it is of another type, which is said already. */
function isAgain({ keyword, instancePath, schemaPath }: CheckError, before: CheckError | undefined): boolean {
  if (before === undefined || before.keyword !== "type" || (keyword !== "enum" && keyword !== "const")) return false;
  const schema = schemaPath.slice(0, -keyword.length);
  return before.instancePath === instancePath && before.schemaPath === `${schema}type`;
}

const alternative = /\/(?:anyOf|oneOf)(?:\/|$)/;

/**
 * Whether a property only counts as unknown because the alternative that declares it did not match: the cause is then
 * the alternative, which has its own issue.
 */
function isFollowUp(error: CheckError, ofAlternatives: readonly CheckError[]): boolean {
  if (error.keyword !== "unevaluatedProperties") return false;
  const schema = error.schemaPath.slice(0, -"/unevaluatedProperties".length);
  return ofAlternatives.some(
    (other) =>
      other.schemaPath.startsWith(schema) &&
      /^(?:\/allOf\/\d+)*\/(?:anyOf|oneOf)(?:\/|$)/.test(other.schemaPath.slice(schema.length)) &&
      (other.instancePath === error.instancePath || other.instancePath.startsWith(`${error.instancePath}/`)),
  );
}

function isUnder(inner: CheckError, outer: CheckError): boolean {
  return (
    inner.schemaPath.startsWith(`${outer.schemaPath}/`) &&
    (inner.instancePath === outer.instancePath || inner.instancePath.startsWith(`${outer.instancePath}/`))
  );
}

/**
 * If a constant distinguishes the alternatives, returns the errors of the one whose constant is right: the intended
 * one.
 */
function meantBranch<T extends { readonly error: CheckError }>(tried: readonly T[], outer: CheckError): readonly T[] {
  const branches = new Map<string, T[]>();
  for (const entry of tried) {
    const branch = entry.error.schemaPath.slice(outer.schemaPath.length + 1).split("/", 1)[0] ?? "";
    branches.set(branch, [...(branches.get(branch) ?? []), entry]);
  }
  const isOff = (entries: readonly T[]) => entries.some((entry) => entry.error.keyword === "const");
  const candidates = [...branches.values()].filter((entries) => !isOff(entries));
  return branches.size > 1 && candidates.length === 1 ? (candidates[0] ?? []) : [];
}

function issueOf(error: CheckError, tried: readonly CheckError[]): ValidationIssue {
  const named =
    error.params["missingProperty"] ?? error.params["additionalProperty"] ?? error.params["unevaluatedProperty"];
  const path = typeof named === "string" ? `${error.instancePath}/${escapePointer(named)}` : error.instancePath;
  const expected = expectation(error, tried);
  return { path, keyword: error.keyword, expected, message: `${path || "the message"}: expected ${expected}` };
}

function escapePointer(token: string): string {
  return token.replaceAll("~", "~0").replaceAll("/", "~1");
}
