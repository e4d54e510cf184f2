import type { CardRequest } from "../../contract/read-request.ts";

/** The kinds of money that a request adds to a card. */
const amountKinds = ["Amount", "AwardAmount", "LoyaltyAmount"] as const;

/** A sum of amounts of one kind and currency. */
export interface AmountSum {
  readonly kind: (typeof amountKinds)[number];
  /** Empty where the requests name none. */
  readonly currency: string;
  /** A decimal, exact. */
  readonly total: string;
  readonly cards: number;
}

/** Adds decimals exactly, by kind and currency. */
export class AmountSums {
  readonly #sums = new Map<string, { total: bigint; scale: number; cards: number }>();

  add({ RTPTransaction: transaction }: CardRequest): void {
    const amounts = transaction?.RTPAmount;
    if (amounts === undefined) return;
    const currency = /^[A-Z]{3}$/.exec(amounts.CurrencyID ?? "")?.[0] ?? "";
    for (const kind of amountKinds) {
      const text = amounts[kind];
      const match = text === undefined ? null : /^([-+]?)(\d*)\.?(\d*)$/.exec(text.trim());
      if (match !== null) this.#add(`${kind} ${currency}`, match);
    }
  }

  /** Returns the sums, by kind and currency. */
  list(): readonly AmountSum[] {
    return [...this.#sums]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, { total, scale, cards }]) => {
        const [kind = "", currency = ""] = key.split(" ");
        // The keys were made of the kinds above.
        return { kind: kind as AmountSum["kind"], currency, total: decimal(total, scale), cards };
      });
  }

  #add(key: string, [, sign = "", integer = "", fraction = ""]: RegExpExecArray): void {
    const sum = this.#sums.get(key) ?? { total: 0n, scale: 2, cards: 0 };
    const scale = Math.max(sum.scale, fraction.length);
    const value = BigInt(`${integer}${fraction.padEnd(scale, "0")}` || "0");
    sum.total = sum.total * 10n ** BigInt(scale - sum.scale) + (sign === "-" ? -value : value);
    sum.scale = scale;
    sum.cards++;
    this.#sums.set(key, sum);
  }
}

function decimal(total: bigint, scale: number): string {
  const digits = (total < 0n ? -total : total).toString().padStart(scale + 1, "0");
  return `${total < 0n ? "-" : ""}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
