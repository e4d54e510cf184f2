import type { Verdict } from "./rules.ts";

export type Bump = "major" | "minor" | "patch" | "none";

/** Returns the part of the version to raise for the most severe verdict (semantic versioning). */
export function bumpFor(verdicts: readonly Verdict[]): Bump {
  if (verdicts.includes("breaking")) return "major";
  if (verdicts.includes("compatible")) return "minor";
  return verdicts.length > 0 ? "patch" : "none";
}

/** Returns the next version. Below 1.0.0, a major step raises the minor number and a minor step the patch number. */
export function nextVersion(version: string, bump: Bump): string {
  const [major = 0, minor = 0, patch = 0] = version.split(/[.+-]/).map(Number);
  if (bump === "none") return version;
  const isStable = major > 0;
  if (bump === "major") return isStable ? `${major + 1}.0.0` : `0.${minor + 1}.0`;
  return bump === "minor" && isStable ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}
