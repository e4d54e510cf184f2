import type { Contract } from "../asyncapi/model/contract.ts";
import type { GeneratedFile } from "../generated-file.ts";
import { bindingFile } from "./binding-file.ts";
import { counterpartFile } from "./counterpart-file.ts";
import { rolesOf } from "./roles.ts";
import { undecided } from "./source.ts";

export { overlayFile } from "./overlay-file.ts";
export { rolesOf } from "./roles.ts";

/** A point of a binding that nothing tells: the type checker stops there. */
export interface Decision {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly remark: string;
}

/** Writes the files of a contract that are somebody's own from then on. */
export function adoptedFiles(contract: Contract): readonly GeneratedFile[] {
  const roles = rolesOf(contract);
  return [
    { path: "binding.ts", text: bindingFile(contract, roles) },
    { path: "counterpart.ts", text: counterpartFile(contract, roles) },
    { path: "index.ts", text: indexFile(contract) },
  ];
}

/** Lists the decisions that are open in a file. */
export function decisionsIn({ path, text }: GeneratedFile): readonly Decision[] {
  return text.split("\n").flatMap((line, index): readonly Decision[] => {
    const [, remark] = /\/\/ decide: (.*)$/.exec(line) ?? [];
    const isOpen = remark !== undefined && new RegExp(`\\b${undecided}\\b.*//`).test(line);
    return isOpen ? [{ file: path, line: index + 1, remark }] : [];
  });
}

function indexFile({ title, version }: Contract): string {
  return `import { type ContractOf, defineContract } from "cardwright/contract";
import { binding, type VendorTerms } from "./binding.ts";
import { type MessageTable, messageTable } from "./generated/index.gen.ts";

/** The contract of ${[title, version].filter((text) => text !== "").join(" ")}. */
export interface VendorContract extends ContractOf<MessageTable, VendorTerms> {}

/** The contract: new ProductionPartnerClient({ contract, … }). */
export const contract: VendorContract = defineContract(messageTable, binding);
`;
}
