// Generated from spec/card-series-maintenance.xsd (sha256 6fe43b940e865c56dbadc193988e3d41509934421ab1991b8ee9c7bc1933944c).
// Do not edit: change the source and run `npm run generate`.

/** One request: generate and activate one card, and associate it with a customer when there is one. */
export interface CardSeries {
  /** What is asked for; the only action documented. */
  readonly Action: "GenerateCard";
  /** Name of the individual or organization performing the generate. */
  readonly UserName?: string;
  /** User organization performing the generate. */
  readonly UserOrganization?: string;
  /** Card type: 5 digits by the guide's text, 6 in its sample. Form: `[0-9]{5,6}`. */
  readonly CardPrefix: string;
  /** Card series number of two digits, from 01. Form: `[0-9]{2}`. */
  readonly CardSeriesSequence: string;
  /** Card number of the card generated, for cards generated while the system is offline. Form: `[^0-9]?[0-9]{10,16}`. */
  readonly CardNumber?: string;
  /** The transaction performing the request. */
  readonly RTPTransaction?: RTPTransaction;
  /** The customer the card is associated with. Left out when there is no association. */
  readonly Customer?: Customer;
}

/** The retail transaction that performs the request. */
export interface RTPTransaction {
  /** ID of the card generate transaction. Not empty. */
  readonly RTPTransactionID?: string;
  /** ID of the user performing the card generate. Not empty. */
  readonly OperatorID?: string;
  /** ID of the generating location. Not empty. */
  readonly LocationID?: string;
  /** Date and time of the card generate. Date and time as text: YYYY-MM-DDThh:mm:ss. */
  readonly TransactionDateTime?: string;
  /** ID of the device performing the card generate. Not empty. */
  readonly DeviceID?: string;
  /** Business date of the card generate. Date as text: YYYY-MM-DD. */
  readonly BusinessDate?: string;
  /** Information about the card generate amount. */
  readonly RTPAmount?: RTPAmount;
}

/** What is added to the card's accounts. */
export interface RTPAmount {
  /** Currency used in the card generate. Form: `[A-Z]{3}`. */
  readonly CurrencyID?: string;
  /** Tender amount to add to each card when generating a Tender Card sequence. Decimal number as text. */
  readonly Amount?: string;
  /** Award amount to add to each card when generating an Award Card sequence. Decimal number as text. */
  readonly AwardAmount?: string;
  /** Loyalty amount to add to each card when generating a Loyalty Card sequence. Decimal number as text. */
  readonly LoyaltyAmount?: string;
}

/** A customer by CustomerID, by AlternateKey, or by both: then CustomerID takes precedence. */
export interface Customer {
  /** Customer Engagement customer ID number. */
  readonly CustomerID?: string;
  /** A customer's identifier in another system. */
  readonly AlternateKey?: AlternateKey;
}

/** A customer's identifier in another system. */
export interface AlternateKey {
  /** Type of the alternate ID, such as XSTORE_ID: one of a list each installation configures. */
  readonly TypeCode?: string;
  /** Customer's alternate ID. */
  readonly AlternateID?: string;
}
