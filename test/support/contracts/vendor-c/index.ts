import { type ContractOf, defineContract } from "../../../../src/production-partner/contract/index.ts";
import { binding, type VendorCTerms } from "./binding.ts";
import { type MessageTable, messageTable } from "./generated/index.gen.ts";

/** Accessories without quantity, no organisations, other codes; written from the partner's side. */
export interface VendorCContract extends ContractOf<MessageTable, VendorCTerms> {}

/** See {@link VendorCContract}. */
export const vendorCContract: VendorCContract = defineContract(messageTable, binding);
