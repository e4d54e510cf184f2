import { describe, expectTypeOf, test } from "vitest";
import type {
  DefinedSeries,
  GeneratedSeries,
  Series,
  SeriesFacts,
} from "../../../src/card-series-maintenance/numbering/series.ts";
import { generateSeries } from "../../../src/card-series-maintenance/numbering/series.ts";

describe("Series", () => {
  test("is generated from a defined series only", () => {
    expectTypeOf(generateSeries).parameter(0).toEqualTypeOf<DefinedSeries>();
    expectTypeOf<GeneratedSeries>().not.toExtend<DefinedSeries>();
    expectTypeOf<SeriesFacts & { readonly state: "defined" }>().not.toExtend<DefinedSeries>();
  });

  test("has cards only once generated", () => {
    expectTypeOf<DefinedSeries>().not.toHaveProperty("cards");
    expectTypeOf<Extract<Series, { state: "generated" }>>().toHaveProperty("cards");
  });
});
