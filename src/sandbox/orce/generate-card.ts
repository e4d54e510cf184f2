import type { OrceErrorCode } from "../../../generated/error-codes.gen.ts";
import type { CardRequest } from "../../card-series-maintenance/file/index.ts";
import { CardNumber, type CardNumberFormat } from "../../card-series-maintenance/numbering/card-number.ts";
import { compareSum } from "./decimal.ts";
import type { CustomerLookup, OrceCardType, OrceProgram, OrceSetup } from "./orce-setup.ts";

/** The decision about a request: the code of the refusal, or the series that the card belongs to. */
export type Verdict = { readonly error: OrceErrorCode } | { readonly seriesKey: string };

/** The state that changes while cards are generated. */
export interface CardsSoFar {
  /** The number of cards of each series, by {@link seriesKeyOf}. */
  readonly generated: ReadonlyMap<string, number>;
  readonly hasCardNumber: (cardNumber: string) => boolean;
}

/** Returns a key of a series, from its prefix and number. */
export function seriesKeyOf(series: { readonly prefix: string; readonly series: string }): string {
  return `${series.prefix}-${series.series}`;
}

/**
 * Decides about a GenerateCard request by the conditions in the error table of ORCE's guide. The order in which ORCE
 * checks them is assumed: the fields of the request, then what they refer to, then configuration, dates, and amounts.
 */
export function decideGenerateCard(request: CardRequest, setup: OrceSetup, soFar: CardsSoFar, now: Date): Verdict {
  const { Action: action, CardPrefix: prefix, CardSeriesSequence: series } = request;
  // Assumed: the table has no specific code for another action, nor for an invalid amount.
  if (action !== "GenerateCard" || !amountsOf(request).every(isAmount)) return { error: "GENERAL_ERROR" };
  if (!prefix) return { error: "CARD_SERIES_PREFIX_UNSPECIFIED" };
  if (!series) return { error: "CARD_SERIES_UNSPECIFIED" };

  const cardType = setup.cardTypes.find((type) => type.prefix === prefix);
  if (cardType === undefined) return { error: "ILLEGAL_PROGRAM_ACCOUNT_SETUP" };
  const error =
    findSeriesFault(request, setup, soFar, seriesKeyOf({ prefix, series })) ??
    findRequestFault(request, setup) ??
    findDateFault(cardType, now) ??
    findAmountFault(request, cardType.programs);
  return error === undefined ? { seriesKey: seriesKeyOf({ prefix, series }) } : { error };
}

function amountsOf({ RTPTransaction: transaction }: CardRequest): readonly string[] {
  const { Amount, AwardAmount, LoyaltyAmount } = transaction?.RTPAmount ?? {};
  return [Amount, AwardAmount, LoyaltyAmount].filter((amount) => amount !== undefined);
}

function isAmount(text: string): boolean {
  return /^\+?([0-9]+\.?[0-9]*|\.[0-9]+)$/.test(text.trim());
}

function findSeriesFault(
  request: CardRequest,
  setup: OrceSetup,
  soFar: CardsSoFar,
  key: string,
): OrceErrorCode | undefined {
  const series = setup.series.find((candidate) => seriesKeyOf(candidate) === key);
  if (series === undefined) return "CARD_SERIES_NOT_FOUND";
  if (series.batches.length === 0) return "CARD_BATCHES_UNSPECIFIED";
  const {
    cardNumberPrefixCharacter = "",
    cardNumberDigits = 16,
    batchInsideCardNumber = false,
  } = setup.configuration ?? {};
  // All three causes of this code. Code points are counted: a character outside the basic plane is one character.
  if ([...cardNumberPrefixCharacter].length > 1 || cardNumberDigits > 16 || cardNumberDigits < 10) {
    return "RELATE_SERVICES_GENERAL_CONFIGURATION_ERROR";
  }
  if (request.CardNumber !== undefined) {
    const cardNumber = parseCardNumber(request.CardNumber, { prefixCharacter: cardNumberPrefixCharacter });
    if (cardNumber === undefined) return "RELATE_SERVICES_GENERAL_CONFIGURATION_ERROR";
    const batch = Number(cardNumber.revealDigits().slice(7, 10));
    if (batchInsideCardNumber && !series.batches.includes(batch)) return "CARD_BATCH_NOT_FOUND";
    if (soFar.hasCardNumber(cardNumber.reveal())) return "GENERATE_CARD_ERROR_DUPLICATES_FOUND";
  }
  return (soFar.generated.get(key) ?? 0) >= series.numberOfCards ? "ALL_CARDS_GENERATED" : undefined;
}

function parseCardNumber(text: string, format: CardNumberFormat): CardNumber | undefined {
  try {
    return CardNumber.parse(text, format);
  } catch {
    return undefined;
  }
}

function findRequestFault(
  request: CardRequest,
  { customers, configuration = {} }: OrceSetup,
): OrceErrorCode | undefined {
  const { Customer: customer, RTPTransaction: transaction } = request;
  if (customer !== undefined) {
    const lookup = typeof customers === "function" ? customers : lookUpIn(customers);
    const { CustomerID: customerId, AlternateKey: alternate } = customer;
    const known = customerId
      ? lookup({ customerId })
      : alternate !== undefined &&
        lookup({ typeCode: alternate.TypeCode ?? "", alternateId: alternate.AlternateID ?? "" });
    if (!known) return "CUSTOMER_NOT_FOUND";
  }
  const { locations, accountManagementDefaultReasonCode } = configuration;
  if (locations !== undefined && transaction?.LocationID !== undefined && !locations.includes(transaction.LocationID)) {
    return "ILLEGAL_RETAIL_TRANSACTION_ID";
  }
  return accountManagementDefaultReasonCode === undefined ? "CONFIGURATION_ERROR" : undefined;
}

function lookUpIn(customers: Exclude<OrceSetup["customers"], CustomerLookup>): CustomerLookup {
  return (key) =>
    customers.some((customer) =>
      "customerId" in key
        ? customer.customerId === key.customerId
        : (customer.alternateIds ?? []).some(
            ({ typeCode, alternateId }) => typeCode === key.typeCode && alternateId === key.alternateId,
          ),
    );
}

function findDateFault({ eligibilityStart, programs }: OrceCardType, now: Date): OrceErrorCode | undefined {
  if (eligibilityStart !== undefined && now < eligibilityStart)
    return "ACTIVATION_DATE_DOES_NOT_MEET_CARD_EXPIRATION_DATE";
  if (programs.some(({ expiryDate }) => expiryDate !== undefined && now > expiryDate)) return "PROGRAM_EXPIRED";
  // ORCE's guide mentions tender programs only.
  const early = programs.some(
    ({ kind, effectiveDate }) => kind === "tender" && effectiveDate !== undefined && effectiveDate > now,
  );
  return early ? "PROGRAM_NOT_EFFECTIVE" : undefined;
}

function findAmountFault(request: CardRequest, programs: readonly OrceProgram[]): OrceErrorCode | undefined {
  const amounts = request.RTPTransaction?.RTPAmount;
  const currency = amounts?.CurrencyID;
  for (const program of programs) {
    if (currency !== undefined && currency !== program.baseCurrency && program.foreignCurrencyAllowed !== true) {
      return "FOREIGN_CURRENCY_NOT_ALLOWED";
    }
    if (program.kind !== "tender") continue;
    const amount = amounts?.Amount ?? "0";
    const { minActivationAmount, minBalance } = program;
    if (minActivationAmount !== undefined && compareSum([amount], minActivationAmount) < 0)
      return "MIN_ACTIVATION_AMT_NOT_MET";
    // The account of a card that is being generated is still empty.
    if (minBalance !== undefined && compareSum([amount, "0"], minBalance) < 0) return "MIN_BALANCE_NOT_MET";
  }
  return undefined;
}
