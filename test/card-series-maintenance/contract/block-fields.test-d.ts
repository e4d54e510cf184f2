import { describe, expectTypeOf, test } from "vitest";
import type { BlockField } from "../../../src/card-series-maintenance/contract/block-fields.ts";

describe("BlockField", () => {
  test("names every field of the schema that a row can fill, and no other", () => {
    expectTypeOf<BlockField>().toEqualTypeOf<
      | "UserName"
      | "UserOrganization"
      | "CardPrefix"
      | "CardSeriesSequence"
      | "CardNumber"
      | "CustomerID"
      | "TypeCode"
      | "AlternateID"
      | "RTPTransactionID"
      | "OperatorID"
      | "LocationID"
      | "TransactionDateTime"
      | "DeviceID"
      | "BusinessDate"
      | "CurrencyID"
      | "Amount"
      | "AwardAmount"
      | "LoyaltyAmount"
    >();
  });
});
