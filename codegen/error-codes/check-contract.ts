import type { Contract } from "../asyncapi/model/contract.ts";
import type { Schema } from "../asyncapi/model/schema.ts";
import { parseSpec } from "../asyncapi/read/document.ts";
import type { SpecFile } from "../generated-file.ts";
import { type Problem, SpecError } from "../problem.ts";
import type { ErrorCodesModel } from "./model.ts";

/**
 * Checks that the codes explained in `spec/error-codes.yaml` are those that a contract lists, in an enum with
 * `x-error-codes: true`. A contract without one has no such list, and nothing is checked.
 *
 * @throws SpecError that names every code that only one of them has.
 */
export function checkErrorCodes(source: SpecFile, { ngoc }: ErrorCodesModel, { messages }: Contract): void {
  const schemas = messages.flatMap(({ payload }) => [...payload.definitions.values()]);
  const lists = schemas.flatMap(listsIn);
  const explained = new Set(Object.keys(ngoc.codes));
  const { locate } = parseSpec(source.path, source.text);
  const problems = lists.flatMap(({ at, enum: listed = [] }): readonly Problem[] => [
    ...listed
      .filter((code) => typeof code !== "string" || !explained.has(code))
      .map((code) => ({
        ...at,
        message: `The error code ${String(code)} is not explained in ${source.path}`,
        remedy: `Add it to ngoc.codes in ${source.path}, or take it out of the contract.`,
      })),
    ...[...explained]
      .filter((code) => !listed.includes(code))
      .map((code) => ({
        ...locate(`/ngoc/codes/${code.replaceAll("~", "~0").replaceAll("/", "~1")}`),
        message: `The error code ${code} is not in the contract, ${at.file}:${at.line} ${at.pointer}`,
        remedy: "Add it to the enum of the contract, or remove it here.",
      })),
  ]);
  if (problems.length > 0) throw new SpecError(unique(problems));
}

function listsIn(schema: Schema): readonly Schema[] {
  const parts = [...Object.values(schema.properties ?? {}), ...(schema.allOf ?? []), ...(schema.anyOf ?? [])];
  const own = schema.notes.errorCodes && schema.enum !== undefined ? [schema] : [];
  return [...own, ...parts.flatMap(listsIn)];
}

/** Several messages may hold the same list. */
function unique(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
