import { type ContractOf, defineContract } from "../../../../src/production-partner/contract/index.ts";
import { binding, type VendorBTerms } from "./binding.ts";
import { type MessageTable, messageTable } from "./generated/index.gen.ts";

/** Nested payloads, no accessories, AsyncAPI 2.6. */
export interface VendorBContract extends ContractOf<MessageTable, VendorBTerms> {}

/** See {@link VendorBContract}. */
export const vendorBContract: VendorBContract = defineContract(messageTable, binding);
