import { readFile } from "node:fs/promises";
import { generateFromAsyncApi } from "../../../../codegen/asyncapi/index.ts";
import { generateErrorCodes } from "../../../../codegen/error-codes/index.ts";
import type { GeneratedFile } from "../../../../codegen/generated-file.ts";
import { SpecError } from "../../../../codegen/problem.ts";
import { type ContractMutant, contractMutants } from "./contract-mutants.ts";
import type { SourceChecker, TypeFault } from "./source-checker.ts";

/** The two halves of the binding: the only hand-written files that may name what a contract names. */
export const bindingFiles: readonly string[] = [
  "src/production-partner/contract/built-in.ts",
  "src/sandbox/ngoc/built-in-counterpart.ts",
];

const asyncapiPath = "spec/production-partner.asyncapi.yaml";
const errorCodesPath = "spec/error-codes.yaml";

/**
 * Who names a change of the contract first.
 *
 * - `generator`: the contract is refused, as its two files disagree
 * - `binding`: the type checker, in the binding; it may name other files too
 * - `elsewhere`: the type checker, but only in other files
 * - `nobody`: it compiles; then it must change nothing at run time
 */
type NamedBy = "generator" | "binding" | "elsewhere" | "nobody";

/** What became of a changed contract. */
export interface Judgement {
  readonly mutant: ContractMutant;
  readonly namedBy: NamedBy;
  readonly faults: readonly TypeFault[];
  /** What it was compiled to; empty when it was refused. */
  readonly files: readonly GeneratedFile[];
}

/** Every mutant of the contract in `spec/`. */
export async function builtInMutants(): Promise<readonly ContractMutant[]> {
  return contractMutants(await readFile(asyncapiPath, "utf8"), await readFile(errorCodesPath, "utf8"));
}

/** The contract in `spec/` as it is, compiled: what the others are compared with. */
export async function unchanged(): Promise<Pick<Judgement, "mutant" | "files">> {
  const mutant: ContractMutant = {
    name: "no change",
    kind: "field",
    asyncapi: await readFile(asyncapiPath, "utf8"),
    errorCodes: await readFile(errorCodesPath, "utf8"),
  };
  return { mutant, files: await compile(mutant) };
}

/** Compiles the contract in `spec/` with a change, and has the sources checked against the outcome. */
export async function judge(mutant: ContractMutant, checker: SourceChecker): Promise<Judgement> {
  let files: readonly GeneratedFile[];
  try {
    files = await compile(mutant);
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    return { mutant, namedBy: "generator", faults: [], files: [] };
  }
  const faults = checker.check(new Map(files.map(({ path, text }) => [`generated/${path}`, text])));
  const inBinding = faults.some(({ file }) => bindingFiles.includes(file));
  return { mutant, namedBy: inBinding ? "binding" : faults.length > 0 ? "elsewhere" : "nobody", faults, files };
}

async function compile({ asyncapi, errorCodes }: ContractMutant): Promise<readonly GeneratedFile[]> {
  const contract = { path: asyncapiPath, text: asyncapi };
  const codes = { path: errorCodesPath, text: errorCodes };
  return [...(await generateFromAsyncApi(contract, { runtime: "../src" })), ...(await generateErrorCodes(codes))];
}
