import { type OrceErrorCode, orceErrors } from "../../../../generated/error-codes.gen.ts";
import type { CardRequest } from "../../file/read-request.ts";

/** Blocks that are alike in what can make them fail, and how many of them did. */
export interface FailureGroup {
  /** `CustomerID`, `AlternateKey` and its type code, or none. */
  readonly customer: string | undefined;
  readonly hasCardNumber: boolean;
  readonly hasTransaction: boolean;
  readonly currency: string | undefined;
  readonly sent: number;
  readonly failed: number;
  /** The codes that can be behind these failures; ORCE itself does not say. */
  readonly possibleCodes: readonly OrceErrorCode[];
}

// Type codes and currencies are few; this only keeps a strange file from filling the memory.
const maxGroups = 500;

/** Counts blocks by what can make them fail. */
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
    group.sent += 1;
    if (failed) group.failed += 1;
  }

  /**
   * The groups with failures, the largest first.
   *
   * @param seen what happened in the whole file: whether a block succeeded, and whether the last block failed
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
    // What the schema refuses may be anything, such as the value of another column.
    currency: /^[A-Z]{3}$/.exec(transaction?.RTPAmount?.CurrencyID ?? "")?.[0],
  };
}

/** The codes whose cause can be met by a block of a file in which this happened. */
function possibleCodes(
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
      // All blocks of a file are of one series: what concerns the series concerns all of them.
      if (affects === "series") return !someSucceeded;
      return affects !== "rest" || lastFailed;
    })
    .map(({ code }) => code);
}
