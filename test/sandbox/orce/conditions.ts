import type { OrceErrorCode } from "../../../generated/error-codes.gen.ts";
import type { CardRequest } from "../../../src/card-series-maintenance/contract/read-request.ts";
import type { CardsSoFar } from "../../../src/sandbox/orce/generate-card.ts";
import type {
  OrceConfiguration,
  OrceExistingAccount,
  OrceProgram,
  OrceSeries,
  OrceSetup,
} from "../../../src/sandbox/orce/orce-setup.ts";

export const now: Date = new Date("2026-06-01T12:00:00Z");
const before = new Date("2026-05-01T00:00:00Z");
const after = new Date("2026-07-01T00:00:00Z");

const tender: OrceProgram = { kind: "tender", baseCurrency: "USD" };
const series: OrceSeries = { prefix: "12345", series: "01", numberOfCards: 1_000, batches: [1, 2] };

/** A setup in which a good request succeeds, but for what is changed. */
export function setup(
  change: {
    readonly programs?: readonly OrceProgram[];
    readonly series?: readonly OrceSeries[];
    readonly eligibilityStart?: Date;
    readonly configuration?: OrceConfiguration;
    readonly accounts?: readonly OrceExistingAccount[];
  } = {},
): OrceSetup {
  const { programs = [tender], eligibilityStart, configuration, accounts } = change;
  return {
    cardTypes: [{ prefix: "12345", programs, ...(eligibilityStart && { eligibilityStart }) }],
    series: change.series ?? [series],
    customers: [{ customerId: "C1", alternateIds: [{ typeCode: "XSTORE_ID", alternateId: "A1" }] }],
    configuration: { accountManagementDefaultReasonCode: "DEFAULT", locations: ["L1"], ...configuration },
    ...(accounts && { accounts }),
  };
}

/** A good request, but for what is changed. */
export function request(change: Partial<CardRequest> = {}): CardRequest {
  return {
    Action: "GenerateCard",
    CardPrefix: "12345",
    CardSeriesSequence: "01",
    CardNumber: "1234501001000001",
    RTPTransaction: { LocationID: "L1", RTPAmount: { CurrencyID: "USD", Amount: "25.00" } },
    Customer: { CustomerID: "C1" },
    ...change,
  };
}

/** An account of the card of {@link request}. */
export function account(change: Partial<OrceExistingAccount>): OrceExistingAccount {
  return { cardNumber: "1234501001000001", kind: "tender", balance: "0", ...change };
}

export const noCards: CardsSoFar = { generated: new Map(), hasCardNumber: () => false };

const without = (field: keyof CardRequest): CardRequest =>
  Object.fromEntries(Object.entries(request()).filter(([name]) => name !== field)) as CardRequest;
const reasonless: OrceSetup = { ...setup(), configuration: {} };

/**
 * For every cause in the error table of ORCE's guide: a request and a setup that meet it, and the code that ORCE
 * reports.
 */
export const orceConditions: readonly {
  readonly code: OrceErrorCode;
  readonly name: string;
  readonly request: CardRequest;
  readonly setup: OrceSetup;
  readonly soFar?: CardsSoFar;
}[] = [
  {
    code: "GENERAL_ERROR",
    name: "the action is another",
    request: request({ Action: "ActivateCard" }),
    setup: setup(),
  },
  ...["12,50", "1e3", "-1", "0x10"].map(
    (AwardAmount) =>
      ({
        code: "GENERAL_ERROR",
        name: `an amount is ${AwardAmount}`,
        request: request({ RTPTransaction: { RTPAmount: { AwardAmount } } }),
        setup: setup(),
      }) as const,
  ),
  {
    code: "CARD_SERIES_PREFIX_UNSPECIFIED",
    name: "there is no CardPrefix",
    request: without("CardPrefix"),
    setup: setup(),
  },
  {
    code: "CARD_SERIES_UNSPECIFIED",
    name: "there is no CardSeriesSequence",
    request: without("CardSeriesSequence"),
    setup: setup(),
  },
  {
    code: "ILLEGAL_PROGRAM_ACCOUNT_SETUP",
    name: "no card type has the prefix",
    request: request({ CardPrefix: "54321" }),
    setup: setup(),
  },
  {
    code: "CARD_SERIES_NOT_FOUND",
    name: "the series is not defined",
    request: request({ CardSeriesSequence: "02" }),
    setup: setup(),
  },
  {
    code: "CARD_BATCHES_UNSPECIFIED",
    name: "the series has no batches",
    request: request(),
    setup: setup({ series: [{ ...series, batches: [] }] }),
  },
  {
    code: "RELATE_SERVICES_GENERAL_CONFIGURATION_ERROR",
    name: "the configured prefix is longer than one character",
    request: request(),
    setup: setup({ configuration: { cardNumberPrefixCharacter: "AB" } }),
  },
  {
    code: "RELATE_SERVICES_GENERAL_CONFIGURATION_ERROR",
    name: "the card number has more than 16 digits",
    request: request({ CardNumber: "12345010010000011" }),
    setup: setup(),
  },
  {
    code: "RELATE_SERVICES_GENERAL_CONFIGURATION_ERROR",
    name: "the card number has fewer than 10 digits",
    request: request({ CardNumber: "123450100" }),
    setup: setup(),
  },
  {
    code: "RELATE_SERVICES_GENERAL_CONFIGURATION_ERROR",
    name: "generated card numbers would have fewer than 10 digits",
    request: without("CardNumber"),
    setup: setup({ configuration: { cardNumberDigits: 9 } }),
  },
  {
    code: "RELATE_SERVICES_GENERAL_CONFIGURATION_ERROR",
    name: "generated card numbers would have more than 16 digits",
    request: without("CardNumber"),
    setup: setup({ configuration: { cardNumberDigits: 17 } }),
  },
  {
    code: "CARD_BATCH_NOT_FOUND",
    name: "the batch inside the card number is not defined",
    request: request({ CardNumber: "1234501003000001" }),
    setup: setup({ configuration: { batchInsideCardNumber: true } }),
  },
  {
    code: "GENERATE_CARD_ERROR_DUPLICATES_FOUND",
    name: "the card number exists",
    request: request(),
    setup: setup(),
    soFar: { ...noCards, hasCardNumber: () => true },
  },
  {
    code: "ALL_CARDS_GENERATED",
    name: "the series is full",
    request: request(),
    setup: setup(),
    soFar: { ...noCards, generated: new Map([["12345-01", 1_000]]) },
  },
  {
    code: "CUSTOMER_NOT_FOUND",
    name: "nobody has the CustomerID",
    request: request({ Customer: { CustomerID: "C2" } }),
    setup: setup(),
  },
  {
    code: "CUSTOMER_NOT_FOUND",
    name: "nobody has the alternate id",
    request: request({ Customer: { AlternateKey: { TypeCode: "OTHER", AlternateID: "A1" } } }),
    setup: setup(),
  },
  {
    code: "ILLEGAL_RETAIL_TRANSACTION_ID",
    name: "the location is not configured",
    request: request({ RTPTransaction: { LocationID: "L2" } }),
    setup: setup(),
  },
  {
    code: "CUSTOMER_NOT_FOUND",
    name: "the alternate id has no type code",
    request: request({ Customer: { AlternateKey: { AlternateID: "A1" } } }),
    setup: setup(),
  },
  {
    code: "ILLEGAL_RETAIL_TRANSACTION_ID",
    name: "the transaction id has another form",
    request: request({ RTPTransaction: { RTPTransactionID: "rubbish" } }),
    setup: setup({ configuration: { transactionIdPattern: /^[0-9]+$/g } }),
  },
  {
    code: "ILLEGAL_RETAIL_TRANSACTION_ID",
    name: "the device is not configured",
    request: request({ RTPTransaction: { DeviceID: "D2" } }),
    setup: setup({ configuration: { devices: ["D1"] } }),
  },
  {
    code: "ILLEGAL_RETAIL_TRANSACTION_ID",
    name: "the operator is not configured",
    request: request({ RTPTransaction: { OperatorID: "O2" } }),
    setup: setup({ configuration: { operators: ["O1"] } }),
  },
  {
    code: "ILLEGAL_RETAIL_TRANSACTION_ID",
    name: "there is no transaction, though its data is required",
    request: without("RTPTransaction"),
    setup: setup({ configuration: { requiredTransactionData: ["BusinessDate"] } }),
  },
  {
    code: "ILLEGAL_RETAIL_TRANSACTION_ID",
    name: "required data is missing",
    request: request(),
    setup: setup({ configuration: { requiredTransactionData: ["LocationID", "BusinessDate"] } }),
  },
  { code: "CONFIGURATION_ERROR", name: "there is no default reason code", request: request(), setup: reasonless },
  {
    code: "ACTIVATION_DATE_DOES_NOT_MEET_CARD_EXPIRATION_DATE",
    name: "the card is not eligible yet",
    request: request(),
    setup: setup({ eligibilityStart: after }),
  },
  ...(["tender", "award", "loyalty"] as const).map(
    (kind) =>
      ({
        code: "PROGRAM_EXPIRED",
        name: `the ${kind} program has expired`,
        request: request(),
        setup: setup({ programs: [{ kind, baseCurrency: "USD", expiryDate: before }] }),
      }) as const,
  ),
  {
    code: "PROGRAM_NOT_EFFECTIVE",
    name: "the tender program is not effective yet",
    request: request(),
    setup: setup({ programs: [{ ...tender, effectiveDate: after }] }),
  },
  {
    code: "PROGRAM_NOT_EFFECTIVE",
    name: "the tender program is not effective yet, and the account that exists was never activated",
    request: request(),
    setup: setup({ programs: [{ ...tender, effectiveDate: after }], accounts: [account({ balance: "5" })] }),
  },
  ...(["award", "loyalty"] as const).map(
    (kind) =>
      ({
        code: "FOREIGN_CURRENCY_NOT_ALLOWED",
        name: `the currency is not that of the ${kind} program`,
        request: request({ RTPTransaction: { RTPAmount: { CurrencyID: "EUR", Amount: "25" } } }),
        setup: setup({ programs: [{ kind, baseCurrency: "USD" }] }),
      }) as const,
  ),
  {
    code: "FOREIGN_CURRENCY_NOT_ALLOWED",
    name: "the account that exists is in another currency",
    request: request({ RTPTransaction: { RTPAmount: { CurrencyID: "EUR", Amount: "25" } } }),
    setup: setup({
      programs: [{ ...tender, foreignCurrencyAllowed: true }],
      accounts: [account({ balance: "5" })],
    }),
  },
  {
    code: "FOREIGN_CURRENCY_NOT_ALLOWED",
    name: "the currency is not the program's",
    request: request({ RTPTransaction: { RTPAmount: { CurrencyID: "EUR", Amount: "25" } } }),
    setup: setup(),
  },
  {
    code: "MIN_ACTIVATION_AMT_NOT_MET",
    name: "the amount is below the minimum activation amount",
    request: request(),
    setup: setup({ programs: [{ ...tender, minActivationAmount: "25.01" }] }),
  },
  {
    code: "MIN_BALANCE_NOT_MET",
    name: "the amount does not reach the minimum balance",
    request: request(),
    setup: setup({ programs: [{ ...tender, minBalance: "25.01" }] }),
  },
  {
    code: "MIN_BALANCE_NOT_MET",
    name: "the amount and the current balance do not reach the minimum balance",
    request: request(),
    setup: setup({ programs: [{ ...tender, minBalance: "30.01" }], accounts: [account({ balance: "5.00" })] }),
  },
];
