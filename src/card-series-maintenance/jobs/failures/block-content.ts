import type { CardSeries } from "../../../../generated/card-series/types.gen.ts";

/**
 * What a block says, whatever its white space and the order of its elements: two blocks that say the same give the same text. Amounts
 * are compared as numbers, and an empty CustomerID counts as none.
 */
export function blockContent(block: CardSeries): string {
  const { Customer: customer, RTPTransaction: transaction } = block;
  const amounts = transaction?.RTPAmount;
  return JSON.stringify([
    block.CardPrefix,
    block.CardSeriesSequence,
    block.UserName,
    block.UserOrganization,
    block.CardNumber,
    customer?.CustomerID || undefined,
    customer?.AlternateKey?.TypeCode,
    customer?.AlternateKey?.AlternateID,
    transaction?.RTPTransactionID,
    transaction?.OperatorID,
    transaction?.LocationID,
    transaction?.TransactionDateTime,
    transaction?.DeviceID,
    transaction?.BusinessDate,
    amounts?.CurrencyID,
    amount(amounts?.Amount),
    amount(amounts?.AwardAmount),
    amount(amounts?.LoyaltyAmount),
  ]);
}

function amount(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const [whole = "", fraction = ""] = text.replace(/^\+/, "").split(".");
  return `${whole.replace(/^0+/, "")}.${fraction.replace(/0+$/, "")}`;
}
