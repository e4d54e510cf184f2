import type { BuiltInContract } from "../contract/built-in.ts";
import type { Contract, TermsOf } from "../contract/index.ts";

/** Input of `reportCardProduced`, with the fields that only the contract has. Organisation and shipment are known. */
export type CardProducedReport<C extends Contract = BuiltInContract> = TermsOf<C>["cardProduced"];

/** Input of `reportShipped`, with the fields that only the contract has: items of one shipment or of several. */
export type ShippedReport<C extends Contract = BuiltInContract> = TermsOf<C>["shipped"];
