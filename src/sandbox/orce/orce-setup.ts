/** A program that a card's accounts belong to. */
export interface OrceProgram {
  readonly kind: "tender" | "award" | "loyalty";
  /** Three letters; the amounts of a request are in it unless the request says otherwise. */
  readonly baseCurrency: string;
  /** Default false. */
  readonly foreignCurrencyAllowed?: boolean;
  /** Before it, nothing is activated. */
  readonly effectiveDate?: Date;
  /** After it, the program has expired. */
  readonly expiryDate?: Date;
  /** Decimal text. Tender programs only. */
  readonly minActivationAmount?: string;
  /** Decimal text. Tender programs only. */
  readonly minBalance?: string;
}

/** What the cards of one prefix are. */
export interface OrceCardType {
  readonly prefix: string;
  readonly programs: readonly OrceProgram[];
  /** Before it, no card may be activated. */
  readonly eligibilityStart?: Date;
}

/** A series as ORCE knows it. */
export interface OrceSeries {
  readonly prefix: string;
  /** Two digits. */
  readonly series: string;
  readonly numberOfCards: number;
  /** The defined batches, such as 1, 2, 3. */
  readonly batches: readonly number[];
}

/** A customer as ORCE knows it. */
export interface OrceCustomer {
  readonly customerId: string;
  readonly alternateIds?: readonly { readonly typeCode: string; readonly alternateId: string }[];
}

/** How ORCE is configured. */
export interface OrceConfiguration {
  /** Default an empty string. */
  readonly cardNumberPrefixCharacter?: string;
  /** Digits of the card numbers that ORCE generates. Default 16. */
  readonly cardNumberDigits?: number;
  /** Whether ORCE looks for the batch in digits 8 to 10 of a supplied card number. Default false; see spec/card-numbering.md. */
  readonly batchInsideCardNumber?: boolean;
  /** Needed to activate a card. */
  readonly accountManagementDefaultReasonCode?: string;
  /** The locations that may appear in a transaction. Default any. */
  readonly locations?: readonly string[];
}

/** Everything that decides what becomes of a request. */
export interface OrceSetup {
  readonly cardTypes: readonly OrceCardType[];
  readonly series: readonly OrceSeries[];
  /** Customers, or a function that knows them. */
  readonly customers: readonly OrceCustomer[] | CustomerLookup;
  readonly configuration?: OrceConfiguration;
}

/** Tells whether a customer exists: by CustomerID when there is one, else by type code and alternate id. */
export type CustomerLookup = (
  key: { readonly customerId: string } | { readonly typeCode: string; readonly alternateId: string },
) => boolean;
