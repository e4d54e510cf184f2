import { type Signal, signal } from "@preact/signals";
import { get } from "./api.ts";
import type { ContractInUse } from "./model.ts";

/** The contract in use. It stays the same for as long as the sandbox runs, so that it is asked for once. */
export const contract: Signal<ContractInUse | undefined> = signal(undefined);

/** Asks for the contract, if it is not there yet. */
export async function loadContract(): Promise<void> {
  contract.value ??= await get<ContractInUse>("/api/v1/contract");
}
