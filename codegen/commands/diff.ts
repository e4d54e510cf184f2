import { type Change, compareContracts } from "../contract-diff/compare-contracts.ts";
import type { Problem } from "../problem.ts";
import type { DocumentOptions } from "./document-options.ts";
import { readContract } from "./read-contract.ts";

/** The changes between two documents, and what was found in them beside. */
export interface DiffResult {
  readonly changes: readonly Change[];
  readonly warnings: readonly Problem[];
}

/** Compares two AsyncAPI documents by meaning. */
export async function diffDocuments(
  { before, after }: { readonly before: string; readonly after: string },
  options: DocumentOptions & { readonly breakingOnly?: boolean | undefined },
): Promise<DiffResult> {
  const [old, now] = [await readContract(before, options), await readContract(after, options)];
  const changes = compareContracts(old, now);
  return {
    changes: options.breakingOnly ? changes.filter(({ verdict }) => verdict === "breaking") : changes,
    warnings: [...old.warnings, ...now.warnings],
  };
}
