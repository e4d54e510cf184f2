/** A program that a card's accounts belong to. */
export interface OrceProgram {
  readonly kind: "tender" | "award" | "loyalty";
  /** Three letters: the currency of the amounts of a request that names none. */
  readonly baseCurrency: string;
  /** Default false. */
  readonly foreignCurrencyAllowed?: boolean;
  /** No card is activated before this date. */
  readonly effectiveDate?: Date;
  /** The program expires after this date. */
  readonly expiryDate?: Date;
  /** Decimal text. Tender programs only. */
  readonly minActivationAmount?: string;
  /** Decimal text. Tender programs only. */
  readonly minBalance?: string;
}

/** The type of the cards of one prefix. */
export interface OrceCardType {
  readonly prefix: string;
  readonly programs: readonly OrceProgram[];
  /** No card may be activated before this date. */
  readonly eligibilityStart?: Date;
}

/** A series that is defined in ORCE. */
export interface OrceSeries {
  readonly prefix: string;
  /** Two digits. */
  readonly series: string;
  readonly numberOfCards: number;
  /** The numbers of its batches, such as 1, 2, 3. */
  readonly batches: readonly number[];
}

/** A customer that exists in ORCE. */
export interface OrceCustomer {
  readonly customerId: string;
  readonly alternateIds?: readonly { readonly typeCode: string; readonly alternateId: string }[];
}

/** The configuration of ORCE. */
export interface OrceConfiguration {
  /** Default an empty string. */
  readonly cardNumberPrefixCharacter?: string;
  /** Number of digits of the card numbers that ORCE generates. Default 16. */
  readonly cardNumberDigits?: number;
  /**
   * Whether ORCE checks the batch in digits 8 to 10 of a supplied card number. Default false; see
   * spec/card-numbering.md.
   */
  readonly batchInsideCardNumber?: boolean;
  /** Required to activate a card. */
  readonly accountManagementDefaultReasonCode?: string;
  /** The locations that a transaction may have. Default any. */
  readonly locations?: readonly string[];
}

/** Everything that decides the outcome of a request. */
export interface OrceSetup {
  readonly cardTypes: readonly OrceCardType[];
  readonly series: readonly OrceSeries[];
  /** The existing customers, or a function that looks them up. */
  readonly customers: readonly OrceCustomer[] | CustomerLookup;
  readonly configuration?: OrceConfiguration;
}

/** Returns whether a customer exists: by CustomerID if the request has one, otherwise by type code and alternate ID. */
export type CustomerLookup = (
  key: { readonly customerId: string } | { readonly typeCode: string; readonly alternateId: string },
) => boolean;
