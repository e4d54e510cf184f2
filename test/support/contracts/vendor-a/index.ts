import { type ContractOf, defineContract } from "../../../../src/production-partner/contract/index.ts";
import { binding, type VendorATerms } from "./binding.ts";
import { type MessageTable, messageTable } from "./generated/index.gen.ts";

/** A message more, one acknowledgement instead of two, other ids and codes. */
export interface VendorAContract extends ContractOf<MessageTable, VendorATerms> {}

/** See {@link VendorAContract}. */
export const vendorAContract: VendorAContract = defineContract(messageTable, binding);
