import type { CardRequest } from "../contract/read-request.ts";
import { DigestTable } from "./digest-table.ts";

/** What two blocks share. */
type DuplicateKind = "card-number" | "customer";

/** A card number or customer that an earlier block has, too. */
export interface Duplicate {
  readonly kind: DuplicateKind;
  /** The number that the earlier block was added with. */
  readonly first: number;
}

/**
 * Finds repeated card numbers and customers, in constant memory. CustomerID takes precedence over an AlternateKey
 * (ORCE's guide), so a customer who is named once by each is not found.
 */
export class DuplicateFinder {
  readonly #cardNumbers = new DigestTable();
  readonly #customers = new DigestTable();

  /** Returns what an earlier block shares with this one. */
  find(block: CardRequest): readonly Duplicate[] {
    const found: Duplicate[] = [];
    const cardNumber = block.CardNumber && this.#cardNumbers.get(block.CardNumber);
    if (typeof cardNumber === "number") found.push({ kind: "card-number", first: cardNumber });
    const customer = customerOf(block);
    const earlier = customer === undefined ? undefined : this.#customers.get(customer);
    if (earlier !== undefined) found.push({ kind: "customer", first: earlier });
    return found;
  }

  /** Adds a block under a number below 2^32 - 1; a card number or customer keeps the number of its first block. */
  add(block: CardRequest, number: number): void {
    if (block.CardNumber !== undefined) this.#cardNumbers.setFirst(block.CardNumber, number);
    const customer = customerOf(block);
    if (customer !== undefined) this.#customers.setFirst(customer, number);
  }
}

function customerOf({ Customer: customer }: CardRequest): string | undefined {
  if (customer?.CustomerID) return `id ${customer.CustomerID}`;
  const key = customer?.AlternateKey;
  return key === undefined ? undefined : `alternate ${JSON.stringify([key.TypeCode, key.AlternateID])}`;
}
