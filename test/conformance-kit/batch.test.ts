import { describe, expect, test } from "vitest";
import { batchStatements } from "../../src/conformance/batch/batch-rules.ts";
import { alsoBroken, batchMutants, runGenerator } from "../support/partners/batch-mutants.ts";
import { brokenRules } from "../support/partners/try-mutant.ts";

describe("cardwright conform batch", () => {
  test("a generator that is right conforms, and each sentence of the guide is exercised", async () => {
    const report = await runGenerator();
    expect(brokenRules(report)).toEqual([]);
    expect(report).toMatchObject({ about: "batch", conforms: true });
    const left = report.coverage.filter(({ scenarios }) => scenarios.length === 0);
    expect([left, report.coverage.length]).toEqual([[], batchStatements.length]);
  });

  test.each(batchMutants)("%s is told in %s by %s", async (name, only, rule) => {
    const report = await runGenerator(name, [only]);
    expect(report.counts.error).toBe(0);
    expect(brokenRules(report).filter((one) => !alsoBroken[name]?.includes(one))).toEqual([rule]);
  });
});
