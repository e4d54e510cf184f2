// The compiler of contracts, as the command line loads it: a bundle of its own, which no other entry of the package loads.
export { toChecklist } from "./assumptions/index.ts";
export { adoptDocument } from "./commands/adopt.ts";
export { assumptionsIn } from "./commands/assumptions.ts";
export { checkDocument } from "./commands/check.ts";
export { describeChanges } from "./commands/describe-changes.ts";
export { diffDocuments } from "./commands/diff.ts";
export { documentFile } from "./commands/docs.ts";
export type { DocumentOptions } from "./commands/document-options.ts";
export type { GenerateOptions, GenerateResult } from "./commands/generate.ts";
export { generate } from "./commands/generate.ts";
export { OptionError } from "./commands/option-error.ts";
export { describeFindings } from "./contract-check/describe-findings.ts";
export type { InstalledContract } from "./contract-check/installed-contract.ts";
export type { Problem } from "./problem.ts";
export { formatProblem, formatWarning, SpecError } from "./problem.ts";
