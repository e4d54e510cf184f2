import { describe, expect, test } from "vitest";
import { orceErrors } from "../../../generated/error-codes.gen.ts";
import { explainError } from "../../../src/errors/explain-error.ts";
import { compareSum } from "../../../src/sandbox/orce/decimal.ts";
import { decideGenerateCard } from "../../../src/sandbox/orce/generate-card.ts";
import { noCards, now, orceConditions, request, setup } from "./conditions.ts";

describe("decideGenerateCard", () => {
  test("finds nothing wrong with a good request", () => {
    expect(decideGenerateCard(request(), setup(), noCards, now)).toEqual({ seriesKey: "12345-01" });
    const minimal = { Action: "GenerateCard", CardPrefix: "12345", CardSeriesSequence: "01" } as const;
    expect(decideGenerateCard(minimal, setup({ programs: [] }), noCards, now)).toEqual({ seriesKey: "12345-01" });
  });

  test("has a condition for each of the 19 codes", () => {
    expect(new Set(orceConditions.map(({ code }) => code))).toEqual(new Set(Object.keys(orceErrors)));
  });

  test.each(orceConditions.map((condition) => [condition.code, condition.name, condition] as const))(
    "reports %s when %s",
    (code, _, condition) => {
      expect(decideGenerateCard(condition.request, condition.setup, condition.soFar ?? noCards, now)).toEqual({
        error: code,
      });
      expect(explainError(code).causes.length).toBeGreaterThan(0);
    },
  );

  test("lets CustomerID take precedence over the alternate id", () => {
    const both = (customerId: string) =>
      request({ Customer: { CustomerID: customerId, AlternateKey: { TypeCode: "XSTORE_ID", AlternateID: "A1" } } });
    expect(decideGenerateCard(both("C1"), setup(), noCards, now)).toHaveProperty("seriesKey");
    expect(decideGenerateCard(both("nobody"), setup(), noCards, now)).toEqual({ error: "CUSTOMER_NOT_FOUND" });
    expect(decideGenerateCard(both(""), setup(), noCards, now)).toHaveProperty("seriesKey");
  });
});

describe("compareSum", () => {
  test.each([
    [["0.1", "0.2"], "0.3", 0],
    [["9.99"], "10", -1],
    [["10.00"], "10", 0],
    [["+10.001"], "10", 1],
    [["-1"], "0", -1],
    [[".5"], "0.50", 0],
    [["123456789012345678.01"], "123456789012345678", 1],
  ])("compares %j with %s", (summands, other, expected) => {
    expect(compareSum(summands, other)).toBe(expected);
  });
});
