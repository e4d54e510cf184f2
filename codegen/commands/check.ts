import { checkContract } from "../contract-check/check-contract.ts";
import type { Finding } from "../contract-check/finding.ts";
import type { InstalledContract } from "../contract-check/installed-contract.ts";
import type { Problem } from "../problem.ts";
import type { DocumentOptions } from "./document-options.ts";
import { ownContract, readContract } from "./read-contract.ts";

/** What a client would do wrongly, and what was found in the document beside. */
export interface CheckResult {
  readonly findings: readonly Finding[];
  readonly warnings: readonly Problem[];
}

/** Checks a document against a contract in use; `isBuiltIn` says that it is the one of this package. */
export async function checkDocument(
  path: string,
  options: DocumentOptions & {
    readonly installed: InstalledContract;
    readonly isBuiltIn: boolean;
    readonly breakingOnly?: boolean | undefined;
  },
): Promise<CheckResult> {
  const { installed, isBuiltIn, breakingOnly, ...how } = options;
  const document = await readContract(path, how);
  const installedDocument = isBuiltIn ? await ownContract() : undefined;
  const findings = checkContract({ document, installed, installedDocument });
  return {
    findings: breakingOnly ? findings.filter(({ isBreaking }) => isBreaking) : findings,
    warnings: document.warnings,
  };
}
