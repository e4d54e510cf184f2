import type { CardRequest } from "../../card-series-maintenance/contract/read-request.ts";
import type { CardNumber } from "../../card-series-maintenance/numbering/card-number.ts";
import type { CardSerialNumber } from "../../card-series-maintenance/numbering/card-serial-number.ts";
import type { OrceAccount } from "./orce-account.ts";
import type { OrceProgram } from "./orce-setup.ts";

/** A card that ORCE generated. */
export interface OrceCard {
  readonly serialNumber: CardSerialNumber;
  readonly cardNumber: CardNumber;
  /** The customer as the request names it. */
  readonly customer: CardRequest["Customer"];
  /** The customer whom the card and its accounts belong to: the owner of the identifier that takes precedence. */
  readonly customerId: string | undefined;
  /** One for each program of the card's type. */
  readonly accounts: readonly OrceAccount[];
  /** The kinds of the amounts for which there is no program, so that no account got them. */
  readonly ignoredAmounts: readonly OrceProgram["kind"][];
  readonly activatedAt: Date;
  /** The file and the number of the block that requested it. */
  readonly file: string;
  readonly block: number;
}

/** Something that happened to a card. */
export interface OrceHistoryEntry {
  readonly at: Date;
  readonly what:
    | "card-generated"
    | "account-created"
    | "card-activated"
    | "account-activated"
    | "balance-added"
    | "customer-associated";
  readonly account?: OrceProgram["kind"];
  /** Decimal text. */
  readonly amount?: string;
  readonly currency?: string;
  /** Decimal text: the balance afterwards. */
  readonly balance?: string;
}

/** Returns what happened to a card, in the order of ORCE's guide: created, activated, balances, customer. */
export function historyOf(card: OrceCard): readonly OrceHistoryEntry[] {
  const { accounts, activatedAt: at, customerId } = card;
  const created = accounts
    .filter(({ existed }) => !existed)
    .map(({ kind }) => ({ at, what: "account-created", account: kind }) as const);
  const activated = accounts.map(
    ({ kind, activatedAt }) => ({ at: activatedAt, what: "account-activated", account: kind }) as const,
  );
  const added = accounts.flatMap(({ kind, added: amount, currency, balance }) =>
    /[1-9]/.test(amount) ? [{ at, what: "balance-added", account: kind, amount, currency, balance } as const] : [],
  );
  const associated = customerId === undefined ? [] : [{ at, what: "customer-associated" } as const];
  const first = [{ at, what: "card-generated" } as const, ...created, { at, what: "card-activated" } as const];
  return [...first, ...activated, ...added, ...associated];
}
