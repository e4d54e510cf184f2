import { describe, expect, test } from "vitest";
import { orceErrors } from "../../../generated/error-codes.gen.ts";
import type { CardRequest } from "../../../src/card-series-maintenance/contract/read-request.ts";
import { explainError } from "../../../src/errors/explain-error.ts";
import { compareSum } from "../../../src/sandbox/orce/decimal.ts";
import { type CardsSoFar, decideGenerateCard } from "../../../src/sandbox/orce/generate-card.ts";
import type { OrceSetup } from "../../../src/sandbox/orce/orce-setup.ts";
import { SetupIndex } from "../../../src/sandbox/orce/setup-index.ts";
import { account, noCards, now, orceConditions, request, setup } from "./conditions.ts";

const decide = (one: CardRequest, setup: OrceSetup, soFar: CardsSoFar = noCards) =>
  decideGenerateCard(one, new SetupIndex(setup), soFar, now);

describe("decideGenerateCard", () => {
  test("finds nothing wrong with a good request", () => {
    expect(decide(request(), setup())).toEqual({ seriesKey: "12345-01", customerId: "C1" });
    const minimal = { Action: "GenerateCard", CardPrefix: "12345", CardSeriesSequence: "01" } as const;
    expect(decide(minimal, setup({ programs: [] }))).toEqual({ seriesKey: "12345-01", customerId: undefined });
  });

  test("has a condition for each of the 19 codes", () => {
    expect(new Set(orceConditions.map(({ code }) => code))).toEqual(new Set(Object.keys(orceErrors)));
  });

  test.each(orceConditions.map((condition) => [condition.code, condition.name, condition] as const))(
    "reports %s when %s",
    (code, _, condition) => {
      expect(decide(condition.request, condition.setup, condition.soFar)).toEqual({
        error: code,
      });
      expect(explainError(code).causes.length).toBeGreaterThan(0);
    },
  );

  test("counts the balance of an account that exists, and whether it was activated", () => {
    const tender = { kind: "tender", baseCurrency: "USD" } as const;
    const accounts = [account({ balance: "5.01", activatedAt: new Date(0) })];
    for (const program of [{ minBalance: "30.01" }, { effectiveDate: new Date(now.getTime() + 1) }])
      expect(decide(request(), setup({ programs: [{ ...tender, ...program }], accounts }))).toHaveProperty("seriesKey");
  });

  test("lets CustomerID take precedence over the alternate id", () => {
    const both = (customerId: string) =>
      request({ Customer: { CustomerID: customerId, AlternateKey: { TypeCode: "XSTORE_ID", AlternateID: "A1" } } });
    expect(decide(both("C1"), setup())).toHaveProperty("seriesKey");
    expect(decide(both("nobody"), setup())).toEqual({ error: "CUSTOMER_NOT_FOUND" });
    expect(decide(both(""), setup())).toHaveProperty("seriesKey");
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
