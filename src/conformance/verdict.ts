import type { CheckResult, Verdict } from "./result.ts";

/** The verdict that follows from the checks: what is assumed can at most warn. */
export function verdictOf(checks: readonly CheckResult[]): Verdict {
  const broken = checks.filter(({ passed }) => !passed);
  if (broken.some(({ level, provenance }) => level === "MUST" && provenance !== "assumed")) return "fail";
  return broken.some(({ level }) => level !== "MAY") ? "warn" : "pass";
}
