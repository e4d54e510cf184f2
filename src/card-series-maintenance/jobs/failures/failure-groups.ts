import { type OrceErrorCode, orceErrors } from "../../../../generated/error-codes.gen.ts";
import type { CardRequest } from "../../contract/read-request.ts";

/** A group of blocks with the same features that can make a block fail, and how many of them failed. */
export interface FailureGroup {
  /** `CustomerID`, or `AlternateKey` and its type code; `undefined` without a customer. */
  readonly customer: string | undefined;
  readonly hasCardNumber: boolean;
  readonly hasTransaction: boolean;
  readonly currency: string | undefined;
  readonly sent: number;
  readonly failed: number;
  /** The error codes that can explain these failures; ORCE itself reports none. */
  readonly possibleCodes: readonly OrceErrorCode[];
}

// There are few type codes and currencies; this only keeps an unusual file from filling the memory.
const maxGroups = 500;

/** Counts blocks by the features that can make a block fail. */
export class FailureGroups {
  readonly #groups = new Map<string, { request: CardRequest; sent: number; failed: number }>();

  add(request: CardRequest, failed: boolean): void {
    const { customer, hasCardNumber, hasTransaction, currency } = featuresOf(request);
    const { CardPrefix, CardSeriesSequence } = request;
    const key = JSON.stringify([customer, hasCardNumber, hasTransaction, currency, !CardPrefix, !CardSeriesSequence]);
    let group = this.#groups.get(key);
    if (group === undefined) {
      if (this.#groups.size >= maxGroups) return;
      group = { request, sent: 0, failed: 0 };
      this.#groups.set(key, group);
    }
    group.sent++;
    if (failed) group.failed++;
  }

  /**
   * Returns the groups with failures, the largest first.
   *
   * @param seen whether any block of the file succeeded, and whether its last block failed
   */
  finish(seen: { readonly someSucceeded: boolean; readonly lastFailed: boolean }): readonly FailureGroup[] {
    return [...this.#groups.values()]
      .filter(({ failed }) => failed > 0)
      .map(({ request, sent, failed }) => ({
        ...featuresOf(request),
        sent,
        failed,
        possibleCodes: possibleCodes(request, seen),
      }))
      .sort((a, b) => b.failed - a.failed);
  }
}

function featuresOf({ Customer: customer, CardNumber, RTPTransaction: transaction }: CardRequest) {
  const alternate = customer?.AlternateKey && `AlternateKey ${customer.AlternateKey.TypeCode ?? ""}`.trim();
  return {
    customer: customer?.CustomerID ? "CustomerID" : alternate,
    hasCardNumber: CardNumber !== undefined,
    hasTransaction: transaction !== undefined,
    // A block that the schema refuses may hold anything here, such as the value of another column.
    currency: /^[A-Z]{3}$/.exec(transaction?.RTPAmount?.CurrencyID ?? "")?.[0],
  };
}

/** Returns the error codes that a block of such a file can have met. */
export function possibleCodes(
  { CardPrefix, CardSeriesSequence, Customer, RTPTransaction }: CardRequest,
  { someSucceeded, lastFailed }: { readonly someSucceeded: boolean; readonly lastFailed: boolean },
): readonly OrceErrorCode[] {
  const has = {
    Customer: Customer !== undefined,
    RTPTransaction: RTPTransaction !== undefined,
    CurrencyID: RTPTransaction?.RTPAmount?.CurrencyID !== undefined,
  };
  return Object.values(orceErrors)
    .filter(({ code, affects, needs }) => {
      if (code === "CARD_SERIES_PREFIX_UNSPECIFIED") return !CardPrefix;
      if (code === "CARD_SERIES_UNSPECIFIED") return !CardSeriesSequence;
      if (needs !== undefined && !has[needs]) return false;
      // All blocks of a file belong to one series: an error of the series concerns all of them.
      if (affects === "series") return !someSucceeded;
      return affects !== "rest" || lastFailed;
    })
    .map(({ code }) => code);
}
