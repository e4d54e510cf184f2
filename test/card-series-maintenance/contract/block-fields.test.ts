import { describe, expect, test } from "vitest";
import { cardSeriesFormat } from "../../../generated/card-series/format.gen.ts";
import { blockFields, findBlockValues } from "../../../src/card-series-maintenance/contract/block-fields.ts";

describe("blockFields", () => {
  test("are all values of the schema but the action, which can only be one", () => {
    const values = findBlockValues(cardSeriesFormat);
    expect(values.filter(({ constant }) => constant !== undefined)).toMatchObject([
      { name: "Action", constant: "GenerateCard" },
    ]);
    expect(blockFields).toEqual(values.map(({ name }) => name).filter((name) => name !== "Action"));
    expect(blockFields).toEqual(expect.arrayContaining(["CardPrefix", "CustomerID", "TypeCode", "LoyaltyAmount"]));
  });
});
