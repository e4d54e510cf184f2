import type { CardSeries } from "../../../generated/card-series/types.gen.ts";
import { DigestTable } from "./digest-table.ts";

/** What two blocks have in common. */
type DuplicateKind = "card-number" | "customer";

/** A block that has a card number or customer of an earlier one. */
export interface Duplicate {
  readonly kind: DuplicateKind;
  /** The earlier block, by the number it was added with. */
  readonly first: number;
}

/**
 * Finds card numbers and customers that come a second time, in constant memory. CustomerID takes precedence over an AlternateKey (S2), so
 * one customer named both ways is not found.
 */
export class DuplicateFinder {
  readonly #cardNumbers = new DigestTable();
  readonly #customers = new DigestTable();

  /** What of a block was there before. */
  find(block: CardSeries): readonly Duplicate[] {
    const found: Duplicate[] = [];
    const cardNumber = block.CardNumber && this.#cardNumbers.get(block.CardNumber);
    if (typeof cardNumber === "number") found.push({ kind: "card-number", first: cardNumber });
    const customer = customerOf(block);
    const earlier = customer === undefined ? undefined : this.#customers.get(customer);
    if (earlier !== undefined) found.push({ kind: "customer", first: earlier });
    return found;
  }

  /** Remembers a block under a number below 2^32 - 1; the first block of a card number or customer stays its first. */
  add(block: CardSeries, number: number): void {
    if (block.CardNumber !== undefined) this.#cardNumbers.setFirst(block.CardNumber, number);
    const customer = customerOf(block);
    if (customer !== undefined) this.#customers.setFirst(customer, number);
  }
}

function customerOf({ Customer: customer }: CardSeries): string | undefined {
  if (customer?.CustomerID) return `id ${customer.CustomerID}`;
  const key = customer?.AlternateKey;
  return key === undefined ? undefined : `alternate ${JSON.stringify([key.TypeCode, key.AlternateID])}`;
}
