import { formatWarning, type Problem, SpecError } from "./problem.ts";

/** Prints why a command failed: what a user can mend without a stack trace, a fault of ours with it. */
export function reportFailure(error: unknown): void {
  // Node's own errors about files and arguments carry a code.
  const isExpected = error instanceof SpecError || (error instanceof Error && "code" in error);
  console.error(isExpected ? (error as Error).message : error);
}

/** Prints what was found in a document that can be used all the same. */
export function reportWarnings(warnings: readonly Problem[]): void {
  for (const warning of warnings) console.error(formatWarning(warning));
}
