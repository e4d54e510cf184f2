import type { CardSerialNumber } from "../../card-series-maintenance/numbering/card-serial-number.ts";
import { historyOf, type OrceCard, type OrceHistoryEntry } from "./orce-card.ts";

/** The cards of the simulated ORCE, to be asked for. */
export interface OrceCards {
  /** How many cards are kept. */
  readonly size: number;
  /** Returns the last cards, the newest first. */
  recent(count?: number): readonly OrceCard[];
  /** Returns a card, with its accounts and balances. */
  get(serialNumber: CardSerialNumber | string): OrceCard | undefined;
  /** Returns the cards of a customer, the oldest first. */
  ofCustomer(customerId: string): readonly OrceCard[];
  /** Returns what happened to a card; nothing for an unknown one. */
  history(serialNumber: CardSerialNumber | string): readonly OrceHistoryEntry[];
}

/** Keeps the last cards by serial number and customer. */
export class CardRegister implements OrceCards {
  readonly #max: number;
  readonly #cards = new Map<string, OrceCard>();
  readonly #ofCustomer = new Map<string, Set<string>>();

  constructor(max: number) {
    this.#max = max;
  }

  get size(): number {
    return this.#cards.size;
  }

  add(card: OrceCard): void {
    if (this.#max === 0) return;
    const serial = card.serialNumber.format();
    this.#cards.set(serial, card);
    if (card.customerId !== undefined) {
      const serials = this.#ofCustomer.get(card.customerId) ?? new Set();
      this.#ofCustomer.set(card.customerId, serials.add(serial));
    }
    if (this.#cards.size > this.#max) this.#forgetOldest();
  }

  recent(count = 100): readonly OrceCard[] {
    return [...this.#cards.values()].slice(-count).reverse();
  }

  get(serialNumber: CardSerialNumber | string): OrceCard | undefined {
    return this.#cards.get(typeof serialNumber === "string" ? serialNumber : serialNumber.format());
  }

  ofCustomer(customerId: string): readonly OrceCard[] {
    return [...(this.#ofCustomer.get(customerId) ?? [])].flatMap((serial) => this.get(serial) ?? []);
  }

  history(serialNumber: CardSerialNumber | string): readonly OrceHistoryEntry[] {
    const card = this.get(serialNumber);
    return card === undefined ? [] : historyOf(card);
  }

  clear(): void {
    this.#cards.clear();
    this.#ofCustomer.clear();
  }

  #forgetOldest(): void {
    for (const [serial, { customerId }] of this.#cards) {
      this.#cards.delete(serial);
      const serials = customerId === undefined ? undefined : this.#ofCustomer.get(customerId);
      serials?.delete(serial);
      if (customerId !== undefined && serials?.size === 0) this.#ofCustomer.delete(customerId);
      return;
    }
  }
}
