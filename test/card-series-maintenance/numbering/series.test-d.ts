import { describe, expectTypeOf, it } from "vitest";
import type {
  CardSeries,
  DefinedCardSeries,
  GeneratedCardSeries,
} from "../../../src/card-series-maintenance/numbering/series.ts";
import { generateCardSeries } from "../../../src/card-series-maintenance/numbering/series.ts";

describe("CardSeries", () => {
  it("is generated from a defined series only", () => {
    expectTypeOf(generateCardSeries).parameter(0).toEqualTypeOf<DefinedCardSeries>();
    expectTypeOf<GeneratedCardSeries>().not.toExtend<DefinedCardSeries>();
  });

  it("has cards only once generated", () => {
    expectTypeOf<DefinedCardSeries>().not.toHaveProperty("cards");
    expectTypeOf<Extract<CardSeries, { state: "generated" }>>().toHaveProperty("cards");
  });
});
