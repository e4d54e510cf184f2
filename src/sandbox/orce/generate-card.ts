import type { OrceErrorCode } from "../../../generated/error-codes.gen.ts";
import type { CardRequest } from "../../card-series-maintenance/file/index.ts";
import { CardNumber, type CardNumberFormat } from "../../card-series-maintenance/numbering/card-number.ts";
import { compareSum, isAmount } from "./decimal.ts";
import { currencyOf, requestedAmount } from "./open-accounts.ts";
import type { OrceCardType, OrceConfiguration } from "./orce-setup.ts";
import { type SetupIndex, seriesKeyOf } from "./setup-index.ts";

/** The decision about a request: the code of the refusal, or the series and the customer that the card belongs to. */
export type Verdict =
  | { readonly error: OrceErrorCode }
  | { readonly seriesKey: string; readonly customerId: string | undefined };

/** The state that changes while cards are generated. */
export interface CardsSoFar {
  /** The number of cards of each series, by {@link seriesKeyOf}. */
  readonly generated: ReadonlyMap<string, number>;
  readonly hasCardNumber: (cardNumber: string) => boolean;
}

/**
 * Decides about a GenerateCard request by the conditions in the error table of ORCE's guide. The order in which ORCE
 * checks them is assumed: the fields of the request, then what they refer to, then configuration, dates, and amounts.
 */
export function decideGenerateCard(request: CardRequest, setup: SetupIndex, soFar: CardsSoFar, now: Date): Verdict {
  const { Action: action, CardPrefix: prefix, CardSeriesSequence: series } = request;
  // Assumed: the table has no specific code for another action, nor for an invalid amount.
  if (action !== "GenerateCard" || !amountsOf(request).every(isAmount)) return { error: "GENERAL_ERROR" };
  if (!prefix) return { error: "CARD_SERIES_PREFIX_UNSPECIFIED" };
  if (!series) return { error: "CARD_SERIES_UNSPECIFIED" };

  const cardType = setup.cardType(prefix);
  if (cardType === undefined) return { error: "ILLEGAL_PROGRAM_ACCOUNT_SETUP" };
  const seriesKey = seriesKeyOf({ prefix, series });
  const seriesFault = findSeriesFault(request, setup, soFar, seriesKey);
  if (seriesFault !== undefined) return { error: seriesFault };
  const customerId = customerOf(request, setup);
  if (request.Customer !== undefined && customerId === undefined) return { error: "CUSTOMER_NOT_FOUND" };
  const error =
    findTransactionFault(request, setup.configuration) ??
    findDateFault(request, cardType, setup, now) ??
    findAmountFault(request, cardType, setup);
  return error === undefined ? { seriesKey, customerId } : { error };
}

function amountsOf({ RTPTransaction: transaction }: CardRequest): readonly string[] {
  const { Amount, AwardAmount, LoyaltyAmount } = transaction?.RTPAmount ?? {};
  return [Amount, AwardAmount, LoyaltyAmount].filter((amount) => amount !== undefined);
}

function findSeriesFault(
  request: CardRequest,
  setup: SetupIndex,
  soFar: CardsSoFar,
  key: string,
): OrceErrorCode | undefined {
  const series = setup.series(key);
  if (series === undefined) return "CARD_SERIES_NOT_FOUND";
  if (series.batches.length === 0) return "CARD_BATCHES_UNSPECIFIED";
  const { cardNumberPrefixCharacter = "", cardNumberDigits = 16, batchInsideCardNumber = false } = setup.configuration;
  // All three causes of this code. Code points are counted: a character outside the basic plane is one character.
  if ([...cardNumberPrefixCharacter].length > 1 || cardNumberDigits > 16 || cardNumberDigits < 10) {
    return "RELATE_SERVICES_GENERAL_CONFIGURATION_ERROR";
  }
  if (request.CardNumber !== undefined) {
    const cardNumber = parseCardNumber(request.CardNumber, { prefixCharacter: cardNumberPrefixCharacter });
    if (cardNumber === undefined) return "RELATE_SERVICES_GENERAL_CONFIGURATION_ERROR";
    const start = series.prefix.length + series.series.length;
    const batch = Number(cardNumber.revealDigits().slice(start, start + 3));
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

/** Returns the owner of the identifier that takes precedence: the CustomerID, then the alternate ID with its type. */
function customerOf({ Customer: customer }: CardRequest, setup: SetupIndex): string | undefined {
  const { CustomerID: customerId, AlternateKey: alternate } = customer ?? {};
  if (customerId) return setup.customerId({ customerId });
  if (!alternate?.TypeCode || !alternate.AlternateID) return undefined;
  return setup.customerId({ typeCode: alternate.TypeCode, alternateId: alternate.AlternateID });
}

function findTransactionFault(
  { RTPTransaction: transaction }: CardRequest,
  configuration: OrceConfiguration,
): OrceErrorCode | undefined {
  const { locations, devices, operators, transactionIdPattern: pattern, requiredTransactionData } = configuration;
  const { LocationID, DeviceID, OperatorID, RTPTransactionID } = transaction ?? {};
  const isConfigured =
    isOneOf(LocationID, locations) &&
    isOneOf(DeviceID, devices) &&
    isOneOf(OperatorID, operators) &&
    // `search` does not depend on where the last match of the pattern ended.
    (RTPTransactionID === undefined || pattern === undefined || RTPTransactionID.search(pattern) !== -1) &&
    (requiredTransactionData ?? []).every((field) => transaction?.[field] !== undefined);
  if (!isConfigured) return "ILLEGAL_RETAIL_TRANSACTION_ID";
  return configuration.accountManagementDefaultReasonCode ? undefined : "CONFIGURATION_ERROR";
}

function isOneOf(value: string | undefined, allowed: readonly string[] | undefined): boolean {
  return value === undefined || allowed === undefined || allowed.includes(value);
}

function findDateFault(
  request: CardRequest,
  { eligibilityStart, programs }: OrceCardType,
  setup: SetupIndex,
  now: Date,
): OrceErrorCode | undefined {
  if (eligibilityStart !== undefined && now < eligibilityStart)
    return "ACTIVATION_DATE_DOES_NOT_MEET_CARD_EXPIRATION_DATE";
  if (programs.some(({ expiryDate }) => expiryDate !== undefined && now > expiryDate)) return "PROGRAM_EXPIRED";
  // ORCE's guide mentions tender programs only, and accounts that have never been activated.
  const early = programs.some(
    ({ kind, effectiveDate }) =>
      kind === "tender" &&
      effectiveDate !== undefined &&
      effectiveDate > now &&
      existing(request, setup, kind)?.activatedAt === undefined,
  );
  return early ? "PROGRAM_NOT_EFFECTIVE" : undefined;
}

function findAmountFault(
  request: CardRequest,
  { programs }: OrceCardType,
  setup: SetupIndex,
): OrceErrorCode | undefined {
  for (const program of programs) {
    const { kind, baseCurrency, foreignCurrencyAllowed = false, minActivationAmount, minBalance } = program;
    const account = existing(request, setup, kind);
    // Assumed: the balance of an account is in the base currency, and ORCE does not convert.
    if (currencyOf(request, program) !== baseCurrency && (!foreignCurrencyAllowed || account !== undefined)) {
      return "FOREIGN_CURRENCY_NOT_ALLOWED";
    }
    if (kind !== "tender") continue;
    const amount = requestedAmount(request, kind) ?? "0";
    if (minActivationAmount !== undefined && compareSum([amount], minActivationAmount) < 0)
      return "MIN_ACTIVATION_AMT_NOT_MET";
    const balance = account?.balance ?? "0";
    if (minBalance !== undefined && compareSum([amount, balance], minBalance) < 0) return "MIN_BALANCE_NOT_MET";
  }
  return undefined;
}

function existing({ CardNumber: cardNumber }: CardRequest, setup: SetupIndex, kind: "tender" | "award" | "loyalty") {
  return cardNumber === undefined ? undefined : setup.account(cardNumber, kind);
}
