import { SaxesParser } from "saxes";
import type { CardSeries } from "../../../generated/card-series/types.gen.ts";

/** A request as ORCE reads it: prefix and series may be missing, and the action another. */
export type CardRequest = Omit<CardSeries, "Action" | "CardPrefix" | "CardSeriesSequence"> &
  Partial<Pick<CardSeries, "CardPrefix" | "CardSeriesSequence">> & { readonly Action?: string };

/**
 * Reads a request that the schema refuses as far as it goes: ORCE has codes for a request without a prefix or with a card number that is
 * too long, so it reads such requests too. An empty element counts as missing.
 */
export function readRequest(block: string): CardRequest {
  const texts = new Map<string, string>();
  let text = "";
  const parser = new SaxesParser();
  parser.on("opentag", ({ attributes }) => {
    text = "";
    for (const [name, value] of Object.entries(attributes)) texts.set(name, value);
  });
  parser.on("text", (piece) => {
    text += piece;
  });
  parser.on("cdata", (piece) => {
    text += piece;
  });
  parser.on("closetag", ({ name }) => {
    if (text.trim() !== "") texts.set(name, text.trim());
    text = "";
  });
  // The block was read as part of a well-formed file before, so nothing can be wrong with it here.
  parser.write(block).close();
  const pick = <const Names extends readonly string[]>(
    ...names: Names
  ): { [name in Names[number]]?: string } | undefined => {
    const given = names.flatMap((name) => (texts.has(name) ? [[name, texts.get(name)] as const] : []));
    // Object.fromEntries forgets the names that went in.
    return given.length === 0 ? undefined : (Object.fromEntries(given) as { [name in Names[number]]?: string });
  };
  const alternate = pick("TypeCode", "AlternateID");
  const customer = { ...pick("CustomerID"), ...(alternate && { AlternateKey: alternate }) };
  const amounts = pick("CurrencyID", "Amount", "AwardAmount", "LoyaltyAmount");
  const transaction = { ...pick("RTPTransactionID", "LocationID", "DeviceID"), ...(amounts && { RTPAmount: amounts }) };
  return {
    ...pick("Action", "CardPrefix", "CardSeriesSequence", "CardNumber"),
    ...(Object.keys(customer).length > 0 && { Customer: customer }),
    ...(Object.keys(transaction).length > 0 && { RTPTransaction: transaction }),
  };
}
