/** One card of a batch file. */
export interface CardSeriesBlock {
  readonly Action: "GenerateCard";
  readonly UserName?: string;
  readonly UserOrganization?: string;
  readonly CardPrefix: string;
  readonly CardSeriesSequence: string;
  readonly CardNumber?: string;
  readonly RTPTransaction?: {
    readonly RTPTransactionID?: string;
    readonly OperatorID?: string;
    readonly LocationID?: string;
    readonly TransactionDateTime?: string;
    readonly DeviceID?: string;
    readonly BusinessDate?: string;
    readonly RTPAmount?: {
      readonly CurrencyID?: string;
      readonly Amount?: string;
      readonly AwardAmount?: string;
      readonly LoyaltyAmount?: string;
    };
  };
  readonly Customer?: {
    readonly CustomerID?: string;
    readonly AlternateKey?: { readonly TypeCode: string; readonly AlternateID: string };
  };
}
