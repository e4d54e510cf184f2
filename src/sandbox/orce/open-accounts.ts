import type { CardRequest } from "../../card-series-maintenance/file/index.ts";
import { addDecimals } from "./decimal.ts";
import type { OrceAccount } from "./orce-account.ts";
import type { OrceProgram } from "./orce-setup.ts";
import type { SetupIndex } from "./setup-index.ts";

const amountFields = { tender: "Amount", award: "AwardAmount", loyalty: "LoyaltyAmount" } as const;

/** Returns the amount that a request asks for, for an account of a kind. */
export function requestedAmount(request: CardRequest, kind: OrceProgram["kind"]): string | undefined {
  return request.RTPTransaction?.RTPAmount?.[amountFields[kind]];
}

/** Returns the currency of a request: that of the program, when the request names none. */
export function currencyOf(request: CardRequest, { baseCurrency }: OrceProgram): string {
  return request.RTPTransaction?.RTPAmount?.CurrencyID ?? baseCurrency;
}

/** The accounts of a new card, and the amounts that found no account. */
export interface OpenedAccounts {
  readonly accounts: readonly OrceAccount[];
  readonly ignoredAmounts: readonly OrceProgram["kind"][];
}

/**
 * Creates and activates the accounts of a card, one for each program of its type, and adds the amounts of the request.
 * "The accounts that are created depend upon whether a program of that type exists": an amount without one is ignored.
 */
export function openAccounts(request: CardRequest, setup: SetupIndex, now: Date): OpenedAccounts {
  const { CardPrefix: prefix = "", CardNumber: cardNumber } = request;
  const programs = setup.cardType(prefix)?.programs ?? [];
  const accounts = programs.map((program): OrceAccount => {
    const { kind } = program;
    const existing = cardNumber === undefined ? undefined : setup.account(cardNumber, kind);
    const added = addDecimals(requestedAmount(request, kind) ?? "0");
    return {
      kind,
      currency: currencyOf(request, program),
      balance: addDecimals(existing?.balance ?? "0", added),
      added,
      existed: existing !== undefined,
      activatedAt: existing?.activatedAt ?? now,
    };
  });
  const kinds = ["tender", "award", "loyalty"] as const;
  const ignoredAmounts = kinds.filter(
    (kind) => requestedAmount(request, kind) !== undefined && !programs.some((program) => program.kind === kind),
  );
  return { accounts, ignoredAmounts };
}
