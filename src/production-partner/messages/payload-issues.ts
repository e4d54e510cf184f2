import type { ValidationIssue } from "../../errors/validation-issue.ts";
import { receive } from "../../validation/receive.ts";
import type { Contract } from "../contract/contract.ts";

/**
 * Lists what is wrong with a payload. A sender keeps to the whole contract; a receiver enforces only what the vendor has said.
 * Returns no issues for a type that the contract does not have.
 */
export function payloadIssues(
  payload: unknown,
  { contract, type, as }: { readonly contract: Contract; readonly type: string; readonly as: "sender" | "receiver" },
): readonly ValidationIssue[] {
  const definition = contract.definitionOf(type);
  if (definition === undefined) return [];
  const validation = as === "receiver" ? receive(definition, payload) : definition.strict(payload);
  return validation.valid ? [] : validation.issues;
}
